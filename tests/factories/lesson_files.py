"""Files of lessons: a film long enough to be left in the middle, small enough to be made in a test."""

import io
from fractions import Fraction

import av

from tests.factories.material_files import scene

RATE = 5  # pictures a second


def film(seconds: int = 20, size: tuple[int, int] = (160, 90)) -> bytes:
    """WebM, which every browser plays; a key picture every second, so that it can be entered anywhere."""
    body = io.BytesIO()
    with av.open(body, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=RATE, options={"g": str(RATE)})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        pictures = [av.VideoFrame.from_image(scene(*size, seed=seed)) for seed in range(4)]
        for number in range(seconds * RATE):
            frame = pictures[number // RATE % len(pictures)]
            frame.pts = number
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return body.getvalue()
