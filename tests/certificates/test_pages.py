"""What a doubter sees: the page of a number, the way in by hand, and no way to try numbers for names."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from tests.factories.certificates import BY, make_certificate, make_design

from worldday.certificates import actions, queries
from worldday.certificates.holder import Holder
from worldday.certificates.models import SigningKey
from worldday.certificates.papers import qr_text
from worldday.certificates.proof.numbers import number_of
from worldday.certificates.proof.payload import digits_of, to_sign, unsigned
from worldday.certificates.signing import code_of, public_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DAY = date(2020, 10, 14)


@pytest.fixture(autouse=True)
def _day(on_day):
    on_day(DAY)


def page(client, certificate, language=""):
    return client.get(f"{language}/certificates/{certificate.number}/")


def test_the_page_shows_every_printed_field_its_state_history_and_issuer(client):
    made = make_certificate("张三", latin="Zhang San", unit="某某公司", until=date(2023, 10, 13))
    answer = page(client, made)
    text = answer.content.decode()
    for field in (
        *(said for _field, said in made.said),
        made.number,
        "2020年10月14日",
        "2023年10月13日",
        "某市市场监管局",
    ):
        assert field in text, field
    assert "有效" in text
    assert answer["X-Robots-Tag"] == "noindex, noarchive"
    assert "no-store" in answer["Cache-Control"]


def test_the_page_is_there_in_english(client):
    text = page(client, make_certificate(), "/en").content.decode()
    assert "This certificate is genuine and in force." in text
    assert "学习证明" in text


def test_a_revoked_one_says_so_and_why_at_once(client):
    made = make_certificate()
    assert "已撤销" not in page(client, made).content.decode()
    actions.revoke(certificate=made, reason="学时登记有误", by=BY)
    text = page(client, made).content.decode()
    assert "已撤销" in text
    assert "学时登记有误" in text


def test_a_misspelt_one_shows_replaced_and_keeps_the_new_number_to_its_holder(client):
    old = make_certificate("张叁")
    new = actions.replace(certificate=old, holder=Holder("张三"), reason="姓名有误", by=BY)
    text = page(client, old).content.decode()
    assert "已换发" in text
    assert "姓名有误" in text
    assert new.number not in text
    fresh = page(client, new).content.decode()
    assert "张三完成“标准编写”的学习" in fresh
    assert queries.for_reason("course:one") == new
    assert make_certificate("谁", design=old.design) == new


def test_past_its_last_day_it_shows_expired_even_before_the_nights_work(client, on_day):
    made = make_certificate(until=date(2020, 12, 31))
    on_day(date(2020, 12, 31))
    assert "已过期" not in page(client, made).content.decode()
    on_day(date(2021, 1, 2))
    answer = page(client, made)
    assert "已过期" in answer.content.decode()
    assert [step.day for step in answer.context["steps"]] == ["2020年10月14日", "2021年1月1日"]
    assert (actions.expire_due(), actions.expire_due()) == (1, 0)
    made.refresh_from_db()
    assert made.state == "expired"
    assert len(page(client, made).context["steps"]) == 2


@pytest.mark.parametrize("how", ["{}", " {} ", "https://wsd.example/certificates/{}/"])
def test_the_number_is_found_however_it_is_typed(client, how):
    made = make_certificate()
    for number in (made.number, made.number.replace("-", ""), made.number.replace("-", " ")):
        answer = client.post("/certificates/", {"number": how.format(number)})
        assert (answer.status_code, answer["Location"]) == (302, f"/certificates/{made.number}/")
    wide = made.number.translate(str.maketrans("0123456789-", "０１２３４５６７８９－"))
    assert client.post("/certificates/", {"number": wide})["Location"] == f"/certificates/{made.number}/"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "请输入"),
        ("2020-000001-123456-00", "位数不对"),
        ("你好", "位数不对"),
        (number_of(2020, 9, 5), "查无此编号"),
    ],
)
def test_what_is_no_number_of_ours_gets_one_sentence(client, given, sentence):
    answer = client.post("/certificates/", {"number": given})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_the_text_of_the_code_is_checked_and_an_altered_one_exposed(client):
    made = make_certificate()
    text = qr_text(made)
    assert "真实且有效" in client.post("/certificates/", {"number": text}).content.decode()
    altered = text[:-1] + str((int(text[-1]) + 1) % 10)
    said = client.post("/certificates/", {"number": altered}).content.decode()
    assert "不真实" in said
    assert "签名不符" in said
    actions.revoke(certificate=made, reason="学时登记有误", by=BY)
    said = client.post("/certificates/", {"number": text}).content.decode()
    assert "真实且有效" not in said
    assert "已撤销" in said


def test_signed_digits_behind_the_address_of_another_certificate_are_not_called_valid(client):
    made = make_certificate()
    other = make_certificate("李四", design=made.design, reason="other")
    mixed = f"https://wsd.example/certificates/{other.number}/#{qr_text(made).partition('#')[2]}"
    said = client.post("/certificates/", {"number": mixed}).content.decode()
    assert "不真实" in said
    assert "网址属于另一份证明" in said
    assert "certificate-good" not in said


def test_a_paper_of_a_compromised_key_is_sent_to_its_page_and_neither_called_genuine_nor_forged(client):
    made = make_certificate()
    text = qr_text(made)
    actions.mark_compromised(key=made.key, reason="备份遗失", by=BY)
    said = client.post("/certificates/", {"number": text}).content.decode()
    assert "二维码不能证明真伪" in said
    assert f"/certificates/{made.number}/" in said
    assert "真实且有效" not in said
    assert "不真实" not in said


def forged(key_seed: str, payload) -> str:
    """The text of a code that a thief of the key makes."""
    head = unsigned(payload, code_of(public_of(key_seed)))
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key_seed)).sign(to_sign(head))
    return f"https://wsd.example/certificates/{payload.number}/#{digits_of(head, signature)}"


def test_what_a_thief_signed_is_refused_by_the_register_before_and_after_the_theft_is_known(client):
    made = make_certificate("张三")
    seed = SigningKey.objects.get().private["seed"]
    true = queries.payload_of(queries.by_number(made.number))
    other_name = replace(
        true, fields=tuple((field, "李四" if field == "name" else text) for field, text in true.fields)
    )
    other_number = replace(true, number=number_of(2020, 77, 123456))
    asked = [forged(seed, payload) for payload in (other_name, other_number)]

    def answers() -> list[str]:
        return [client.post("/certificates/", {"number": text}).content.decode() for text in asked]

    name, number = answers()  # nobody knows of the theft yet: the signature fits, the register does not
    assert "不真实" in name and "本站登记中，该编号下的内容与此不同" in name
    assert "真实且有效" not in name + number
    assert "签名相符，但登记中没有此" in number
    actions.mark_compromised(key=made.key, reason="备份遗失", by=BY)
    name, number = answers()
    assert "不真实" in name and "本站登记中，该编号下的内容与此不同" in name
    assert "不真实" in number and "本站登记中也没有这个编号" in number
    assert f"/certificates/{other_number.number}/" not in number  # there is no such page
    honest = client.post("/certificates/", {"number": forged(seed, true)}).content.decode()
    assert "本站登记的内容与它一致" in honest and "不真实" not in honest


def test_the_page_of_a_number_says_when_its_code_proves_nothing_and_why_to_everybody(client):
    made = make_certificate()
    key = actions.mark_compromised(key=made.key, reason="备份遗失", by=BY)
    said = page(client, made).content.decode()
    assert "本证明真实有效" in said
    assert "签署该二维码的密钥已于2020-10-14公告泄露" in said
    assert "自2020-10-14起：备份遗失" in client.get("/certificates/").content.decode()
    actions.sign_anew(key=key, by=BY)
    assert "公告泄露" not in page(client, made).content.decode()


def test_whoever_tries_numbers_answers_a_question_before_each_further_look(client):
    made = make_certificate()
    for secret in range(20):
        assert client.get(f"/certificates/{number_of(2020, 1, secret)}/").status_code == 404
    answer = page(client, made)
    assert (answer.status_code, answer["Location"]) == (302, f"/certificates/?number={made.number}")
    assert client.get(f"/certificates/{made.number}/certificate.pdf").status_code == 302
    asked = client.get(answer["Location"])
    riddle = asked.context["riddle"]
    assert (
        client.post("/certificates/", {"number": made.number, "token": riddle.token, "answer": "99"}).status_code == 422
    )


def test_an_answered_question_opens_this_number_and_no_other(client, monkeypatch):
    from worldday.people import riddles

    made = make_certificate()
    other = make_certificate(design=made.design, reason="other")
    for secret in range(20):
        client.get(f"/certificates/{number_of(2020, 1, secret)}/")
    monkeypatch.setattr(riddles, "is_solved", lambda _token, answer: answer == "right")
    opened = client.post("/certificates/", {"number": made.number, "answer": "right"})
    assert client.get(opened["Location"]).status_code == 200
    assert client.get(opened["Location"].replace(made.number, other.number)).status_code == 302


def test_mistyped_numbers_cost_nothing(client):
    made = make_certificate()
    for _again in range(30):
        client.post("/certificates/", {"number": "2020-000001-123456-00"})
        client.get("/certificates/2020-000001-123456-00/")
    assert page(client, made).status_code == 200
    cache.clear()


def test_the_page_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    one = make_certificate(design=make_design())
    page(client, one)
    with django_assert_num_queries(2):
        page(client, one)
    actions.revoke(certificate=one, reason="重复", by=BY)
    with django_assert_num_queries(2):
        page(client, one)


def test_the_paper_comes_as_pdf(client):
    answer = client.get(f"/certificates/{make_certificate().number}/certificate.pdf")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_the_verifier_of_the_site_is_the_file_in_tools(client):
    from pathlib import Path

    tool = Path(__file__).resolve().parents[2] / "tools" / "verify_certificate.py"
    assert client.get("/certificates/verify_certificate.py").content == tool.read_bytes()
