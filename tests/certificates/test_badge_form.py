"""The form of a badge, as the JSON schema of Open Badges 3.0 (1EdTech, ob_v3p0_achievementcredential_schema.json) demands it, and
its words, each of which a context must define. The schema itself is 1EdTech's to hand out, so its demands stand here in short;
the contexts come with openbadgeslib."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from typing import Any

import jwt
import pytest
from django.test import Client
from tests.factories.certificates import make_certificate, make_design

from worldday.base import clock
from worldday.certificates.models import Sort

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
SITE = "https://wsd.example"
NEEDED = {  # by the type of the object
    "OpenBadgeCredential": {"@context", "id", "type", "credentialSubject", "issuer", "validFrom"},
    "AchievementSubject": {"type", "achievement"},
    "Achievement": {"id", "type", "criteria", "description", "name"},
    "Profile": {"id", "type"},
    "IdentityObject": {"type", "hashed", "identityHash", "identityType"},
    "BitstringStatusListEntry": {"id", "type"},
    "1EdTechJsonSchemaValidator2019": {"id", "type"},
    "DataIntegrityProof": {"type"},
}
ARRAYS = (
    "@context",
    "type",
    "proof",
    "credentialSchema",
    "identifier",
)  # never a bare value, at any depth but the text of a type
BARE_TYPE = {"IdentityObject", "BitstringStatusListEntry", "1EdTechJsonSchemaValidator2019", "DataIntegrityProof"}
ACHIEVEMENT_TYPE = re.compile(r"CertificateOfCompletion|Award|ext:[A-Za-z0-9._|-]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
}
OF_A_TOKEN = {"iss", "jti", "sub", "nbf", "exp"}  # claims beside the credential: RFC 7519


@pytest.fixture(params=Sort.values)
def badges(request, settings) -> list[dict[str, Any]]:
    """Of one sort: as JSON-LD and as the payload of the token, with an end and without one."""
    settings.PUBLIC_URL = SITE
    found = []
    for end in (None, clock.today() + timedelta(days=30)):
        made = make_certificate(
            design=make_design(sort=request.param), reason=f"{end}", latin="Zhang San", unit="某某公司", until=end
        )
        place = f"/certificates/{made.number}/badge"
        found.append(json.loads(Client().get(f"{place}.json").content))
        found.append(jwt.decode(Client().get(f"{place}.jwt").content.decode(), options={"verify_signature": False}))
    return found


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def types_of(one: dict[str, Any]) -> list[str]:
    said = one.get("type", [])
    return [said] if isinstance(said, str) else said


def test_every_object_has_what_the_schema_needs(badges):
    for badge in badges:
        met = set()
        for one in objects(badge):
            for kind in types_of(one):
                assert NEEDED.get(kind, set()) <= one.keys(), kind
                met.add(kind)
        assert met >= set(NEEDED) - {"DataIntegrityProof"}
    assert "DataIntegrityProof" in {kind for one in objects(badges[0]) for kind in types_of(one)}


def test_lists_are_lists_even_of_one(badges):
    for one in (one for badge in badges for one in objects(badge)):
        for name in ARRAYS:
            bare = name == "type" and BARE_TYPE & set(types_of(one))
            assert bare or isinstance(one.get(name, []), list), (name, one[name])


def test_contexts_types_moments_and_words_of_lists_are_those_of_the_schema(badges):
    for badge in badges:
        assert badge["@context"][0] == "https://www.w3.org/ns/credentials/v2"
        assert re.fullmatch(
            r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json", badge["@context"][1]
        )
        assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
        assert ACHIEVEMENT_TYPE.fullmatch(badge["credentialSubject"]["achievement"]["achievementType"])
        assert all(MOMENT.fullmatch(badge[name]) for name in ("validFrom", "validUntil") if name in badge)
        assert badge["credentialSubject"]["identifier"][0].keys() == NEEDED["IdentityObject"]
    assert ["validUntil" in badge for badge in badges] == [False, False, True, True]


def terms() -> set[str]:
    """Whatever any of the contexts gives a meaning, in whatever part of a document."""
    folder = resources.files("openbadgeslib") / "ob3" / "contexts"
    texts = [(folder / name).read_text("utf8") for name in CONTEXTS.values()]
    return {term for text in texts for one in objects(json.loads(text)) for term in one}


def test_every_word_is_defined_by_a_context_the_badge_names(badges):
    known = terms()
    for badge in badges:
        assert list(CONTEXTS) == badge["@context"]
        for one in objects({name: value for name, value in badge.items() if name not in OF_A_TOKEN}):
            assert {*one, *types_of(one)} - known <= {"@context"}
