"""Slips of the pen: confusable words, and telephone numbers with a digit too few."""

import re
from collections.abc import Iterator

from worldday.notices.reading.model import Doubt, Notice
from worldday.notices.reading.text import rule

# (pattern whose group w is wrong, what is meant). Only phrases that mean nothing else.
CONFUSED: tuple[tuple[str, str], ...] = (
    (r"(?<![一-龥])(?P<w>办法)(?=[^，。；、：“”《》（）\s发授]{0,24}(?:证书|奖牌|牌匾|聘书|荣誉|奖状))", "颁发"),
    (r"(?P<w>颁步|颁怖)", "颁布"),
    (r"(?<![一-龥])(?P<w>公部)(?=[一-龥]{0,6}(?:名单|结果))", "公布"),
    (r"(?P<w>按排)(?![名列序行放查])", "安排"),
    (r"(?<![公发])(?P<w>布署)(?!名)", "部署"),
    (r"(?P<w>迳行)", "径行"),
    (r"报送(?P<w>致)(?=[我市县区省本])", "至"),
    (r"(?<!自)(?P<w>己经)(?![历营常济过])", "已经"),
    (r"(?P<w>不径而走)", "不胫而走"),
    (r"(?P<w>再接再励)", "再接再厉"),
    (r"(?P<w>贯切)(?=落实|执行|实施)", "贯彻"),
    (r"(?P<w>切实作好)", "切实做好"),
    (r"(?P<w>认征|人证认可)(?=机构|认可|证书|检验)", "认证"),
    (r"(?P<w>检验检侧|检侧)", "检测"),
    (r"(?P<w>标准华)(?!为)", "标准化"),
    (r"(?P<w>宣惯)(?=培训|活动|标准)", "宣贯"),
    (r"(?P<w>渲传)", "宣传"),
    (r"(?P<w>座谈回)(?![顾访答应])", "座谈会"),
    (r"(?<!究)(?P<w>知识竟赛|竟答|知识竟答|竟赛)", "竞赛、竞答"),
)
_CONFUSED = tuple((rule(pattern), instead) for pattern, instead in CONFUSED)

# Digits of a land line by area, where a notice names the area in its issuer (Ministry's numbering plan).
EIGHT_DIGITS = (
    "北京", "上海", "天津", "重庆", "广州", "深圳", "沈阳", "大连", "南京", "武汉", "成都", "西安", "杭州", "宁波", "福州",
    "厦门", "郑州", "长沙", "济南", "青岛", "苏州", "无锡", "哈尔滨", "长春", "石家庄", "合肥", "东莞", "佛山",
)  # fmt: skip
_PLACE = rule("|".join(EIGHT_DIGITS))


def wrong_words(notice: Notice) -> Iterator[Doubt]:
    """A word that is surely a slip for another."""
    for pattern, instead in _CONFUSED:
        for hit in pattern.finditer(notice.source.text, notice.body):
            yield Doubt("wrong_word", *hit.span("w"), {"word": hit["w"], "instead": instead})


def phone_digits(notice: Notice) -> Iterator[Doubt]:
    """A land line whose length does not fit the issuer's city."""
    names = " ".join(found.value for found in notice.issuers) or (notice.title.value if notice.title else "")
    place = _PLACE.search(names)
    if place is None:
        return
    seen: set[tuple[int, str]] = set()
    for contact in notice.contacts:
        for phone in contact.phones:
            trunk = re.sub(r"^0\d{2,3}-", "", phone.value.partition("转")[0])
            if trunk.isdecimal() and len(trunk) == 7 and (phone.start, trunk) not in seen:
                seen.add((phone.start, trunk))
                params: dict[str, object] = {"phone": trunk, "digits": len(trunk), "area": place.group(), "expected": 8}
                yield Doubt("phone_digits", phone.start, phone.start + len(trunk), params)
