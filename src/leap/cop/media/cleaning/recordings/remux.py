"""Film and sound into a new container; nothing is encoded again.

FFmpeg reads the old one and writes the new one. What goes over is read from the tables
of `clean.py`; what is written is counted, and has to be there afterwards.
"""

from collections.abc import Iterator
from fractions import Fraction
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.recordings import boxes
from leap.cop.media.cleaning.recordings import uncompressed
from leap.cop.media.cleaning.recordings.containers import codec_of
from leap.cop.media.cleaning.recordings.containers import kind_for
from leap.cop.media.cleaning.recordings.containers import READ_AS
from leap.cop.media.cleaning.recordings.containers import WITH_BOXES
from leap.cop.media.cleaning.recordings.containers import WRITTEN_AS
from leap.cop.media.cleaning.recordings.tracks import cleaned
from leap.cop.media.cleaning.recordings.tracks import is_behind_the_end
from leap.cop.media.cleaning.recordings.tracks import mux
from leap.cop.media.cleaning.recordings.tracks import on_the_clock_of_matroska
from leap.cop.media.cleaning.recordings.tracks import ShownTooEarly
from leap.cop.media.cleaning.recordings.tracks import Track
from typing import Any
from typing import NamedTuple

import av
import av.bitstream
import av.stream
import logging
import re


#: Samples that are not packed, however they were cut before, are cut so that they stay
#: as they are a second time; two pictures in one packet, as some cameras wrote them,
#: become two.
_CUT_ANEW = {
    "mpeg4": "mpeg4_unpack_bframes",
    **dict.fromkeys(uncompressed.WAYS, "pcm_rechunk=n=1024:p=0"),
}

#: Pictures of which one alone beside sound is a cover, and no film.
_COVERS = ("mjpeg", "png")

#: A language as a film says it; anything else may be words.
_LANGUAGE = re.compile("[a-z]{3}")

#: The longest that one picture may stand, in seconds, without being missed.
_A_PICTURE = Fraction(1, 4)

_OPTIONS = {"fflags": "+bitexact", "strict": "unofficial"}
_OPTIONS_FOR_BOXES = {
    "movie_timescale": str(boxes.TICKS),
    "write_btrt": "0",
    "write_tmcd": "0",
}

logging.getLogger("av.container.output").setLevel(logging.ERROR)


class Rules(NamedTuple):
    """What may go over, as the tables of `clean.py` say."""

    pictures: frozenset[str]
    sounds: frozenset[str]


class Remuxed(NamedTuple):
    """What came out."""

    kind: str
    codecs: set[str]
    #: Pictures that are there, and not shown: somebody cut them off.
    hidden: int = 0


def remux(source_file: Any, target_file: Any, kind: str, rules: Rules) -> Remuxed:
    """Write what is seen and heard of a file, and nothing else.

    :raises NotTaken: for what cannot be kept whole.
    """
    try:
        return _remux(source_file, target_file, kind, rules, {})
    except ShownTooEarly as error:
        ahead = _ahead(source_file, kind, has_boxes=error.has_boxes)
    target_file.seek(0)
    target_file.truncate()
    try:
        return _remux(source_file, target_file, kind, rules, ahead)
    except ShownTooEarly as error:
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
        became = kind_for(kind, tracks)
        places = _places_of_sound(source_file) if has_boxes else None
        _write(source, tracks, target_file, became, places)
        tracks = list(_present(tracks))
    if not tracks:
        raise NotTaken("damaged")
    if became in WITH_BOXES:
        boxes.settle(target_file, _starts(tracks, has_boxes))
    _compare(target_file, tracks, became)
    hidden = sum(track.hidden for track in tracks) if has_boxes else 0
    return Remuxed(became, {track.codec for track in tracks}, hidden)


def _tracks(source: Any, kind: str, rules: Rules) -> Iterator[Track]:
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
        yield Track(stream, codec)
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
    tracks: list[Track],
    target_file: Any,
    kind: str,
    places: list[tuple[int, int]] | None,
) -> None:
    options = dict(_OPTIONS)
    if kind in WITH_BOXES:
        options |= _OPTIONS_FOR_BOXES
    with av.open(target_file, "w", format=WRITTEN_AS[kind], options=options) as target:
        target.metadata.clear()
        for track in tracks:
            _add(target, track)
        for track, packet in _packets(source, tracks, places):
            track.is_cut_off = track.is_cut_off or is_behind_the_end(track, packet)
            if kind not in WITH_BOXES:
                on_the_clock_of_matroska(packet, track)
            elif packet.dts is not None:
                packet.dts -= track.ahead
            for clean in cleaned(track, packet):
                mux(target, track, clean)
        for track in tracks:
            for clean in cleaned(track, None):
                mux(target, track, clean)


def _packets(
    source: Any, tracks: list[Track], places: list[tuple[int, int]] | None
) -> Iterator[tuple[Track, Any]]:
    """Give the packets that are whole.

    :raises NotTaken: for one that is where no sound and no picture is.
    """
    by_index = {track.stream.index: track for track in tracks}
    for packet in source.demux([track.stream for track in tracks]):
        if packet.is_corrupt or not packet.size:
            continue
        if places is not None and not _is_in(places, packet):
            raise NotTaken("damaged")
        yield by_index[packet.stream.index], packet


def _add(target: Any, track: Track) -> None:
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


def _starts(tracks: list[Track], has_edits: bool) -> list[boxes.Start]:
    """Return when each track begins to be shown, the first of them at nought."""
    shown: list[Fraction] = []
    for track in tracks:
        if has_edits and track.start is not None:
            shown.append(track.start)
        else:
            shown.append(track.shown * track.base)
    earliest = min(shown) if not has_edits else min(*shown, Fraction(0))
    return [
        boxes.Start(
            moment - earliest,
            max(Fraction(0), moment - track.first * track.base),
            track.claimed if track.is_cut_off else None,
        )
        for moment, track in zip(shown, tracks, strict=True)
    ]


def _present(tracks: list[Track]) -> Iterator[Track]:
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


def _compare(target_file: Any, tracks: list[Track], kind: str) -> None:
    """Refuse what did not come out as it went in.

    :raises NotTaken: when a stream is missing, or has fewer packets.
    """
    target_file.seek(0)
    is_matroska = WRITTEN_AS[kind] in ("webm", "matroska")
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
