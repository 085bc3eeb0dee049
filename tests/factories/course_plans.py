"""Course plans as people and as Hypothesis write them, and packages that mean harm."""

import io
import string
import zipfile
from pathlib import Path

from hypothesis import strategies as st

from worldday.courses.completion.rule import Rule
from worldday.courses.packages import ChapterPlan, CoursePlan, LessonPlan, Media, PaperLine, Source, Subtitle

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
MP4 = b"\0\0\0\x18ftypisom" + b"\0" * 24
PDF = b"%PDF-1.7\n%%EOF\n"
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\n\xe4\xbd\xa0\xe5\xa5\xbd\n"

COURSE = "---\ntitle: 标准起草\n---\n\n怎样起草标准。\n"
LESSON = "---\ntitle: 范围怎样写\nminutes: 15\nsources:\n  - GB/T 1.1—2020，8.5\n---\n\n范围是第1章。\n"
FILES = {"course.md": COURSE, "01-要素/01-范围.md": LESSON}


def zip_of(files: dict[str, bytes | str], **more) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def folder_of(folder: Path, files: dict[str, bytes | str]) -> Path:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


# --- any plan ---

CONTENT = {"png": PNG, "mp4": MP4, "pdf": PDF, "vtt": VTT}
SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp", "Zs"), exclude_characters="\ufeff")


def normal(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


LINE = st.text(st.one_of(SIGNS, st.just(" ")), min_size=1, max_size=60).map(lambda s: normal(s).strip()).filter(bool)
TITLE = LINE.filter(lambda s: len(s) <= 200)
KEY = st.text(string.ascii_lowercase + string.digits + "范围要素", min_size=1, max_size=20)
BODY = st.lists(st.one_of(LINE, st.just(""), st.just("---"), st.just("# 标题")), max_size=6).map(
    lambda lines: "\n".join(lines).strip("\n")
)
URL = st.sampled_from(["https://www.gov.cn/a", "http://example.org/?a=1&b=（"])
ENGLISH = st.one_of(st.just(""), LINE)
SOURCE = st.one_of(
    st.builds(Source, LINE.filter(lambda s: not s.endswith(">")), text_en=ENGLISH),
    st.builds(Source, LINE.filter(lambda s: "<" not in s), st.sampled_from(["https://www.gov.cn/a"]), ENGLISH),
)
PERCENT = st.integers(1, 100)
PAPER = st.one_of(
    st.builds(
        PaperLine,
        topic=LINE.filter(lambda s: "|" not in s and not s.startswith("=")),
        difficulty=st.sampled_from([None, 1, 2, 3]),
        count=st.integers(1, 50),
        points=st.integers(1, 100),
    ),
    st.builds(PaperLine, question=KEY, points=st.integers(1, 100)),
)


def _without_heading(body: str) -> bool:
    return "media/" not in body


@st.composite
def lessons(draw, key: str) -> LessonPlan:
    sort = draw(st.sampled_from(["video", "text", "pdf", "slides", "onsite", "exam", "assignment"]))
    fields = {
        "title_en": draw(st.one_of(st.just(""), TITLE)),
        "minutes": draw(st.integers(0, 600)),
        "required": draw(st.booleans()),
        "body": draw(BODY.filter(_without_heading)),
        "body_en": draw(BODY.filter(_without_heading)),
        "sources": tuple(draw(st.lists(SOURCE, max_size=3))),
    }
    if sort == "video":
        fields |= {"video": f"media/{key}.mp4", "poster": draw(st.sampled_from(["", "media/封面.png"]))}
        fields["subtitles"] = draw(st.sampled_from([(), (Subtitle("zh-Hans", f"media/{key}.vtt"),)]))
    elif sort == "pdf":
        fields["file"] = f"media/讲义 {key}.pdf"
    elif sort == "slides":
        fields["body"] = fields["body"] or "一\n\n---\n\n二"
    elif sort == "exam":
        fields["paper"] = tuple(draw(st.lists(PAPER, min_size=1, max_size=3)))
        fields |= {"tries": draw(st.one_of(st.none(), st.integers(0, 9))), "time_limit": draw(st.integers(1, 90))}
    elif sort == "onsite":
        fields["event"] = draw(st.one_of(st.just(""), LINE))
    elif fields["body"]:
        fields["body"] += "\n\n![图](media/图.png)"
    return LessonPlan(key=key, title=draw(TITLE), sort=sort, **fields)


@st.composite
def plans(draw, folder: Path) -> CoursePlan:
    keys = draw(st.lists(KEY, min_size=1, max_size=5, unique=True))
    made = [draw(lessons(key)) for key in keys]
    cut = draw(st.integers(1, len(made)))
    groups = [made[:cut], made[cut:]] if cut < len(made) else [made]
    chapters = tuple(ChapterPlan(f"章{n}", draw(TITLE), lessons=tuple(group)) for n, group in enumerate(groups))
    used = {path for lesson in made for path in lesson.media()}
    used |= {"media/图.png" for lesson in made if "media/图.png" in lesson.body}
    return CoursePlan(
        title=draw(TITLE),
        title_en=draw(st.one_of(st.just(""), TITLE)),
        summary=draw(BODY),
        summary_en=draw(BODY),
        audience=draw(st.one_of(st.just(""), TITLE)),
        needs=tuple(draw(st.lists(TITLE, max_size=2, unique=True))),
        rule=draw(st.builds(Rule, PERCENT, PERCENT, PERCENT, PERCENT, st.booleans())),
        chapters=chapters,
        media=tuple(_media(folder, path) for path in sorted(used)),
    )


def _media(folder: Path, path: str) -> Media:
    import hashlib

    data = CONTENT[path.rpartition(".")[2]] + path.encode()
    at = folder / hashlib.sha256(path.encode()).hexdigest()
    at.write_bytes(data)
    return Media(path, len(data), hashlib.sha256(data).hexdigest(), at)
