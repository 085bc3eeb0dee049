"""What a page scraped from a portal carries around the notice: emptied, never moved.

Each entry of ``NOISE`` matches on the normalised text; what it matches becomes spaces,
so that spans still hold. The breadcrumbs are cut only up to the last crumb, since the
page's own headline often is the notice's only title.
"""

import re

from .text import empty, rule

NOISE: tuple[re.Pattern[str], ...] = (
    # Word's style sheet pasted into a page.
    rule(r"Normal 0 [^\n]{0,200}?X-NONE"),
    rule(r"/\*\s*Style Definitions\s*\*/[^}]{0,900}\}"),
    rule(r"<!--\[if [^\n]{0,400}?<!\[endif\]-->"),
    # The headline's furniture: when it was put online, who looked, where to share.
    rule(
        r"(?:(?:发布|更新|发表|公布|添加|上传|发稿|录入)(?:时间|日期)\s?：\s*20\d\d[-—/.年]\d{1,2}[-—/.月]\d{1,2}日?|(?:时间|日期)：\s*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?=\s+\d{1,2}：\d\d))"
        r"(?:\s{0,3}\d{1,2}：\d\d(?:：\d\d)?)?(?:\s{1,4}(?:微信|微博|QQ空间|QQ|朋友圈))*"
    ),
    rule(r"(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?\s*：\s*\d*\s*次?"),
    rule(
        r"(?:作者|编辑|责任编辑|审核人?|供稿(?:单位)?|撰稿|发布(?:人|者|部门|单位|机构)|录入者?|文章来源)\s?：[ \t]*(?![^\s〔]{1,16}〔)[^\s。：|]{0,20}(?=[\s|]|$)"
    ),
    # A line that only dates the page, down to the minute, perhaps with who put it up.
    rule(
        r"^[ \t|]*20\d\d[-./]\d{1,2}[-./]\d{1,2}\s+\d{1,2}：\d\d(?:：\d\d)?(?:[ \t]*\|[^\n|。]{0,30})*[ \t|]*$",
        re.MULTILINE,
    ),
    rule(r"(?:字体|字号)\s*：?\s*(?:〔?\s*大\s*中?\s*小\s*〕?|〔\s*〕)(?:\s*打印)?"),
    rule(r"〔\s*(?:打印|关闭|收藏|分享)[^〕\n]{0,10}〕|打印本页|关闭窗口|分享到\s*：?|扫一扫在手机打开当前页"),
    rule(r"(?:当前|您的|你的)?(?:所在)?位置\s*：\s*首页(?:\s*(?:>|»|/)\s*[^\s>»/\n]{1,16})*\s*(?:>|»|/)?"),
    rule(r"附件下载[^\n]{0,200}$"),
)
SOURCE_LINE = rule(r"(?:信息|稿件|文章)?来源\s*：\s*[^\s。\n]{1,40}")


def quiet(text: str) -> str:
    """The normalised text with the page's furniture emptied, length unchanged."""
    for pattern in (*NOISE, SOURCE_LINE):
        text = pattern.sub(lambda hit: empty(hit.group()), text)
    return text
