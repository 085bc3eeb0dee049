import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.base.models import AuditEvent
from worldday.people import identity
from worldday.people.identity import (
    NotAPhone,
    attach,
    label_of,
    number_of,
    numbers_of,
    persons_of,
    recognise,
    strength_of,
)
from worldday.people.models import Identity, Participant
from worldday.people.numbers import LABEL_ALPHABET, normal_phone

db = pytest.mark.django_db
PHONE, OTHER = "13800000001", "13900000002"


@given(
    st.sampled_from(["", "+86", "0086", "86", "+86 ", "＋８６"]), st.sampled_from(["", " ", "-", " - "]), st.booleans()
)
def test_every_way_to_write_a_phone_number_is_one_number(country, between, wide):
    written = f"{country}138{between}0000{between}0001"
    if wide:
        written = written.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert normal_phone(written) == PHONE


@pytest.mark.parametrize(
    "text", ["", "1380000000", "138000000012", "12800000001", "+1 555 0100", "861380000000", "1380000000x", "86"]
)
def test_what_is_no_mainland_mobile_number_is_refused(text):
    with pytest.raises(NotAPhone):
        number_of("phone", text)


def test_a_number_is_positive_fits_63_bits_and_says_nothing_about_its_kind():
    numbers = {number_of(kind, "13800000001") for kind in ("device", "wechat", "phone", "seat")}
    assert len(numbers) == 4 and all(0 < number < 2**63 for number in numbers)


def test_the_same_phone_is_another_number_in_another_installation(settings):
    here = number_of("phone", PHONE), identity.digest_of("phone", PHONE), label_of(7)
    settings.SECRET_KEY = "another installation"
    there = number_of("phone", PHONE), identity.digest_of("phone", PHONE), label_of(7)
    assert all(one != other for one, other in zip(here, there, strict=True))


def test_a_device_is_the_number_that_the_hot_path_gives_it(settings):
    from worldday.base.digests import number_of as by_hot_path

    assert number_of("device", "abc-DEF_123") == by_hot_path(settings.SECRET_KEY, "device", "abc-DEF_123")


def test_a_label_is_six_letters_that_are_read_aloud_without_error():
    assert (
        len(label_of(5)) == 6 and set(label_of(5)) <= set(LABEL_ALPHABET) and label_of(5) == label_of(5) != label_of(6)
    )


@db
def test_being_recognised_again_is_being_the_same():
    first = recognise(kind="phone", value=PHONE)
    assert recognise(kind="phone", value="+86 138-0000-0001") == first
    assert (first.number, Identity.objects.count()) == (number_of("phone", PHONE), 1)
    assert PHONE not in str(list(Identity.objects.values())) + str(list(Participant.objects.values()))


@db
def test_a_wechat_account_and_a_phone_of_one_person_become_the_older_one():
    phone, wechat = recognise(kind="phone", value=PHONE), recognise(kind="wechat", value="openid-1")
    heard = []
    identity.when_merged(lambda stays, goes: heard.append((stays, goes)))
    try:
        assert attach(participant=wechat, kind="phone", value=PHONE) == phone
    finally:
        identity._after_merging.pop()
    assert heard == [(phone.number, wechat.number)]
    assert recognise(kind="wechat", value="openid-1") == phone == recognise(kind="phone", value=PHONE)
    assert persons_of([wechat.number, phone.number, 5]) == {wechat.number: phone.number} == numbers_of([phone.number])
    assert AuditEvent.objects.filter(action="person-merged").count() == 1
    assert strength_of(phone) == "phone"


@db
def test_showing_what_is_already_known_changes_nothing():
    phone = recognise(kind="phone", value=PHONE)
    assert attach(participant=phone, kind="wechat", value="openid-1") == phone
    assert attach(participant=phone, kind="wechat", value="openid-1") == phone
    assert Participant.objects.count() == 1 and not AuditEvent.objects.exists()


@db
def test_a_third_identity_points_straight_at_whoever_stays():
    first, second, third = (recognise(kind="phone", value=v) for v in (PHONE, OTHER, "13700000003"))
    attach(participant=third, kind="phone", value=OTHER)
    attach(participant=second, kind="phone", value=PHONE)
    assert persons_of([second.number, third.number]) == {second.number: first.number, third.number: first.number}
    assert attach(participant=third, kind="wechat", value="o") == first
    assert set(Identity.objects.values_list("participant", flat=True)) == {first.pk}


@db
@pytest.mark.parametrize("kind", ["device", "seat"])
def test_a_device_that_a_family_or_a_library_shares_makes_nobody_one_person(kind):
    with pytest.raises(ValueError, match="who somebody is"):
        attach(participant=recognise(kind="phone", value=PHONE), kind=kind, value="x")
