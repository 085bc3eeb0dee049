"""Videos: length and size, a first picture, and the file rewritten with nothing but its pictures and sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av
from PIL import Image

from .likeness import likeness_of
from .pictures import MAX_PIXELS, write_small
from .unfit import Unfit

READ_AS = {"mp4": "mov", "mov": "mov", "webm": "matroska"}  # FFmpeg's names of what reads each sort
WRITE_AS = {"mp4": "mp4", "mov": "mov", "webm": "webm"}
KEPT_STREAMS = {"video", "audio"}
_CAN_FAIL = (av.FFmpegError, OSError, ValueError, RuntimeError)


def examine(path: Path, sort: str) -> dict[str, Any]:
    """`{"width", "height", "seconds"}`, from the container's own words. Raises `Unfit`."""
    try:
        with av.open(str(path), format=READ_AS[sort]) as container:
            picture = _pictures(container)
            seconds = _seconds(container, picture)
            return {"width": picture.width, "height": picture.height, "seconds": seconds}
    except _CAN_FAIL:
        raise Unfit("damaged") from None


def prepare(path: Path, sort: str, into: Path) -> dict[str, Any]:
    """Write `into`.new (without position, device, any other metadata or data streams), .thumb and .page; the facts of it."""
    try:
        with av.open(str(path), format=READ_AS[sort]) as container:
            stream = _pictures(container)
            seconds = _seconds(container, stream)
            first = _first(container, stream)
        _rewrite(path, sort, into.with_name(f"{into.name}.new"))
    except _CAN_FAIL:
        raise Unfit("damaged") from None
    write_small(first, into)
    facts = {"width": first.width, "height": first.height, "seconds": seconds}
    return facts | {"likeness": likeness_of(first), "day": None, "kept": sort}


def _pictures(container: Any) -> Any:
    stream = next(iter(container.streams.video), None)
    if stream is None:
        raise Unfit("no_picture")
    if not stream.width or not stream.height:
        raise Unfit("damaged")
    if stream.width * stream.height > MAX_PIXELS:
        raise Unfit("too_many_pixels")
    return stream


def _seconds(container: Any, stream: Any) -> int:
    """Rounded, at least one; 0 when nobody says."""
    if container.duration:
        return max(1, round(float(container.duration) / av.time_base))
    if stream.duration and stream.time_base:
        return max(1, round(float(stream.duration * stream.time_base)))
    return 0


def _first(container: Any, stream: Any) -> Image.Image:
    """The first picture that can be decoded, upright as players turn it."""
    frame = next(container.decode(stream), None)
    if frame is None:
        raise Unfit("damaged")
    image: Image.Image = frame.to_image()
    turn = getattr(frame, "rotation", 0) % 360
    return image.rotate(turn, expand=True) if turn else image


def _rewrite(path: Path, sort: str, into: Path) -> None:
    """Packets copied as they are; streams of positions and other data (cameras write them) are left behind."""
    options = {"movflags": "+faststart"} if sort != "webm" else {}
    with (
        av.open(str(path), format=READ_AS[sort]) as source,
        av.open(str(into), "w", format=WRITE_AS[sort], options=options) as target,
    ):
        taken = [stream for stream in source.streams if stream.type in KEPT_STREAMS and _is_whole(stream)]
        streams = {stream.index: target.add_stream_from_template(stream) for stream in taken}
        for stream in streams.values():
            stream.metadata.clear()
        for packet in source.demux(taken):
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)


def _is_whole(stream: Any) -> bool:
    """A cover picture beside the film is none of its streams."""
    return not (int(getattr(stream, "disposition", 0)) & 0x400)
