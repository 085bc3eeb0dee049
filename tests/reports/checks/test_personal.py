import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.reports.checks.personal import found_in, is_card, is_identity

# Invented: the region code 000000 does not exist, and the numbers were made here from their check rules.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(region: str, birthday: str, serial: str) -> str:
    body = region + birthday + serial
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]


def card(body: str) -> str:
    return next(body + last for last in "0123456789" if is_card(body + last))


ID = identity("199999", "19900101", "123")
CARD = card("622200000000000")


def codes(text: str) -> list[str]:
    return [finding.code for finding in found_in(text)]


@pytest.mark.parametrize(
    ("text", "code", "place", "shown"),
    [
        ("请致电13800000000联系。", "mobile", "13800000000", "138******00"),
        ("电话：138 0000 0000", "mobile", "138 0000 0000", "138********00"),
        ("＋８６－１３８００００００００", "mobile", "１３８００００００００", "138******00"),
        (f"身份证{ID}。", "identity-number", ID, f"199**************{ID[-1]}"),
        (f"卡号{CARD}", "bank-card", CARD, f"6222**********{CARD[-2:]}"),
        ("投稿请发zhang.san@example.com，谢谢", "email", "zhang.san@example.com", "z***@example.com"),
        ("车牌沪A12345的车辆", "plate", "沪A12345", "沪A****5"),
        ("车牌沪A·D12345的车辆", "plate", "沪A·D12345", "沪A******5"),
        ("联系人：张三，电话：021-60000000", "person-named", "张三", "张*"),
        ("负责人李四四 联系电话 60000000", "person-named", "李四四", "李**"),
    ],
)
def test_personal_data_is_found_where_it_stands_and_shown_masked(text, code, place, shown):
    (found,) = found_in(text)
    ((start, end),) = found.places
    assert (found.code, text[start:end], found.params["masked"]) == (code, place, [shown])


@pytest.mark.parametrize(
    "text",
    [
        "共有12345678901人次参与",
        "电话12800000000",
        "订单号2013800000000012",
        f"编号{ID[:-1]}{'0' if ID[-1] != '0' else '1'}",
        "浏览量6222000000000001次",
        "依据GB/T 1.1—2020起草",
        "咨询热线：021-60000000、12345",
        "沪市监标创〔2020〕444号",
        "组织培训200人，共20场",
        "负责人高度重视。电话会议于10日召开",
        "微信公众号@example",
    ],
)
def test_numbers_that_are_no_personal_data_are_left_alone(text):
    assert codes(text) == []


def test_several_of_one_sort_are_one_finding_with_every_place():
    (found,) = found_in("甲13800000000，乙13900000000")
    assert (found.params["count"], found.places) == (2, ((1, 12), (14, 25)))


def test_an_identity_number_is_not_called_a_card_too():
    assert codes(ID) == ["identity-number"]


@given(st.dates(), st.integers(0, 999))
def test_every_sound_identity_number_is_known_and_none_with_another_check_digit(day, serial):
    number = identity("199999", day.strftime("%Y%m%d").zfill(8), f"{serial:03}")
    assert is_identity(number)
    assert not any(is_identity(number[:-1] + last) for last in "0123456789X" if last != number[-1])


@given(st.text(max_size=60))
def test_whatever_the_text_nothing_of_it_is_shown_whole(text):
    for finding in found_in(text):
        for shown, (start, end) in zip(finding.params["masked"], finding.places, strict=True):
            assert "*" in shown and shown != text[start:end]
