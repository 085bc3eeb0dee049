"""A report with one of everything, made without a database."""

from io import BytesIO

from PIL import Image

from worldday.reports.compiling.blocks import Bar, Chart, Note, PageBreak, Picture, Run, Table, Written, text
from worldday.reports.compiling.report import Part, PictureFile, Report

NOTES = {
    "aaaaaaaa": "完成全部题目并交卷的次数；来源：竞答记录；统计时间：2020年10月23日 09:12。",
    "bbbbbbbb": "示例区，报送件k7m2q9xd第2版。",
}


def photo(width: int = 800, height: int = 600) -> PictureFile:
    out = BytesIO()
    Image.new("RGB", (width, height), "#447799").save(out, "JPEG")
    return PictureFile(out.getvalue(), width, height, "jpg")


def one_of_everything() -> Written:
    said = Written()
    said.paragraph(
        "参与人数", "12860人次", Note("aaaaaaaa"), "，", Run("首日过万", strong=True), "；含特殊字符 <&>\"'#$*[]\\。"
    )
    said.heading("小标题")
    said.heading("更小的标题", 3)
    said.paragraph("来源：示例", look="small")
    rows = tuple((text(str(n)), text(f"活动{n}"), text("100", Note("bbbbbbbb"))) for n in range(1, 40))
    said.add(Table("主要数据", ("序号", "活动", "数值"), rows, ("center", "start", "end")))
    bars = (Bar("区局", (17, 16, 15)), Bar("协会 & <会>", (3, 2, 2)))
    said.add(Chart("reports", "报送情况", "bars", ("应报", "已报", "按时"), bars, "区局：应报17件"))
    days = (
        Bar("竞答", (), (("2020-09-20", "2020-10-20"), ("2020-10-01", "2020-10-12"))),
        Bar("发布", (), (None, None)),
    )
    said.add(Chart("plan", "计划与实际", "days", ("计划", "实际"), days, "见下表"))
    said.add(Picture("material:p1", "活动现场", "甲区供图"))
    said.add(PageBreak())
    said.paragraph("结束。")
    return said


def report(*, english: bool = False, annexes: int = 2, paragraphs: int = 3) -> Report:
    annex = Written()
    for n in range(annexes):
        annex.heading(f"示例{n + 1}区市场监管局")
        for _ in range(paragraphs):
            annex.paragraph("示例文字围绕主题组织开展标准化宣传活动发放资料解答咨询群众参与反响良好" * 6, "。")
    parts = [
        Part("overview", "总体情况", one_of_everything().blocks),
        Part("results", "活动成效", []),
        Part("activity:1", "线上竞答", [*one_of_everything().blocks[:1]], level=2),
        Part("annex:units", "各单位总结", annex.blocks, annex=True),
        Part("annex:late", "逾期情况", [one_of_everything().blocks[4]], annex=True),
    ]
    return Report(
        title="2020年“世界标准日”宣传活动总结报告",
        issuer="甲市市场监管局",
        dated="2020年10月30日",
        language="en" if english else "zh",
        parts=parts,
        notes=NOTES,
        pictures={"material:p1": photo()},
        banner="示例内容",
        made_at="2020-10-30T01:00:00Z",
    )
