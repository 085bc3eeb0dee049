"""The sentences of the warnings, in Chinese and English, with ``{placeholders}`` from ``params``.

A new warning is an entry here and a check in one of the modules beside this one. Each sentence
says what was seen and what a clerk may do; it never decides for the clerk.
"""

TEXTS: dict[str, dict[str, str]] = {
    "activity_after_summary_due": {
        "zh-hans": "“{name}”要到{end}才结束，而总结{due}前就要报送，请核对。",
        "en": "“{name}” runs until {end}, but the summary is due by {due}; please check.",
    },
    "activity_before_plan_due": {
        "zh-hans": "“{name}”从{start}开始，早于方案报送日期{due}，请核对。",
        "en": "“{name}” starts on {start}, before the plan is due on {due}; please check.",
    },
    "wrong_word": {
        "zh-hans": "“{word}”疑为“{instead}”之误。",
        "en": "“{word}” may be a slip for “{instead}”.",
    },
    "phone_digits": {
        "zh-hans": "电话{phone}有{digits}位，{area}的固定电话应为{expected}位，可能缺位或多位。",
        "en": "The telephone number {phone} has {digits} digits; land lines in {area} have {expected}.",
    },
    "stale_theme": {
        "zh-hans": "“{words}”说的是{year}年{observance}的主题（{theme}），可能沿用了旧稿。",
        "en": "“{words}” belongs to the theme of {observance} in {year} ({theme}); it may be left over from an old text.",
    },
    "personal_data": {
        "zh-hans": "文中有个人信息（{kinds}），公开发布前请确认是否必要，或改用办公电话、单位邮箱。",
        "en": "The text holds personal data ({kinds}); before publishing, check whether it is needed"
        " or use an office number and mailbox.",
    },
    "no_issue_date": {
        "zh-hans": "没有找到成文日期，请补充。",
        "en": "No date of issue was found; please add it.",
    },
    "no_due_date": {
        "zh-hans": "要求报送{what}，但没有写明截止日期。",
        "en": "{what_en} is to be sent, but no due date is given.",
    },
    "due_before_issue": {
        "zh-hans": "报送截止日期{due}早于成文日期{issued}，请核对。",
        "en": "The due date {due} lies before the date of issue {issued}; please check.",
    },
    "year_mismatch": {
        "zh-hans": "“{text}”写的是{printed}年，而通知是{year}年的，可能是笔误，请核对。",
        "en": "“{text}” says {printed}, but the notice is of {year}; it may be a slip.",
    },
    "weekday_mismatch": {
        "zh-hans": "{date}是星期{right}，文中写的是星期{printed}。",
        "en": "{date} is a {right_en}, the text says {printed_en}.",
    },
    "duplicate_seq": {
        "zh-hans": "序号{seq}出现了不止一次。",
        "en": "Number {seq} occurs more than once.",
    },
    "unit_only_in_content": {
        "zh-hans": "“{unit}”只在活动内容里写明参与，负责单位一栏没有列出。",
        "en": "“{unit}” takes part according to the content, but is not among the responsible units.",
    },
    "no_such_day": {
        "zh-hans": "“{text}”这一天不存在，请核对日期。",
        "en": "There is no such day as “{text}”; please check the date.",
    },
}
DAYS = "一二三四五六日"
DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# Quotation marks inside quotation marks are single ones (GB/T 15834-2011, 4.8.3.4).
_INNER = str.maketrans("“”", "‘’")


class _Spare(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence(code: str, params: dict[str, object], lang: str = "zh-hans") -> str:
    """The warning ``code`` in ``lang`` (``zh-hans`` or ``en``)."""
    texts = TEXTS[code]
    inner = {key: value.translate(_INNER) if isinstance(value, str) else value for key, value in params.items()}
    return texts.get(lang.lower(), texts["en"]).format_map(_Spare(inner))
