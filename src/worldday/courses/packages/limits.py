"""How much one package may hold. Bytes are counted in 1024s."""

MEGABYTE = 1024**2
MOST_FILES = 2000
MOST_BYTES = 4096 * MEGABYTE  # of everything unpacked
MOST_TEXT = MEGABYTE  # of one Markdown file
MOST_LESSONS = 500
MOST_CHAPTERS = 100
LONGEST_PATH = 240
LONGEST_LINE = 500  # of one value in the front matter
LONGEST_TITLE = 200
LONGEST_KEY = 60
BOMB_BYTES = 16 * MEGABYTE  # below this nothing is a bomb
BOMB_RATIO = 200  # text packs 5 to 20 times smaller, media hardly at all

# ending → (what it is, beginnings of its content, where these begin)
IMAGES = ("png", "jpg", "jpeg", "gif", "webp")
VIDEOS = ("mp4", "webm")
CONTENT: dict[str, tuple[tuple[bytes, ...], int]] = {
    "png": ((b"\x89PNG\r\n\x1a\n",), 0),
    "jpg": ((b"\xff\xd8\xff",), 0),
    "jpeg": ((b"\xff\xd8\xff",), 0),
    "gif": ((b"GIF87a", b"GIF89a"), 0),
    "webp": ((b"WEBP",), 8),
    "mp4": ((b"ftyp",), 4),
    "webm": ((b"\x1a\x45\xdf\xa3",), 0),
    "pdf": ((b"%PDF-",), 0),
    "vtt": ((b"WEBVTT", b"\xef\xbb\xbfWEBVTT"), 0),
}
TEXTS = ("md", "markdown")
IGNORED = ("thumbs.db", "desktop.ini", ".ds_store")
