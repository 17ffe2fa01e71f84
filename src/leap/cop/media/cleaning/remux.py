"""Film and sound into a new container; nothing is encoded again.

FFmpeg reads the old one and writes the new one. What goes over is read from the tables
of `recordings.py`; what is written is counted, and has to be there afterwards.
"""

from collections.abc import Iterator
from fractions import Fraction
from leap.cop.media.cleaning import boxes
from leap.cop.media.cleaning import units
from leap.cop.media.cleaning.kinds import NotTaken
from typing import Any
from typing import NamedTuple

import av
import av.bitstream
import av.stream
import logging
import re


#: What a reader of ours is to FFmpeg, and what is written then.
READ_AS = {
    "mp4": "mov",
    "m4a": "mov",
    "mov": "mov",
    "3gp": "mov",
    "webm": "matroska",
    "mkv": "matroska",
    "aac": "aac",
    "amr": "amr",
    "aiff": "aiff",
    "caf": "caf",
    "wav": "wav",
    "avi": "avi",
    "mts": "mpegts",
    "mpg": "mpeg",
}
_WRITTEN_AS = {
    "mp4": "mp4",
    "m4a": "mp4",
    "mov": "mov",
    "3gp": "3gp",
    "webm": "webm",
    "weba": "webm",
    "mkv": "matroska",
}
#: Files with boxes, whose clocks are settled afterwards.
_WITH_BOXES = ("mp4", "m4a", "mov", "3gp")

_IN_MP4 = frozenset(
    "h264 hevc av1 vp9 mpeg4 aac mp3 ac3 eac3 alac opus flac".split()  # noqa: SIM905
)
_IN_3GP = frozenset("h263 mpeg4 h264 aac amr_nb amr_wb".split())  # noqa: SIM905
_IN_MATROSKA_ONLY = frozenset(
    "mpeg1video mpeg2video theora msmpeg4v3 adpcm_ima_wav dts".split()  # noqa: SIM905
)
_IN_WEBM = frozenset("vp8 vp9 av1 vorbis opus".split())  # noqa: SIM905

#: Codecs by other names: FFmpeg calls the readers of some otherwise.
_OTHER_NAMES = {
    "amrnb": "amr_nb",
    "amrwb": "amr_wb",
    "mp3float": "mp3",
    "libdav1d": "av1",
    "libopus": "opus",
    "libvorbis": "vorbis",
    "libvpx": "vp8",
    "libvpx-vp9": "vp9",
    "libopencore_amrnb": "amr_nb",
    "libopencore_amrwb": "amr_wb",
}

#: Samples that are not packed, however they were cut before, are cut so that they stay
#: as they are a second time; two pictures in one packet, as some cameras wrote them,
#: become two.
_CUT_ANEW = {
    "mpeg4": "mpeg4_unpack_bframes",
    **dict.fromkeys(
        (
            "pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be",
            "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be", "pcm_f64le",
            "pcm_f64be", "pcm_alaw", "pcm_mulaw",
        ),
        "pcm_rechunk=n=1024:p=0",
    ),
}  # fmt: skip

#: How many samples a frame of AMR holds, and how long it is by its first byte.
_AMR_SAMPLES = {"amr_nb": 160, "amr_wb": 320}

#: Pictures of which one alone beside sound is a cover, and no film.
_COVERS = ("mjpeg", "png")

#: A language as a film says it; anything else may be words.
_LANGUAGE = re.compile("[a-z]{3}")

#: The longest that one picture may stand, in seconds, without being missed.
_A_PICTURE = Fraction(1, 4)

#: So many pictures at the start of a film are looked at for those that are not shown.
_LOOKED_AT = 1000

#: What may come along with a packet: the rest tells of its making.
_KEPT_WITH_PACKETS = frozenset(("skip_samples", "palette", "matroska_block_additional"))

_OPTIONS = {"fflags": "+bitexact", "strict": "unofficial"}
_OPTIONS_FOR_BOXES = {
    "movie_timescale": str(boxes.TICKS),
    "write_btrt": "0",
    "write_tmcd": "0",
}

logging.getLogger("av.container.output").setLevel(logging.ERROR)


class Rules(NamedTuple):
    """What may go over, as the tables of `recordings.py` say."""

    pictures: frozenset[str]
    sounds: frozenset[str]


class Remuxed(NamedTuple):
    """What came out."""

    kind: str
    codecs: set[str]
    #: Pictures that are there, and not shown: somebody cut them off.
    hidden: int = 0


class _ShownTooEarly(Exception):
    """A picture that is to be shown before it is read."""

    def __init__(self, *, has_boxes: bool) -> None:
        super().__init__()
        self.has_boxes = has_boxes


class _Track:
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


def remux(source_file: Any, target_file: Any, kind: str, rules: Rules) -> Remuxed:
    """Write what is seen and heard of a file, and nothing else.

    :raises NotTaken: for what cannot be kept whole.
    """
    try:
        return _remux(source_file, target_file, kind, rules, {})
    except _ShownTooEarly as error:
        ahead = _ahead(source_file, kind, has_boxes=error.has_boxes)
    target_file.seek(0)
    target_file.truncate()
    try:
        return _remux(source_file, target_file, kind, rules, ahead)
    except _ShownTooEarly as error:
        raise NotTaken("damaged") from error


def _ahead(source_file: Any, kind: str, *, has_boxes: bool) -> dict[int, int]:
    """Return how much earlier the packets of each stream have to be read.

    Telephones write pictures that are shown before their turn to be read, and Matroska
    does not say when they are read; no writer takes the one, or goes without the other.
    """
    ahead: dict[int, int] = {}
    highest: dict[int, int] = {}
    source_file.seek(0)
    with av.open(source_file, format=READ_AS[kind], metadata_errors="ignore") as source:
        for packet in source.demux():
            index = packet.stream_index
            if not packet.size or packet.pts is None:
                continue
            if has_boxes:
                now = packet.pts if packet.dts is None else packet.dts
                highest[index] = max(now, highest.get(index, now - 1) + 1)
                late = highest[index] - packet.pts
            else:
                now = round(packet.pts * packet.time_base * 1000)
                highest[index] = max(now, highest.get(index, now))
                late = highest[index] - now
            ahead[index] = max(late, ahead.get(index, 0))
    return ahead


def _remux(
    source_file: Any,
    target_file: Any,
    kind: str,
    rules: Rules,
    ahead: dict[int, int],
) -> Remuxed:
    source_file.seek(0)
    options = {"fflags": "+genpts"} if kind in ("avi", "mts", "mpg") else {}
    has_boxes = READ_AS[kind] == "mov"
    if has_boxes:
        boxes.check(source_file)
    with av.open(
        source_file, format=READ_AS[kind], metadata_errors="ignore", options=options
    ) as source:
        tracks = list(_tracks(source, kind, rules))
        for track in tracks:
            track.ahead = ahead.get(track.stream.index, 0)
        became = _kind_for(kind, tracks)
        places = _places_of_sound(source_file) if has_boxes else None
        _write(source, tracks, target_file, became, places)
        tracks = list(_present(tracks))
    if not tracks:
        raise NotTaken("damaged")
    if became in _WITH_BOXES:
        boxes.settle(target_file, _starts(tracks, has_boxes))
    _compare(target_file, tracks, became)
    hidden = sum(track.hidden for track in tracks) if has_boxes else 0
    return Remuxed(became, {track.codec for track in tracks}, hidden)


def codec_of(stream: Any) -> str:
    """Return the name of the codec of a stream, or nothing."""
    context = stream.codec_context
    if context is None:
        return ""
    name = context.codec.canonical_name
    return _OTHER_NAMES.get(name, name)


def _tracks(source: Any, kind: str, rules: Rules) -> Iterator[_Track]:
    """Give the streams that are seen or heard: no cover, no data, no time code."""
    has_sound = any(stream.type == "audio" for stream in source.streams)
    found = 0
    for stream in source.streams:
        codec = codec_of(stream)
        is_kept = stream.type in ("video", "audio") and not (
            _is_cover(stream, codec, has_sound)
        )
        if not is_kept:
            continue
        if READ_AS[kind] == "mov" and _has_no_tag(stream):
            # Several streams that are one sound: no new container would say so.
            raise NotTaken("codec")
        is_out_of_order = kind == "avi" and codec in ("h264", "hevc")
        if is_out_of_order and stream.codec_context.reorder_depth:
            # There is no place in AVI for the moments of pictures in another order.
            raise NotTaken("codec")
        if codec not in (rules.pictures if stream.type == "video" else rules.sounds):
            raise NotTaken("codec")
        found += 1
        yield _Track(stream, codec)
    if not found:
        raise NotTaken("damaged")


def _has_no_tag(stream: Any) -> bool:
    tag = stream.codec_context.codec_tag if stream.codec_context else ""
    return not tag.strip("\x00")


def _is_cover(stream: Any, codec: str, has_sound: bool) -> bool:
    if stream.type != "video":
        return False
    if stream.disposition & av.stream.Disposition.attached_pic:
        return True
    return has_sound and codec in _COVERS and stream.frames == 1


def _kind_for(kind: str, tracks: list[_Track]) -> str:
    """Return the kind by what is in it: a film without pictures is a recording."""
    is_film = any(track.type == "video" for track in tracks)
    codecs = {track.codec for track in tracks}
    if kind in ("webm", "mkv"):
        if kind == "webm" and codecs <= _IN_WEBM:
            return "webm" if is_film else "weba"
        return "mkv"
    if codecs <= _IN_MP4:
        return "mp4" if is_film else "m4a"
    if codecs & _IN_MATROSKA_ONLY:
        return "mkv"
    return "3gp" if codecs <= _IN_3GP else "mov"


def _places_of_sound(file: Any) -> list[tuple[int, int]]:
    """Return where sound and pictures may stand in a file with boxes."""
    place = file.tell()
    found = [
        (start, end) for name, start, end in boxes.top_boxes(file) if name == b"mdat"
    ]
    file.seek(place)
    return found


def _write(
    source: Any,
    tracks: list[_Track],
    target_file: Any,
    kind: str,
    places: list[tuple[int, int]] | None,
) -> None:
    options = dict(_OPTIONS)
    if kind in _WITH_BOXES:
        options |= _OPTIONS_FOR_BOXES
    with av.open(target_file, "w", format=_WRITTEN_AS[kind], options=options) as target:
        target.metadata.clear()
        by_index = {track.stream.index: track for track in tracks}
        for track in tracks:
            _add(target, track)
        for packet in source.demux([track.stream for track in tracks]):
            track = by_index[packet.stream.index]
            if packet.is_corrupt or not packet.size:
                continue
            if places is not None and not _is_in(places, packet):
                raise NotTaken("damaged")
            track.is_cut_off = track.is_cut_off or _is_behind_the_end(track, packet)
            if kind not in _WITH_BOXES:
                _on_the_clock_of_matroska(packet, track)
            elif packet.dts is not None:
                packet.dts -= track.ahead
            for clean in _cleaned(track, packet):
                _mux(target, track, clean)
        for track in tracks:
            for clean in _cleaned(track, None):
                _mux(target, track, clean)


def _is_behind_the_end(track: _Track, packet: Any) -> bool:
    if track.type != "video" or track.start is None or packet.pts is None:
        return False
    end = track.start + track.claimed
    return packet.is_discard and packet.pts * packet.time_base >= end


def _add(target: Any, track: _Track) -> None:
    stream = track.stream
    try:
        track.made = made = target.add_stream_from_template(stream, opaque=True)
    except ValueError as error:
        raise NotTaken("codec") from error
    language = stream.metadata.get("language", "und")
    made.metadata.clear()
    if _LANGUAGE.fullmatch(language) and language != "und":
        made.metadata["language"] = language
    made.codec_context.extradata = track.settings or None
    if track.codec in _CUT_ANEW:
        track.cut = av.bitstream.BitStreamFilterContext(
            _CUT_ANEW[track.codec], in_stream=stream
        )
    # What a file says of its own rate is not always so; the writer counts.
    if stream.type == "video" or track.codec in ("aac", "mp3"):
        made.codec_context.bit_rate = 0


def _is_in(places: list[tuple[int, int]], packet: Any) -> bool:
    at = packet.pos
    if at is None:
        return True
    return any(start <= at and at + packet.size <= end for start, end in places)


def _cleaned(track: _Track, packet: Any) -> Iterator[Any]:
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


def _clean_part(track: _Track, packet: Any) -> Iterator[Any]:
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
    if data is raw and sides <= _KEPT_WITH_PACKETS:
        yield packet
    else:
        yield _like(packet, bytes(packet) if data is None else data, sides)


def _like(packet: Any, data: bytes, sides: set[str]) -> Any:
    """Return a packet with other bytes at the same moment."""
    made = av.Packet(data)
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    made.time_base, made.is_keyframe = packet.time_base, packet.is_keyframe
    for name in sides & _KEPT_WITH_PACKETS:
        made.set_sidedata(packet.get_sidedata(name))
    return made


def _amr(track: _Track, packet: Any) -> Iterator[Any]:
    """Give the frames of AMR one by one: a packet may hold several."""
    from leap.cop.media.cleaning import frames

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


def _on_the_clock_of_matroska(packet: Any, track: _Track) -> None:
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


def _mux(target: Any, track: _Track, packet: Any) -> None:
    """Write a packet, at a moment that is behind that of the one before."""
    dts = packet.dts if packet.dts is not None else packet.pts
    if dts is None:
        dts = track.end
    if track.last is not None and dts < track.last + track.has_boxes:
        dts = track.last + track.has_boxes
    pts = packet.pts if packet.pts is not None else dts
    if pts < dts:
        raise _ShownTooEarly(has_boxes=track.has_boxes)
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


def _starts(tracks: list[_Track], has_edits: bool) -> list[boxes.Start]:
    """Return when each track begins to be shown, the first of them at nought."""
    shown = []
    for track in tracks:
        is_said = has_edits and track.start is not None
        shown.append(track.start if is_said else track.shown * track.base)
    earliest = min(shown) if not has_edits else min(*shown, Fraction(0))
    return [
        boxes.Start(
            moment - earliest,
            max(Fraction(0), moment - track.first * track.base),
            track.claimed if track.is_cut_off else None,
        )
        for moment, track in zip(shown, tracks, strict=True)
    ]


def _present(tracks: list[_Track]) -> Iterator[_Track]:
    """Give the tracks that have anything in them.

    :raises NotTaken: for a file that was cut, or claims what is not so: of which less
        than half can be read.
    """
    for track in tracks:
        if track.count:
            # The last picture may not say how long it is.
            if (track.seconds + _A_PICTURE) * 2 < track.claimed:
                raise NotTaken("damaged")
            yield track
        elif not track.is_empty:
            raise NotTaken("damaged")


def _compare(target_file: Any, tracks: list[_Track], kind: str) -> None:
    """Refuse what did not come out as it went in.

    :raises NotTaken: when a stream is missing, or has fewer packets.
    """
    target_file.seek(0)
    is_matroska = _WRITTEN_AS[kind] in ("webm", "matroska")
    # All samples are counted, shown or not.
    options = {} if is_matroska else {"ignore_editlist": "1"}
    counts, sizes = [0] * len(tracks), [0] * len(tracks)
    with av.open(
        target_file,
        format="matroska" if is_matroska else "mov",
        metadata_errors="ignore",
        options=options,
    ) as written:
        if [stream.type for stream in written.streams] != [
            track.type for track in tracks
        ]:
            raise NotTaken("damaged")
        for packet in written.demux():
            counts[packet.stream.index] += packet.size > 0
            sizes[packet.stream.index] += packet.size
    for track, count, size in zip(tracks, counts, sizes, strict=True):
        # Plain samples are cut into packets as each reader likes, and VP9 is written
        # with those packets as one that make one picture.
        is_whole = size == track.size or count == track.count
        if not is_whole and not (track.codec == "vp9" and size > track.size):
            raise NotTaken("damaged")
