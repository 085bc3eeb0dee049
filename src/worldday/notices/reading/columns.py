"""What the columns of a workplan table are called.

``classify`` turns a header cell into a ``Column``. A new name is one more word in ``NAMES``;
the rows are tried in order and must match the whole cell.
"""

import re
from dataclasses import dataclass

from . import units
from .text import rule

NAMES: tuple[tuple[str, str], ...] = (
    ("seq", r"序号|编号|序|项次|No\.?|NO\.?|次序"),
    ("paper", r"(?:应?(?:报送|提交|上报|反馈)的?)(?:材料|资料|内容|事项)(?:名称|清单)?|(?:材料|资料)(?:名称|清单)?"),
    ("time", r"(?:[一-龥]{0,6})(?:时间|日期|时限|期限|时段|进度|月份)(?:安排|节点|要求)?|时间(?:及|、|/)?地点|时间安排|进度安排|何时"),
    ("units", r"(?:[一-龥]{0,6})(?:单位|部门|处室|科室|机构)(?:[及、/（]?[一-龥]{0,6}）?)?|牵头|主办|承办|协办|责任主体|负责人?[/、及和](?:负责)?单位|责任(?:人|科室|方)|负责人?|分工"),
    ("place", r"(?:[一-龥]{0,4})(?:地点|场所|地址|场地)|区域"),
    ("audience", r"(?:[一-龥]{0,4})(?:对象|人员|范围|人群|受众)"),
    ("contact", r"联系(?:人|电话|方式)(?:及(?:电话|联系方式))?|电话|手机|邮箱"),
    ("figure", r"[一-龥]{0,8}(?:人数|人次|场次|数量|次数|份数|金额|经费|数（[一-龥]）|（[一-龥]{1,3}）)"),
    ("note", r"备注|说明|注"),
    ("name", r"(?:活动|项目|任务|事项|工作|课程|栏目|系列活动|宣传活动)?(?:名称|项目|主题)|活动|任务|事项|项目|主要活动|重点活动|(?:活动|工作|重点|主要)(?:任务|事项|安排|项目)|重点工作|主要工作|活动类别|宣传活动|工作内容"),
    ("content", r"(?:[一-龥]{0,6})(?:内容|简介|形式|方式|要求|措施|安排|描述|概况|介绍)(?:[及和与、/][一-龥]{1,6})?|内容"),
)  # fmt: skip
_NAMES = rule("|".join(f"(?P<{kind}>{words})" for kind, words in NAMES))
LONGEST = 14  # Letters of a column name.


@dataclass(frozen=True)
class Column:
    """A column's kind (a name in ``NAMES``) and, for units, the role its heading gives."""

    kind: str
    role: str = "responsible"


def classify(heading: str) -> Column | None:
    """The column a header cell (normalised) opens, or None when it is no known heading."""
    words = re.sub(r"\s", "", heading)
    if not 1 <= len(words) <= LONGEST:
        return None
    hit = _NAMES.fullmatch(words)
    if hit is None or hit.lastgroup is None:
        return None
    return Column(hit.lastgroup, units.role_of(words) or "responsible" if hit.lastgroup == "units" else "")


def is_workplan(columns: list[Column | None]) -> bool:
    """A workplan names things to do and when or by whom; a form to report figures does not count."""
    kinds = {column.kind for column in columns if column}
    if "figure" in kinds or ("paper" in kinds and "name" not in kinds) or ("contact" in kinds and "seq" not in kinds):
        return False
    return bool(kinds & {"name", "content"}) and bool(kinds & {"time", "units", "place"})


def is_deadlines(columns: list[Column | None]) -> bool:
    """A table of deadlines names papers and by when each is to be sent."""
    kinds = {column.kind for column in columns if column}
    return {"paper", "time"} <= kinds and not kinds & {"figure", "name"}
