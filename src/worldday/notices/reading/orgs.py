"""What the name of an organisation looks like."""

import re

from .text import rule

# How names of offices end; longest first where one is the end of another.
ENDINGS = (
    "领导小组", "指挥部", "办公室", "委员会", "管委会", "人民政府", "总局", "分局", "支队", "大队", "总队", "中队",
    "公司", "集团", "中心", "协会", "学会", "商会", "联合会", "促进会", "基金会", "研究院", "研究所", "总工会", "工会",
    "大学", "学院", "学校", "中学", "小学", "幼儿园", "医院", "法院", "检察院", "银行", "支行", "分行", "政府", "街道",
    "办事处", "管理处", "管理站", "服务站", "工作站", "总站", "党委", "团委", "党工委", "妇联", "科协", "工商联", "残联", "文联", "社科联",
    "宣传部", "公安部", "报社", "出版社", "电视台", "广播电台", "电台", "图书馆", "博物馆", "科技馆", "档案馆", "文化馆",
    "局", "委", "部", "厅", "办", "署", "司", "院", "所", "处", "科", "室", "站", "队", "府", "会", "馆", "社", "台", "网", "区", "县", "镇", "乡",
)  # fmt: skip
END = "(?:" + "|".join(ENDINGS) + ")"
_NAME = rule(rf"(?:(?!\d)[\w·“”‘’—]|（[\w]{{1,12}}）){{1,38}}{END}(?:（[一-龥]{{1,12}}）)?")
# Words that end like an office but are none, or that only a sentence or a menu would hold.
NOT_NAMES = rule(
    r"座谈会|研讨会|报告会|发布会|大会$|全社会|机会|意见$|通知|方案|附件|文件$|首页|公开|如下|请|开展|印发|根据|按照|为了|现将|来源|联系|电话|统计表|制定|部署$"
)


def is_name(words: str) -> bool:
    """Whether ``words`` (normalised, no white space) can be the name of an organisation."""
    return 3 <= len(words) <= 42 and _NAME.fullmatch(words) is not None and not NOT_NAMES.search(words)


def is_issuer(words: str) -> bool:
    """A name, or several joined by 、, or “某局等九部门”."""
    words = re.sub(r"等\w{0,3}(?:个)?(?:部门|单位|委局)$", "", words)
    return bool(words) and all(is_name(part) for part in words.split("、"))


def names(words: str) -> list[tuple[int, int]]:
    """Spans of the names in ``words``, split at spaces and 、; none when something else stands among them."""
    spans = [(hit.start(), hit.end()) for hit in re.finditer(r"[^\s、]+", words)]
    return spans if all(is_name(words[slice(*span)]) for span in spans) else []
