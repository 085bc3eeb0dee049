"""Open Badges, checked by verifiers we did not write: openbadgeslib (JWT, did:web, status list), PyJWT, and the W3C's vector."""

import itertools
import json
from base64 import urlsafe_b64encode
from datetime import date, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.test import Client
from openbadgeslib.ob3.did import _b58btc_decode, did_key_from_pem, resolve_did
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from tests.factories.certificates import BY, make_certificate

from worldday.base import clock
from worldday.certificates import actions
from worldday.certificates.badges.encoding import bitstring, multikey
from worldday.certificates.badges.issuers import did_of
from worldday.certificates.badges.securing import proof_hash, with_proof
from worldday.certificates.holder import Holder
from worldday.certificates.models import SigningKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
SITE = "https://wsd.example"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.PUBLIC_URL = SITE


def download(address: str) -> bytes:
    """What the verifier fetches, from this site and nowhere else."""
    assert address.startswith(f"{SITE}/"), address
    answer = Client().get(address.removeprefix(SITE))
    assert answer.status_code == 200, address
    return answer.content


def token_of(certificate) -> str:
    return download(f"{SITE}/certificates/{certificate.number}/badge.jwt").decode()


def verified(token: str, certificate):
    verifier = OB3Verifier.for_issuer_did(did_of(certificate.design.owner), download=download)
    return verifier.verify(token, check_status=True, download=download)


def test_an_independent_verifier_accepts_the_badge_its_issuer_and_its_status():
    made = make_certificate("张三")
    badge = verified(token_of(made), made)
    assert badge.issuer.name == "某市市场监管局"
    assert badge.achievement.name == "学习证明"
    assert badge.achievement.description == "张三完成“标准编写”的学习，特此证明。"


@pytest.mark.parametrize("end", ["revoke", "replace"])
def test_an_independent_verifier_refuses_what_was_taken_back(end):
    made = make_certificate("张叁")
    token = token_of(made)
    if end == "revoke":
        actions.revoke(certificate=made, reason="学时登记有误", by=BY)
    else:
        new = actions.replace(certificate=made, holder=Holder("张三"), reason="姓名有误", by=BY)
        verified(token_of(new), new)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(token, made)


def test_a_demo_that_stands_in_another_year_can_be_verified_today(on_day):
    on_day(date(2020, 10, 14))
    made, other = make_certificate("张三"), make_certificate("李四", reason="other")
    actions.revoke(certificate=other, reason="重复", by=BY)
    assert verified(token_of(made), made).achievement.name == "学习证明"
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(token_of(other), other)


def test_an_independent_verifier_refuses_an_edited_badge():
    made = make_certificate("张三")
    head, body, signature = token_of(made).split(".")
    claims = json.loads(jwt.utils.base64url_decode(body))
    claims["credentialSubject"]["identifier"][0]["identityHash"] = "李四"
    forged = urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    with pytest.raises(OB3VerificationError, match="signature"):
        verified(f"{head}.{forged}.{signature}", made)


def test_badges_of_before_and_after_a_rotation_both_verify_and_those_of_a_compromised_key_do_not():
    made = make_certificate()
    before = token_of(made)
    actions.rotate_key(by=BY)
    after = token_of(made)
    resolved = OB3Verifier.for_issuer_did(did_of(made.design.owner), download=download)
    assert resolved.verify(before).achievement.name == resolved.verify(after).achievement.name
    actions.mark_compromised(key=SigningKey.objects.get(state="retired"), reason="备份遗失", by=BY)
    resolved = OB3Verifier.for_issuer_did(did_of(made.design.owner), download=download)
    resolved.verify(after)
    with pytest.raises(OB3VerificationError, match="no verificationMethod"):
        resolved.verify(before)


def test_an_expired_badge_is_refused():
    made = make_certificate(until=clock.today() - timedelta(days=2), on=clock.today() - timedelta(days=9))
    with pytest.raises(OB3VerificationError, match="expired"):
        verified(token_of(made), made)


def test_any_jose_library_reads_the_key_set_and_the_badge():
    made = make_certificate(until=clock.today() + timedelta(days=30))
    keys = jwt.PyJWKSet.from_json(download(f"{SITE}/certificates/keys.json").decode())
    claims = jwt.decode(token_of(made), keys.keys[0].key, algorithms=["EdDSA"])
    assert (claims["iss"], claims["jti"]) == (claims["issuer"]["id"], claims["id"])
    assert claims["sub"] == claims["credentialSubject"]["id"]


def test_the_badge_names_the_holder_and_nothing_else_of_him():
    made = make_certificate("张三", unit="某某公司", email="zhang@example.org")
    subject = json.loads(download(f"{SITE}/certificates/{made.number}/badge.json"))["credentialSubject"]
    assert subject["identifier"] == [
        {"type": "IdentityObject", "hashed": False, "identityHash": "张三", "identityType": "name"}
    ]
    assert "zhang@example.org" not in json.dumps(subject)


def test_the_proof_inside_the_document_is_made_as_the_standard_says():
    """Checked with a library's own base58, key reading and Ed25519, and JSON canonicalised by hand of the standard library."""
    import hashlib

    made = make_certificate()
    document = json.loads(download(f"{SITE}/certificates/{made.number}/badge.json"))
    [proof] = document.pop("proof")
    value = _b58btc_decode(proof.pop("proofValue")[1:])
    did = json.loads(download(f"{SITE}/certificates/issuers/{made.design.owner.code}/did.json"))
    method = next(one for one in did["verificationMethod"] if one["id"] == proof["verificationMethod"])
    assert method["id"] in did["assertionMethod"]
    public = Ed25519PublicKey.from_public_bytes(_b58btc_decode(method["publicKeyMultibase"][1:])[2:])

    def hashed(part):
        text = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).digest()

    public.verify(value, hashed(proof) + hashed(document))
    assert proof["@context"] == document["@context"]


W3C_DOCUMENT = {  # Data Integrity EdDSA Cryptosuites v1.0, B.2 Representation: eddsa-jcs-2022
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_PROOF = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"


def test_the_vector_of_the_w3c_comes_out_byte_for_byte():
    seed = _b58btc_decode(W3C_SECRET[1:])[2:]
    key = Ed25519PrivateKey.from_private_bytes(seed)
    signed = with_proof(
        W3C_DOCUMENT, method=f"did:key:{W3C_KEY}#{W3C_KEY}", created="2023-02-24T23:36:38Z", sign=key.sign
    )
    assert [one["proofValue"] for one in signed["proof"]] == [W3C_PROOF]
    assert len(proof_hash(W3C_DOCUMENT, signed["proof"][0])) == 64


def test_keys_are_written_as_multikeys_an_independent_library_resolves():
    make_certificate()
    key = SigningKey.objects.get()
    pem = resolve_did(f"did:key:{multikey(key.public)}")
    assert did_key_from_pem(pem) == f"did:key:{multikey(key.public)}"


def test_the_status_list_has_one_bit_per_certificate_and_is_read_by_an_independent_library():
    from openbadgeslib.ob3.status import decode_encoded_list, set_indices

    assert set_indices(decode_encoded_list(bitstring([0, 7, 131071, 262143], 262144))) == {0, 7, 131071, 262143}
    one, other = make_certificate(), make_certificate(reason="other")
    actions.revoke(certificate=other, reason="重复", by=BY)
    place = f"{SITE}/certificates/issuers/{one.design.owner.code}/status/{one.status_list.code}.jwt"
    claims = jwt.decode(download(place), options={"verify_signature": False})
    bits = decode_encoded_list(claims["credentialSubject"]["encodedList"])
    assert (len(bits) * 8, set_indices(bits)) == (262144, {other.status_index})
    assert claims["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]


def test_a_unit_that_issues_nothing_has_no_identifier(client):
    made = make_certificate()
    from tests.factories.units import make_unit

    other = make_unit("别的单位")
    for place in ("", "did.json", f"status/{made.status_list.code}.jwt"):
        assert client.get(f"/certificates/issuers/{other.code}/{place}").status_code == 404


def test_places_in_a_list_are_a_permutation_that_tells_no_order():
    from worldday.certificates.models import StatusList
    from worldday.certificates.status import new_order, place

    some = StatusList(order=new_order())
    found = [place(some, turn) for turn in range(5000)]
    assert len(set(found)) == 5000
    assert min(found) >= 0 and max(found) < StatusList.SIZE
    assert sum(later > earlier for earlier, later in itertools.pairwise(found)) in range(2300, 2700)
