"""A stream on its way from one film to another: packets without notes, in their turn.

It knows the clocks of containers; which streams go over, and into what, is for
`remux.py` to say.
"""

from collections.abc import Iterator
from fractions import Fraction
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.recordings import frames
from leap.cop.media.cleaning.recordings import units
from typing import Any

import av


#: How many samples a frame of AMR holds, and how long it is by its first byte.
_AMR_SAMPLES = {"amr_nb": 160, "amr_wb": 320}

#: What may come along with a packet: the rest tells of its making.
_KEPT_WITH_PACKETS = frozenset(("skip_samples", "palette"))
#: What one sees through stands beside the packets of these.
_SEEN_THROUGH = {"vp8": "matroska_block_additional", "vp9": "matroska_block_additional"}

#: So many pictures at the start of a film are looked at for those that are not shown.
_LOOKED_AT = 1000


class ShownTooEarly(Exception):
    """A picture that is to be shown before it is read."""

    def __init__(self, *, has_boxes: bool) -> None:
        super().__init__()
        self.has_boxes = has_boxes


class Track:
    """A stream on its way: where from, where to, and what has gone over."""

    def __init__(self, stream: Any, codec: str) -> None:
        # A stream must not be asked any more once its file is closed.
        self.stream, self.codec = stream, codec
        self.type, self.base = stream.type, stream.time_base
        #: When it begins, and how long it says it is, in seconds.
        self.start = (
            None if stream.start_time is None else stream.start_time * self.base
        )
        self.claimed = (stream.duration or 0) * self.base
        self.rate = stream.rate if stream.type == "audio" else 0
        self.is_empty = not stream.frames and not stream.duration
        settings = stream.codec_context.extradata or b""
        self.settings = units.settings(codec, settings)
        self.clean = units.cleaner(codec, settings)
        self.cut: Any = None
        #: How much earlier its packets are read than they say, and the latest of them.
        self.ahead = 0
        self.highest = -(1 << 62)
        self.has_boxes = True
        #: Whether its end was cut off, and is in it still.
        self.is_cut_off = False
        self.made: Any = None
        self.count = 0
        self.size = 0
        #: On its own clock: when the first packet and what is shown begin, and the end.
        self.first: int | None = None
        self.shown = 0
        self.last: int | None = None
        self.end = 0
        #: Ends of pictures, where it is said when the track begins.
        self.ends: list[Fraction] = []

    @property
    def hidden(self) -> int:
        """How many pictures are before the first that is shown."""
        start = Fraction(0) if self.start is None else self.start
        return sum(end <= start for end in self.ends)

    @property
    def seconds(self) -> Fraction:
        """How long the track is."""
        return (self.end - (self.first or 0)) * self.base


def cleaned(track: Track, packet: Any) -> Iterator[Any]:
    """Give a packet without notes, and in parts where the new container wants that.

    :param packet: nothing, when there are no more: for what is still to come.
    """
    if track.cut is not None:
        for part in track.cut.filter(packet):
            yield from _clean_part(track, part)
    elif packet is not None and track.codec in _AMR_SAMPLES:
        yield from _amr(track, packet)
    elif packet is not None:
        yield from _clean_part(track, packet)


def _clean_part(track: Track, packet: Any) -> Iterator[Any]:
    sides = {side.data_type for side in packet.iter_sidedata()}
    if sides & {"encryption_info", "encryption_init_info"}:
        raise NotTaken("protected")
    if "new_extradata" in sides and track.settings:
        # How it is written changes in the middle: no new container says that.
        raise NotTaken("codec")
    raw = bytes(packet) if track.clean is not None else None
    data = track.clean(raw) if track.clean is not None and raw is not None else None
    if data == b"":
        return
    kept = _KEPT_WITH_PACKETS | {_SEEN_THROUGH.get(track.codec, "palette")}
    if data is raw and sides <= kept:
        yield packet
    else:
        yield _like(packet, bytes(packet) if data is None else data, sides & kept)


def _like(packet: Any, data: bytes, sides: set[str]) -> Any:
    """Return a packet with other bytes at the same moment."""
    made = av.Packet(data)
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    made.time_base, made.is_keyframe = packet.time_base, packet.is_keyframe
    for name in sides:
        made.set_sidedata(packet.get_sidedata(name))
    return made


def _amr(track: Track, packet: Any) -> Iterator[Any]:
    """Give the frames of AMR one by one: a packet may hold several."""
    data = bytes(packet)
    lengths = frames.AMR if track.codec == "amr_nb" else frames.AMR_WIDE
    each = _AMR_SAMPLES[track.codec]
    step = round(Fraction(each, track.rate) / track.base)
    at = number = 0
    while at < len(data):
        length = 1 + lengths[data[at] >> 3 & 15]
        if length < 1 or at + length > len(data):
            break
        made = _like(packet, data[at : at + length], set())
        made.pts = made.dts = (packet.pts or 0) + number * step
        made.duration = step
        yield made
        at += length
        number += 1


def on_the_clock_of_matroska(packet: Any, track: Track) -> None:
    """Count moments as Matroska does, so that a second time they are the same.

    How long a packet is, is not kept there: one of sound is as long as the one before.
    """
    ratio = packet.time_base * 1000
    for name in ("pts", "dts"):
        if (value := getattr(packet, name)) is not None:
            setattr(packet, name, round(value * ratio))
    packet.time_base = track.base = Fraction(1, 1000)
    if packet.pts is None:
        # One of several in a block that says a moment once.
        length = round((packet.duration or 0) * ratio)
        if not length:
            raise NotTaken("codec")
        packet.dts = packet.pts = length + (
            -length if track.last is None else track.last
        )
    is_next = track.type == "audio" and track.last is not None
    packet.duration = max(0, packet.pts - track.last) if is_next else 0
    track.highest = max(packet.pts, track.highest)
    packet.dts = track.highest - track.ahead
    track.has_boxes = False


def mux(target: Any, track: Track, packet: Any) -> None:
    """Write a packet, at a moment that is behind that of the one before."""
    dts = packet.dts if packet.dts is not None else packet.pts
    if dts is None:
        dts = track.end
    if track.last is not None and dts < track.last + track.has_boxes:
        dts = track.last + track.has_boxes
    pts = packet.pts if packet.pts is not None else dts
    if pts < dts:
        raise ShownTooEarly(has_boxes=track.has_boxes)
    packet.dts, packet.pts = dts, pts
    if track.first is None:
        track.first, track.shown = dts, packet.pts
        if packet.has_sidedata("skip_samples"):
            skipped = int.from_bytes(
                bytes(packet.get_sidedata("skip_samples"))[:4], "little"
            )
            seconds = Fraction(skipped, track.rate)
            track.shown += round(seconds / track.base)
    elif track.type == "video":
        track.shown = min(track.shown, packet.pts)
    if (
        track.type == "video"
        and track.start is not None
        and len(track.ends) < _LOOKED_AT
    ):
        track.ends.append((packet.pts + (packet.duration or 1)) * track.base)
    track.last = dts
    track.end = max(track.end, packet.pts + (packet.duration or 0))
    track.count += 1
    track.size += packet.size
    packet.stream = track.made
    target.mux(packet)


def is_behind_the_end(track: Track, packet: Any) -> bool:
    if track.type != "video" or track.start is None or packet.pts is None:
        return False
    end = track.start + track.claimed
    return packet.is_discard and packet.pts * packet.time_base >= end
