"""Designs and certificates, made through the verbs."""

from tests.factories.units import make_unit
from worldday.base.audit import System
from worldday.certificates import actions
from worldday.certificates.holder import Holder
from worldday.certificates.models import Certificate, Design, Sort

WORDS = {
    "title": "学习证明",
    "title_en": "Proof of learning",
    "body": "{name}完成“{课程}”的学习，特此证明。",
    "issuer": "某市市场监管局（示例）",
}
BY = System("test")


def make_design(*, owner=None, **fields) -> Design:
    values = {"name": "学习证明", "sort": Sort.LEARNING, "words": WORDS} | fields
    return Design.objects.create(owner=owner or make_unit(), **values)


def make_certificate(
    name: str = "张三",
    *,
    design: Design | None = None,
    reason: str = "course:one",
    latin: str = "",
    unit: str = "",
    **more,
) -> Certificate:
    said = more.pop("said", {"课程": "标准编写", "学时": "12"})
    holder = Holder(name, latin, unit, more.pop("email", ""))
    return actions.award(
        design=design or make_design(), holder=holder, reason_ref=reason, said=said, by=more.pop("by", BY), **more
    )
