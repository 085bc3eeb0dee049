"""Why a file could not be read, in one sentence a clerk understands.

The sentences are data: a new reason is a new entry in ``SENTENCES``, with
``{placeholders}`` filled from ``params``. Each says what happened and what to do;
that nothing was stored is said by the caller, who knows.
"""

SENTENCES: dict[str, dict[str, str]] = {
    "empty": {
        "zh-hans": "文件是空的，没有可以识别的文字，请检查后重新上传。",
        "en": "The file is empty; check it and try again.",
    },
    "encrypted": {
        "zh-hans": "文件设有密码，无法打开，请去掉密码后重新上传。",
        "en": "The file is protected by a password; remove the password and try again.",
    },
    "truncated": {
        "zh-hans": "文件不完整或已损坏，请重新取得原文件。",
        "en": "The file is incomplete or damaged; get the original file again.",
    },
    "not_this_format": {
        "zh-hans": "文件内容与扩展名{suffix}不符，请另存为docx、pdf、html或txt后重试。",
        "en": "The content does not match the file extension {suffix};"
        " save it as docx, pdf, html or txt and try again.",
    },
    "zip_bomb": {
        "zh-hans": "文件解压后异常庞大，为安全起见没有打开，请确认来源后重新导出。",
        "en": "The file unpacks to an abnormal size and was not opened;"
        " check where it comes from and export it again.",
    },
    "too_big": {
        "zh-hans": "文件有{size}，超过上限{limit}，请去掉图片等附带内容后重试。",
        "en": "The file is {size}, more than the limit of {limit}; remove pictures and try again.",
    },
    "too_long": {
        "zh-hans": "文字约有{chars}字，不像一份通知，请只上传通知本身。",
        "en": "The text has about {chars} characters and does not look like a notice;"
        " upload the notice alone.",
    },
    "needs_libreoffice": {
        "zh-hans": "读取{suffix}文件需要安装LibreOffice，请安装后重试，或另存为docx。",
        "en": "Reading {suffix} files needs LibreOffice; install it, or save the file as docx.",
    },
    "no_text": {
        "zh-hans": "文件里只有图片，没有文字（可能是扫描件），请改用带文字的版本。",
        "en": "The file holds pictures and no text (perhaps a scan); use a version with text.",
    },
    "timeout": {
        "zh-hans": "读取超过{seconds}秒，已经停止，请拆分文件或另存为txt后重试。",
        "en": "Reading took more than {seconds} seconds and was stopped;"
        " split the file or save it as txt.",
    },
    "not_a_notice": {
        "zh-hans": "这段文字不像一份通知（没有找到标题、主送单位、文号等），请确认文件是否选对。",
        "en": "The text does not look like a notice (no title, addressees or document number"
        " found); check that it is the right file.",
    },
}


class _Spare(dict[str, object]):
    """A sentence must never fail for want of a parameter: the gap is left out."""

    def __missing__(self, key: str) -> str:
        return ""


class Unreadable(Exception):
    """The file gives no text to read. ``code`` is a key of ``SENTENCES``."""

    def __init__(self, code: str, params: dict[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, object] = dict(params or {})

    def sentence(self, lang: str = "zh-hans") -> str:
        """The reason in ``lang`` (``zh-hans`` or ``en``; others fall back to English)."""
        texts = SENTENCES[self.code]
        return texts.get(lang.lower(), texts["en"]).format_map(_Spare(self.params))

    def __str__(self) -> str:
        return self.sentence("en")


class NotANotice(Unreadable):
    """There is text, but it is clearly not a notice (a novel, a data dump, nothing)."""
