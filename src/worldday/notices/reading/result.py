"""A ``Notice`` as the JSON of “worldday.notice/1”, with the place of every value."""

from datetime import date

from .model import Activity, Contact, Doubt, Notice, Observance, Source, Task, Theme
from .text import Found
from .warnings import texts
from .windows import Window

SCHEMA = "worldday.notice/1"
Json = dict[str, object]
Spans = dict[str, list[int]]


def spell(notice: Notice) -> Json:
    """The reading as plain data, fields in the order of the schema."""
    spans: Spans = {}
    return {
        "schema": SCHEMA,
        "title": _value(notice.title, "/title", spans),
        "issuers": [_value(found, f"/issuers/{n}", spans) for n, found in enumerate(notice.issuers)],
        "doc_number": _value(notice.doc_number, "/doc_number", spans),
        "addressees": _value(notice.addressees, "/addressees", spans),
        "issue_date": _day(notice.issued, notice.issued_text, "/issue_date", spans),
        "observance": _observance(notice.observance, spans),
        "themes": [_theme(theme, f"/themes/{n}", spans) for n, theme in enumerate(notice.themes)],
        "activities": [_activity(notice.source, a, f"/activities/{n}", spans) for n, a in enumerate(notice.activities)],
        "tasks": [_task(task, f"/tasks/{n}", spans) for n, task in enumerate(notice.tasks)],
        "contacts": [_contact(contact, f"/contacts/{n}", spans) for n, contact in enumerate(notice.contacts)],
        "warnings": [_warning(warning) for warning in notice.warnings],
        "spans": spans,
    }


def _value(found: Found | None, pointer: str, spans: Spans) -> str | None:
    if found is None:
        return None
    spans[pointer] = [found.start, found.end]
    return found.value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: date | None, printed: Found | None, pointer: str, spans: Spans) -> str | None:
    if day and printed:
        spans[pointer] = [printed.start, printed.end]
    return _iso(day)


def _observance(observance: Observance | None, spans: Spans) -> Json | None:
    if observance is None:
        return None
    if observance.ordinal_span:
        spans["/observance/ordinal"] = list(observance.ordinal_span)
    window = observance.window
    if window:
        spans["/observance/start"] = spans["/observance/end"] = [window.start, window.end]
    return {
        "name": _value(observance.name, "/observance/name", spans),
        "ordinal": observance.ordinal,
        "start": _iso(window.first) if window else None,
        "end": _iso(window.last) if window else None,
    }


def _theme(theme: Theme, pointer: str, spans: Spans) -> Json:
    return {
        "scope": theme.scope,
        "text": _value(theme.text, f"{pointer}/text", spans),
        "text_en": _value(theme.english, f"{pointer}/text_en", spans),
    }


def _activity(source: Source, activity: Activity, pointer: str, spans: Spans) -> Json:
    for n, unit in enumerate(activity.units):
        spans[f"{pointer}/units/{n}/name"] = [unit.start, unit.end]
    return {
        "seq": _value(activity.seq, f"{pointer}/seq", spans),
        "name": _value(activity.name, f"{pointer}/name", spans),
        "content": _value(activity.content, f"{pointer}/content", spans),
        "units": [{"name": unit.name, "role": unit.role} for unit in activity.units],
        "units_text": _value(activity.units_text, f"{pointer}/units_text", spans),
        "open_list": activity.open_list,
        "window": _window(source, activity.window, f"{pointer}/window", spans),
        "kind": activity.kind,
    }


def _window(source: Source, window: Window | None, pointer: str, spans: Spans) -> Json:
    if window is None:
        return {"text": None, "start": None, "end": None, "precision": None}
    text = _value(source.found(window.start, window.end), f"{pointer}/text", spans)
    return {"text": text, "start": _iso(window.first), "end": _iso(window.last), "precision": window.precision}


def _task(task: Task, pointer: str, spans: Spans) -> Json:
    spans[f"{pointer}/what"] = [task.start, task.end]
    if task.max_chars_span:
        spans[f"{pointer}/max_chars"] = list(task.max_chars_span)
    return {
        "what": task.what,
        "who": _value(task.who, f"{pointer}/who", spans),
        "due": _iso(task.due),
        "due_text": _value(task.due_text, f"{pointer}/due_text", spans),
        "recipient": _value(task.recipient, f"{pointer}/recipient", spans),
        "max_chars": task.max_chars,
    }


def _contact(contact: Contact, pointer: str, spans: Spans) -> Json:
    return {
        field: [_value(found, f"{pointer}/{field}/{n}", spans) for n, found in enumerate(getattr(contact, field))]
        for field in ("names", "phones", "emails")
    }


def _warning(warning: Doubt) -> Json:
    return {
        "code": warning.code,
        "message": texts.sentence(warning.code, warning.params, "zh-hans"),
        "start": warning.start,
        "end": warning.end,
        "params": warning.params,
    }
