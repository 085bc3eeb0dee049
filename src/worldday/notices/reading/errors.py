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
        "zh-hans": "文件的内容不是Word、PDF、网页或纯文本（与扩展名无关），请将通知另存为docx后重试。",
        "en": "What the file holds is not Word, PDF, a web page or plain text, whatever its name says;"
        " save the notice as docx and try again.",
    },
    "zip_bomb": {
        "zh-hans": "文件解压后异常庞大，为安全起见没有打开，请确认来源后重新导出。",
        "en": "The file unpacks to an abnormal size and was not opened; check where it comes from and export it again.",
    },
    "too_big": {
        "zh-hans": "文件有{size}，超过上限{limit}，请去掉图片等附带内容后重试。",
        "en": "The file is {size}, more than the limit of {limit}; remove pictures and try again.",
    },
    "too_long": {
        "zh-hans": "文字约有{chars}字，不像一份通知，请只上传通知本身。",
        "en": "The text has about {chars} characters and does not look like a notice; upload the notice alone.",
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
        "en": "Reading took more than {seconds} seconds and was stopped; split the file or save it as txt.",
    },
    "too_complex": {
        "zh-hans": "文件的内部结构异常复杂，为安全起见没有打开，请另存为txt后重试。",
        "en": "The file's inner structure is abnormally complex and was not opened; save it as txt and try again.",
    },
    "too_much_memory": {
        "zh-hans": "读取需要的内存超过上限，已经停止，请拆分文件或另存为txt后重试。",
        "en": "Reading needed more memory than allowed and was stopped; split the file or save it as txt.",
    },
    "unexpected": {
        "zh-hans": "文件的内容无法识别，读取已经停止，请另存为docx或txt后重试。",
        "en": "The file's content could not be made out and reading was stopped; save it as docx or txt and try again.",
    },
    "missing": {
        "zh-hans": "找不到这个文件，请检查文件名和所在文件夹。",
        "en": "There is no such file; check its name and folder.",
    },
    "not_a_file": {
        "zh-hans": "这不是一个普通文件（可能是文件夹或设备），请选择通知文件本身。",
        "en": "This is not an ordinary file (perhaps a folder or a device); choose the notice itself.",
    },
    "no_permission": {
        "zh-hans": "没有读取这个文件的权限，请检查文件权限。",
        "en": "This file may not be read by you; check its permissions.",
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
