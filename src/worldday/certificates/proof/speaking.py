"""What the verifier says, in English and Chinese."""

SAYINGS = {
    "genuine": ("GENUINE. The certificate says exactly what was signed:", "真实。本证明与签发内容完全一致："),
    "not-good": ("DO NOT RELY ON IT.", "不可采信。"),
    "unreadable": (
        "This is not the text of a certificate's QR code, or a part of it is missing. Scan it again and copy all of it.",
        "这不是证明二维码的内容，或者内容不完整。请重新扫描并完整复制。",
    ),
    "unknown-key": (
        "It is signed with key {key}, which is not in the key file. Download keys.json anew from the issuer's own address.",
        "签名所用密钥 {key} 不在密钥文件中。请从签发机构的官方网址重新下载 keys.json。",
    ),
    "forged": (
        "The signature does not fit: something was altered, or the issuer did not sign it.",
        "签名不符：内容被改动过，或者并非签发机构所签。",
    ),
    "compromised": (
        "Key {key} was reported as compromised on {since}: its signature proves nothing, whatever day it names. See the page of the number.",
        "密钥 {key} 已于 {since} 公告泄露，其签名不能证明真伪，无论证明上写的是哪一天。请以编号的网页查验结果为准。",
    ),
    "keys-of": (
        "The key file is of {on}: a key reported as compromised after that day it does not know.",
        "密钥文件取自 {on}，此后公告泄露的密钥不在其中。",
    ),
    "signed": ("Signature: fits, key {key}.", "签名：相符，密钥 {key}。"),
    "number": (
        "The number in the address and the number that was signed are not the same one.",
        "网址中的编号与签名内容中的编号不一致。",
    ),
    "expired": ("It expired: its last day was {on}.", "已过期：有效期至 {on}。"),
    "not-asked": (
        "Not checked: whether it was revoked since. Give the list (--status {list}.jwt), or look at the page of the number.",
        "未核对：签发后是否被撤销。请用 --status {list}.jwt 提供名单，或在网页上查验。",
    ),
    "other-list": (
        "The list given is not the one this certificate stands in; it needs {list}.jwt.",
        "提供的名单不是本证明所在的名单，需要 {list}.jwt。",
    ),
    "taken-back": (
        "It was revoked or replaced: the list of {at} says so.",
        "已撤销或已换发：{at} 的名单如此记载。",
    ),
    "in-force": ("Not revoked by the list of {at}.", "截至 {at} 的名单，未被撤销。"),
    "old-list": (
        "But that list is old: what was revoked after {on} it does not know. Download it anew.",
        "但该名单已旧：{on} 之后的撤销不在其中，请重新下载。",
    ),
    "as-of": ("Judged as on {on}, as was asked.", "按要求，以 {on} 这一天判断。"),
    "differs": (
        "On paper, “{field}” reads “{paper}”; what was signed is “{signed}”.",
        "纸面上“{field}”为“{paper}”，而签发的内容是“{signed}”。",
    ),
    "compare": (
        "Compare each line with the paper. Whatever differs was altered after it was issued.",
        "请逐行与纸面核对，任何不同之处都是签发后改动的。",
    ),
    "says": ("It says:", "签名内容如下："),
}
NAMES = {
    "number": ("Number", "编号"),
    "issued": ("Issued on", "签发日期"),
    "until": ("Valid until", "有效期至"),
    "title": ("Title", "名称"),
    "title_en": ("Title, in English", "英文名称"),
    "name": ("Name", "姓名"),
    "latin": ("Name in Latin letters", "姓名拼写"),
    "unit": ("Unit", "单位"),
    "body": ("Text", "正文"),
    "body_en": ("Text, in English", "英文正文"),
    "note": ("Note", "说明"),
    "note_en": ("Note, in English", "英文说明"),
    "issuer": ("Issued by", "签发单位"),
    "issuer_en": ("Issued by, in English", "签发单位（英文）"),
}


def said_as(code: str, language: str, **facts: str) -> str:
    """The sentence in "zh" or "en"."""
    return SAYINGS[code][language == "zh"].format(**facts)


def name_of(field: str, language: str) -> str:
    """What a field is called; a label of its own calls itself."""
    return NAMES[field][language == "zh"] if field in NAMES else field
