from tools import po


def test_every_string_has_its_chinese_translation():
    assert po.missing() == {}


def test_no_translation_is_fuzzy_or_left_over():
    said = {(context, msgid) for context, msgid, _plural in po.messages()}
    assert [entry.msgid for entry in po.load() if entry.fuzzy or (entry.msgctxt, entry.msgid) not in said] == []


def test_placeholders_survive_translation():
    import re

    fields = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    changed = [
        entry.msgid
        for entry in po.load()
        if not entry.msgid_plural and sorted(fields.findall(entry.msgid)) != sorted(fields.findall(entry.msgstr))
    ]
    assert changed == []
