"""What a file is, told by its first bytes: the name may lie or be missing."""

from typing import BinaryIO

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"MZ",
    b"\x7fELF",
    b"%!PS",
)
"""Pictures, archives, programs: never text, even where they hold none but printable bytes."""


def kind_of(source: BinaryIO) -> str:
    """One of zip, ole, pdf, rtf, html, text, foreign; leaves the stream at its start."""
    head = source.read(4096)
    source.seek(0)
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(FOREIGN):
        return "foreign"
    # ISO 32000-1, annex H: readers accept the header anywhere in the first 1024 bytes.
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return _markup_or_text(head)


def _markup_or_text(head: bytes) -> str:
    plain = head.replace(b"\x00", b"").lower()
    start = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    if start.startswith(b"<") and any(mark in plain for mark in (b"<html", b"<!doctype html", b"<body", b"<head")):
        return "html"
    # Other XML, and mail with parts inside (.mht), are containers we do not open, not text to read.
    if start.startswith((b"<?xml", b"mime-version:")):
        return "foreign"
    fragment = (
        b"<p",
        b"<div",
        b"<table",
        b"<h1",
        b"<h2",
        b"<article",
        b"<main",
        b"<meta",
        b"<span",
        b"<!--",
        b"<section",
    )
    return "html" if start.startswith(fragment) else "text"
