"""The five registries that come ready: what their records say. Their owners change them as they like."""

from collections.abc import Mapping
from typing import Any

from .schema import Field

Row = dict[str, Any]
Choices = Mapping[str, str]  # choice → English

REGIONS = {"上海市": "Shanghai", "江苏省": "Jiangsu", "浙江省": "Zhejiang", "安徽省": "Anhui", "其他": "Elsewhere"}
STANDARDS = {
    "国家标准": "National standard",
    "行业标准": "Industry standard",
    "地方标准": "Local standard",
    "团体标准": "Group standard",
    "企业标准": "Enterprise standard",
}
BRANDS = {"制造": "Manufacturing", "服务": "Services", "购物": "Shopping", "文化": "Culture"}
PUBLICATIONS = {
    "释义": "Commentary",
    "白皮书": "White paper",
    "研究报告": "Research report",
    "统计数据": "Statistics",
    "其他": "Other",
}
# GB/T 1.1—2020, DB31/T 1048-2020
STANDARD = r"[A-Z]{1,6}\d{0,4}(?:/[A-Z0-9]{1,10})?\s?[0-9A-Z.]{1,20}\s?[-—–]\s?\d{4}"


def _one_of(key: str, label: str, label_en: str, choices: Choices) -> Field:
    """A public list of choices that narrows a list of records."""
    return Field(key, label, label_en, "choice", filtered=True, choices=tuple(choices), choices_en=choices)


REGISTRIES: tuple[Row, ...] = (
    {
        "ready": "standards",
        "name": "标准",
        "name_en": "Standards",
        "about": "本单位组织制定、批准或评定并向社会公布的标准。只收题录，不收标准文本。",
        "about_en": "Standards drawn up, approved or rated and made public; titles and numbers only, never their texts.",
        "number_label": "标准编号",
        "number_label_en": "Number",
        "number_pattern": STANDARD,
        "name_label": "标准名称",
        "name_label_en": "Title",
        "fields": [
            _one_of("sort", "标准类别", "Sort", STANDARDS),
            _one_of("mark", "评定", "Mark", {"上海标准": "Shanghai Standard"}),
            Field("body", "起草单位", "Drawn up by", searched=True),
            Field("issued_on", "发布日期", "Issued on", "day"),
            Field("in_force_on", "实施日期", "In force from", "day"),
            Field("about", "说明", "About", "long"),
            Field("remark", "内部备注", "Remark for staff", "long", public=False),
        ],
    },
    {
        "ready": "brands",
        "name": "品牌认证",
        "name_en": "Certified brands",
        "about": "由认证机构颁发、在此公布的品牌认证。本站只登记公布，不颁发认证。",
        "about_en": "Brand certifications issued by certification bodies and made public here; nothing is certified here.",
        "number_label": "证书编号",
        "number_label_en": "Certificate number",
        "name_label": "获证单位",
        "name_label_en": "Certified unit",
        "fields": [
            Field("item", "产品或服务", "Product or service", searched=True),
            _one_of("category", "类别", "Category", BRANDS),
            Field("body", "认证机构", "Certification body", searched=True),
            Field("awarded_on", "公布日期", "Announced on", "day"),
            Field("basis", "认证依据", "Basis", searched=True),
            Field("remark", "内部备注", "Remark for staff", "long", public=False),
        ],
    },
    {
        "ready": "members",
        "name": "平台成员单位",
        "name_en": "Members of platforms",
        "about": "合作平台的发起单位和成员单位。",
        "about_en": "Units that founded or joined a platform of cooperation.",
        "number_label": "成员编号",
        "number_label_en": "Member number",
        "name_label": "单位名称",
        "name_label_en": "Unit",
        "fields": [
            Field("platform", "平台", "Platform", searched=True),
            _one_of("part", "身份", "Part", {"发起单位": "Founding unit", "成员单位": "Member unit"}),
            _one_of("region", "地区", "Region", REGIONS),
            Field("joined_on", "加入日期", "Joined on", "day"),
            Field("remark", "内部备注", "Remark for staff", "long", public=False),
        ],
    },
    {
        "ready": "experts",
        "name": "聘任专家",
        "name_en": "Appointed experts",
        "about": "受聘专家名单，经本人同意公开。不公开联系方式。",
        "about_en": "Experts appointed, public with their consent; no contact details.",
        "about_people": True,
        "number_label": "聘书编号",
        "number_label_en": "Letter number",
        "name_label": "姓名",
        "name_label_en": "Name",
        "fields": [
            Field("field", "专业领域", "Field", searched=True),
            Field("unit", "工作单位", "Works at", searched=True),
            _one_of("region", "地区", "Region", REGIONS),
            Field("appointed_by", "聘任单位", "Appointed by"),
            Field("remark", "内部备注", "Remark for staff", "long", public=False),
        ],
    },
    {
        "ready": "publications",
        "name": "出版物与报告",
        "name_en": "Publications and reports",
        "about": "释义、白皮书、研究报告、统计数据等公开发布的出版物。",
        "about_en": "Commentaries, white papers, research reports and statistics made public.",
        "number_label": "书号或文号",
        "number_label_en": "Number",
        "name_label": "题名",
        "name_label_en": "Title",
        "fields": [
            _one_of("sort", "类别", "Sort", PUBLICATIONS),
            Field("publisher", "发布单位", "Published by", searched=True),
            Field("issued_on", "发布日期", "Issued on", "day"),
            Field("abstract", "摘要", "Abstract", "long", searched=True),
            Field("link", "网址", "Web address", "link"),
            Field("remark", "内部备注", "Remark for staff", "long", public=False),
        ],
    },
)
# Words by which an activity's text says which registry its release goes into; the first registries named win.
SPEAKS_OF = {
    "members": ("成员单位", "平台成员"),
    "experts": ("专家证书", "专家聘书", "聘任专家", "顾问专家"),
    "brands": ("品牌",),
    "publications": ("报告", "白皮书", "蓝皮书", "释义", "统计"),
    "standards": ("标准",),
}


def spoken_of(text: str) -> list[str]:
    """Which of the five the text speaks of: all that it names, but plain “标准” only when it names nothing else."""
    named = [ready for ready, words in SPEAKS_OF.items() if any(word in text for word in words)]
    return [ready for ready in named if ready != "standards"] or ["standards"]
