"""Photos, videos and documents as people send them, made here; and files that mean harm."""

import io
import random
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import docx
import openpyxl
import pillow_heif
from PIL import ExifTags, Image, ImageDraw, ImageFilter

DAY = "2020:10:14 09:30:00"
NORTH, EAST = (31.0, 13.0, 50.0), (121.0, 28.0, 25.0)
SECRET = "机主姓名"


def scene(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A picture with large shapes, so that likeness has something to hold on to."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), tuple(chance.randrange(60, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _shape in range(14):
        x, y = chance.randrange(width), chance.randrange(height)
        w, h = chance.randrange(width // 8, width // 2), chance.randrange(height // 8, height // 2)
        draw.ellipse((x - w // 2, y - h // 2, x + w // 2, y + h // 2), tuple(chance.randrange(256) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(2))


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside a photo: where, when, with which device, whose."""
    said = Image.Exif()
    said[ExifTags.Base.Orientation] = orientation
    said[ExifTags.Base.Make], said[ExifTags.Base.Model] = "Maker", "Phone 12"
    said[ExifTags.Base.Artist] = SECRET
    said[ExifTags.Base.DateTime] = DAY
    said.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = DAY
    place = said.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", NORTH
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", EAST
    return said


def saved(image: Image.Image, sort: str, **how) -> bytes:
    body = io.BytesIO()
    image.save(body, sort, **how)
    return body.getvalue()


def photo(seed: int = 1, *, orientation: int = 1, size: tuple[int, int] = (640, 480), quality: int = 88) -> bytes:
    """A JPEG with position, day, device and owner."""
    return saved(scene(*size, seed=seed), "JPEG", quality=quality, exif=exif(orientation), comment=SECRET.encode())


def png(seed: int = 2) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_itxt("Author", SECRET)
    return saved(scene(seed=seed).convert("RGBA"), "PNG", pnginfo=said, exif=exif())


def webp(seed: int = 3) -> bytes:
    return saved(scene(seed=seed), "WEBP", exif=exif(), xmp=f"<x>{SECRET}</x>".encode())


def gif(seed: int = 4) -> bytes:
    frames = [scene(200, 150, seed=seed + n).convert("P") for n in range(3)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=SECRET.encode())


def heic(seed: int = 5) -> bytes:
    body = io.BytesIO()
    pillow_heif.from_pillow(scene(seed=seed)).save(body, quality=60, exif=exif().tobytes())
    return body.getvalue()


def video(sort: str = "mp4", *, seconds: int = 2, seed: int = 6, size: tuple[int, int] = (320, 180)) -> bytes:
    """A short film with a position in its metadata."""
    body = io.BytesIO()
    told = {} if sort == "webm" else {"movflags": "use_metadata_tags"}
    codec = {"mp4": "libx264", "mov": "libx264", "webm": "libvpx"}[sort]
    with av.open(body, "w", format=sort, options=told) as container:
        container.metadata.update({"location": "+31.2304+121.4737/", "title": SECRET})
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.time_base = Fraction(1, 10)
        picture = scene(*size, seed=seed)
        for number in range(seconds * 10):
            frame = av.VideoFrame.from_image(picture)
            frame.pts = number
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return body.getvalue()


def sound() -> bytes:
    """An MP4 that holds no picture."""
    body = io.BytesIO()
    with av.open(body, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.planes[0].update(bytes(4096))
        frame.sample_rate, frame.pts = 8000, 0
        for packet in [*stream.encode(frame), *stream.encode()]:
            container.mux(packet)
    return body.getvalue()


def word(text: str = "活动总结") -> bytes:
    document, body = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(body)
    return body.getvalue()


def excel() -> bytes:
    book, body = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "参观人数"
    book.save(body)
    return body.getvalue()


def package(parts: dict[str, bytes | str]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return body.getvalue()


def office(main: str, part: str, **more: bytes | str) -> bytes:
    """The smallest package that calls itself `main`."""
    index = f'<Types><Override PartName="/{part}" ContentType="application/vnd.{main}.main+xml"/></Types>'
    return package({"[Content_Types].xml": index, part: "<x/>", **more})


def powerpoint() -> bytes:
    return office("openxmlformats-officedocument.presentationml.presentation", "ppt/presentation.xml")


def pdf() -> bytes:
    return saved(scene(300, 400), "PDF")


WORD = "openxmlformats-officedocument.wordprocessingml.document"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb() -> bytes:
    return office(WORD, "word/document.xml", **{"word/media/x.xml": b"a" * 40_000_000})


def pixel_bomb() -> bytes:
    """A PNG of a few hundred kilobytes that says it is 20,000 × 20,000."""
    return saved(Image.new("1", (20_000, 20_000)), "PNG")


GOOD: dict[str, tuple[Callable[[], bytes], str]] = {
    "合影.jpg": (photo, "jpeg"),
    "截图.png": (png, "png"),
    "网图.webp": (webp, "webp"),
    "动图.gif": (gif, "gif"),
    "IMG_0001.HEIC": (heic, "heic"),
    "现场.mp4": (video, "mp4"),
    "现场.mov": (lambda: video("mov"), "mov"),
    "现场.webm": (lambda: video("webm"), "webm"),
    "总结.docx": (word, "docx"),
    "统计.xlsx": (excel, "xlsx"),
    "汇报.pptx": (powerpoint, "pptx"),
    "方案.pdf": (pdf, "pdf"),
    "说明.txt": ("活动说明\r\n第二行".encode, "txt"),
    "国标码.txt": (lambda: "活动说明".encode("gb18030"), "txt"),
}
"""Name → (how to make it, its sort)."""

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "空.jpg": (lambda: b"", "empty"),
    "标志.svg": (lambda: SVG, "svg"),
    "标志.png": (lambda: b"\xef\xbb\xbf" + SVG, "svg"),
    "页面.txt": (lambda: b"<!DOCTYPE html><p>x", "html"),
    "说明.txt": (lambda: b"text <script>alert(1)</script>", "html"),
    "setup.jpg": (lambda: b"MZ" + bytes(400), "program"),
    "run.txt": (lambda: b"#!/bin/sh\nrm -rf /", "program"),
    "宏.docx": (lambda: office(WORD, "word/document.xml", **{"word/vbaProject.bin": b"x"}), "macro"),
    "宏.docm": (lambda: office("ms-word.document.macroEnabled", "word/document.xml"), "macro"),
    "旧.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
    "压缩.zip": (lambda: package({"合影.jpg": photo()}), "archive"),
    "bomb.docx": (bomb, "zip_bomb"),
    "半个.docx": (lambda: word()[:-500], "damaged"),
    "半个.pdf": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(3000), "damaged"),
    "半个.mp4": (lambda: video()[:900], "damaged"),
    "巨幅.png": (pixel_bomb, "too_many_pixels"),
    "录音.mp4": (sound, "no_picture"),
    "录音.mp3": (lambda: b"ID3\x04" + bytes(600), "audio"),
    "乱码.jpg": (lambda: random.Random(2).randbytes(4000), "unknown"),
    "只有开头.jpg": (lambda: photo()[:20], "damaged"),
}
"""Name → (how to make it, why it is refused)."""


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
