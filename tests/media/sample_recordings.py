"""Films and recordings as phones make them, with traces inside. No test."""

from fractions import Fraction
from io import BytesIO
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME
from tests.media.sample_traces import PLACE
from tests.media.sample_traces import SERIAL

import av


def film(kind: str, video: str | None = "libx264", audio: str | None = "aac") -> bytes:
    """A very short film, or a recording, with titles, places and dates."""
    out = BytesIO()
    options = {"movflags": "use_metadata_tags"} if kind in ("mp4", "mov") else {}
    with av.open(out, "w", format=kind, options=options) as made:
        made.metadata.update(
            {
                "title": NAME,
                "artist": AUTHOR,
                "comment": PLACE,
                "location": "+52.5200+013.4050/",
                "com.apple.quicktime.location.ISO6709": "+52.5200+013.4050/",
                "com.apple.quicktime.model": SERIAL,
                "creation_time": "2024-05-17T10:00:00Z",
            }
        )
        # A container wants to know all its streams before the first of them begins.
        seen = made.add_stream(video, rate=10) if video else None
        heard = made.add_stream(audio, rate=48000) if audio else None
        if seen is not None:
            seen.width, seen.height, seen.pix_fmt = 64, 48, "yuv420p"
            seen.metadata["handler_name"] = AUTHOR
            for number in range(5):
                frame = av.VideoFrame(64, 48, "yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 10)
                for plane in frame.planes:
                    plane.update(bytes(plane.buffer_size))
                made.mux(seen.encode(frame))
            made.mux(seen.encode())
        if heard is not None:
            for number in range(10):
                frame = av.AudioFrame(format="s16", layout="mono", samples=1024)
                frame.planes[0].update(bytes(frame.planes[0].buffer_size))
                frame.sample_rate, frame.pts = 48000, number * 1024
                made.mux(heard.encode(frame))
            made.mux(heard.encode())
    return out.getvalue()
