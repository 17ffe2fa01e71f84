"""Film and sound: what is seen and heard is kept whole, and nothing else is kept."""

from io import BytesIO
from itertools import pairwise
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.recordings import boxes
from leap.cop.media.cleaning.recordings import clean as recordings
from leap.cop.media.cleaning.recordings import flac
from leap.cop.media.cleaning.recordings import units
from leap.cop.media.cleaning.table import named
from tests.media import sample_recordings as sample
from tests.media.sample_recordings import film
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import CANARIES

import av
import json
import os
import pytest
import shutil
import subprocess


TRACE = AUTHOR.encode()


def clean(data: bytes):
    found = look_through(BytesIO(data))
    found.file.seek(0)
    return found.kind, found.file.read()


def kept(data: bytes) -> bytes:
    return clean(data)[1]


def refused(data: bytes) -> str:
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(data))
    return caught.value.code


def streams(data: bytes) -> list[tuple[str, str, int]]:
    """Types, codecs and packets."""
    with av.open(BytesIO(data)) as opened:
        counts = [0] * len(opened.streams)
        for packet in opened.demux():
            counts[packet.stream.index] += packet.size > 0
        return [
            (
                stream.type,
                stream.codec_context.codec.canonical_name,
                counts[stream.index],
            )
            for stream in opened.streams
        ]


def heard(data: bytes) -> tuple[float, bytes]:
    """When the sound begins beside the picture, and its samples."""
    with av.open(BytesIO(data)) as opened:
        frames = list(opened.decode(audio=0))
        begin = frames[0].pts * frames[0].time_base
        samples = b"".join(
            bytes(frame.planes[0])[: frame.samples * 4] for frame in frames
        )
    if any(stream == "video" for stream, _codec, _count in streams(data)):
        with av.open(BytesIO(data)) as opened:
            picture = next(opened.decode(video=0))
            begin -= picture.pts * picture.time_base
    return round(float(begin), 4), samples


MADE = {
    "mjpeg.mov": lambda: film("mov", "mjpeg", "pcm_u8", pix_fmt="yuvj420p"),
    "mjpeg.avi": lambda: film("avi", "mjpeg", "pcm_s16le", pix_fmt="yuvj420p"),
    "mpeg4.avi": lambda: film("avi", "mpeg4", "mp2"),
    "h264.avi": lambda: film("avi", "libx264", "libmp3lame", in_order=True),
    "mpeg2.mpg": lambda: film("mpeg", "mpeg2video", "mp2", pictures=30, sounds=90),
    "h264.mts": lambda: film("mpegts", "libx264", "aac"),
    "h265.mp4": lambda: film("mp4", "libx265", "aac"),
    "vp9.webm": lambda: film("webm", "libvpx-vp9", "libopus"),
    "h264.mkv": lambda: film("matroska", "libx264", "flac", tracks=2),
    "alac.m4a": lambda: film("ipod", None, "alac"),
    "alac.caf": lambda: film("caf", None, "alac"),
    "pcm.caf": lambda: film("caf", None, "pcm_s16be"),
    "aac.aac": lambda: film("adts", None, "aac"),
    "h263.3gp": lambda: film("3gp", "mpeg4", "aac"),
    "sound.aiff": lambda: sample.aiff(bytes(range(200)) * 50),
    "sound.amr": sample.amr,
    "sound.wav": lambda: sample.wav((b"LIST", TRACE), (b"bext", TRACE)),
    "sound.mp3": lambda: sample.tag_in_front(900) + film("mp3", None, "libmp3lame"),
    "sound.flac": lambda: film("flac", None, "flac") + sample.tag_behind(),
    "sound.ogg": lambda: film("ogg", None, "libopus"),
}


@pytest.mark.parametrize("name", MADE)
def test_nothing_is_left_and_a_second_time_changes_nothing(name):
    kind, once = clean(MADE[name]())
    assert [trace for trace in CANARIES if trace.encode() in once] == []
    assert clean(once) == (kind, once)


@pytest.mark.parametrize(
    ("name", "filename"),
    [
        ("mjpeg.mov", "film.mov"),
        ("mjpeg.avi", "film.mov"),
        ("mpeg4.avi", "film.mov"),
        ("h264.avi", "film.mp4"),
        ("mpeg2.mpg", "film.mkv"),
        ("h264.mts", "film.mp4"),
        ("h265.mp4", "film.mp4"),
        ("vp9.webm", "film.webm"),
        ("h264.mkv", "film.mkv"),
        ("alac.m4a", "recording.m4a"),
        ("alac.caf", "recording.m4a"),
        ("aac.aac", "recording.m4a"),
        ("h263.3gp", "film.mp4"),
    ],
)
def test_every_stream_and_every_picture_is_kept(name, filename):
    data = MADE[name]()
    kind, once = clean(data)
    assert kind.filename == filename
    before, after = streams(data), streams(once)
    assert [stream[:2] for stream in after] == [stream[:2] for stream in before]
    for (_type, codec, was), (_same, _codec, count) in zip(before, after, strict=True):
        assert count == was or codec.startswith("pcm")


def test_a_silent_film_of_an_older_camera_is_a_film():
    kind, once = clean(film("mov", "mjpeg", None, pix_fmt="yuvj420p"))
    assert streams(once) == [("video", "mjpeg", 5)]
    assert kind.family == "film"


def test_what_browsers_cannot_show_is_not_shown_in_the_page():
    assert not clean(MADE["mjpeg.mov"]())[0].inline
    assert not clean(MADE["h263.3gp"]())[0].inline
    assert clean(film("mp4"))[0].inline


def test_a_picture_beside_sound_is_a_cover():
    kind, once = clean(film("mov", "mjpeg", "aac", pictures=1, pix_fmt="yuvj420p"))
    assert kind == kinds.M4A
    assert [stream[:2] for stream in streams(once)] == [("audio", "aac")]


def test_every_sound_track_and_its_language_is_kept():
    with av.open(BytesIO(kept(film("mp4", tracks=3)))) as opened:
        assert [stream.language for stream in opened.streams.audio] == ["ron"] * 3


def test_a_language_that_is_none_goes():
    data = film("matroska", "libx264", "aac").replace(b"ron", b"Ann")
    with av.open(BytesIO(kept(data))) as opened:
        assert opened.streams.audio[0].language != "Ann"


@pytest.mark.parametrize("codec", ["wmv2", "flv"])
def test_pictures_that_are_not_known_are_refused_and_not_dropped(codec):
    assert refused(film("avi", codec, "libmp3lame")) == "codec"


def test_pictures_whose_order_is_not_known_are_refused():
    assert refused(film("avi", "libx264", "libmp3lame", pictures=20)) == "codec"


def test_windows_media_has_a_sentence_of_its_own():
    assert refused(film("asf", "wmv2", "libmp3lame")) == "recording"


TAGS = {
    "ID3v1": sample.tag_behind,
    "twice": lambda: sample.tag_behind() * 2,
    "noughts": lambda: bytes(300) + sample.tag_behind(),
    "ID3v2": sample.tag_in_front,
    "a cover": lambda: sample.tag_in_front(4000),
    "APE": sample.tag_of_monkeys,
    "APE and ID3v1": lambda: sample.tag_of_monkeys() + sample.tag_behind(),
    "Lyrics3": lambda: sample.lyrics() + sample.tag_behind(),
    "anything": lambda: TRACE * 20,
}
SOUNDS = {
    "mp3": lambda: film("mp3", None, "libmp3lame"),
    "flac": lambda: film("flac", None, "flac"),
    "aac": lambda: film("adts", None, "aac"),
}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("sound", SOUNDS)
def test_a_tag_behind_the_sound_is_no_sound(sound, tag):
    plain = SOUNDS[sound]()
    assert kept(plain + TAGS[tag]()) == kept(plain)


@pytest.mark.parametrize("tag", ["ID3v2", "a cover"])
@pytest.mark.parametrize("sound", SOUNDS)
def test_a_tag_in_front_of_the_sound_is_no_sound(sound, tag):
    plain = SOUNDS[sound]()
    assert clean(TAGS[tag]() + plain) == clean(plain)


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_in_the_middle_of_an_mp3_is_no_sound(tag):
    plain = kept(film("mp3", None, "libmp3lame", sounds=30))
    for place in _places_of_frames(plain)[5:-5:4]:
        assert kept(plain[:place] + TAGS[tag]() + plain[place:]) == plain


@pytest.mark.parametrize("tag", [name for name in TAGS if name != "anything"])
def test_a_frame_that_was_cut_does_not_reach_into_a_tag(tag):
    plain = kept(film("mp3", None, "libmp3lame", sounds=30))
    for cut in (30, 90, 130):
        once = kept(plain[:-cut] + TAGS[tag]() + b"\xff" * 200)
        assert TRACE not in once


def _places_of_frames(data: bytes) -> list[int]:
    from leap.cop.media.cleaning.recordings import frames

    at, places = 0, []
    while head := frames.mp3_head(data, at):
        places.append(at)
        at += head.length
    return places


def test_an_mp3_keeps_where_its_sound_begins_and_not_its_program():
    data = film("mp3", None, "libmp3lame")
    once = kept(data)
    at = once.index(b"Info") if b"Info" in once else once.index(b"Xing")
    # In what the frames leave free an encoder may write its name; not in the index.
    assert b"LAME" not in once[: at + 200] and b"Lavc" not in once[: at + 200]
    was = data.index(once[at : at + 4])
    # Flags, frames, bytes, places, quality, and 21 bytes of a program.
    assert once[at + 141 : at + 144] == data[was + 141 : was + 144]
    assert heard(once)[1] == heard(data)[1]


def test_an_mp3_of_which_half_is_missing_is_damaged():
    data = film("mp3", None, "libmp3lame", sounds=60)
    assert refused(data[: len(data) // 3]) == "damaged"


def test_a_tag_in_the_middle_of_a_flac_is_no_sound():
    plain = kept(film("flac", None, "flac", sounds=40))
    with av.open(BytesIO(plain)) as opened:
        places = [packet.pos for packet in opened.demux() if packet.size][1:]
    for place in places:
        assert kept(plain[:place] + sample.tag_behind() + plain[place:]) == plain


def test_a_flac_keeps_its_sum_and_nothing_of_its_blocks():
    data = film("flac", None, "flac")
    once = kept(data)
    assert once[:42] == b"fLaC\x80" + data[5:42]
    assert once[42:44] == b"\xff\xf8"


def test_the_sum_of_a_frame():
    assert flac.check_sum(b"123456789") == 0xFEE8


def test_a_wav_has_its_format_and_its_sound():
    words = [(name, TRACE) for name in (b"LIST", b"bext", b"iXML", b"id3 ", b"_PMX")]
    plain = sample.wav()
    assert kept(sample.wav(*words)) == kept(plain)
    # How long it is stands in a place of its own, for sound that is packed.
    assert b"fact" in kept(sample.wav((b"fact", bytes(4))))


def test_a_wav_that_claims_more_is_cut_or_damaged():
    data = sample.wav(sound=bytes(1000))
    assert len(kept(data[:-300])) == len(data) - 300
    assert refused(data[:-800]) == "damaged"


def test_aiff_and_caf_become_wav_with_the_same_samples():
    sound = bytes(range(200)) * 50
    kind, once = clean(sample.aiff(sound))
    assert kind == kinds.WAV
    with av.open(BytesIO(once)) as opened:
        packets = b"".join(bytes(packet) for packet in opened.demux())
    assert packets[::2] == sound[1::2] and packets[1::2] == sound[::2]
    data = film("caf", None, "pcm_s16be")
    kind, once = clean(data)
    assert kind == kinds.WAV and heard(once)[1] == heard(data)[1]


def test_what_simple_phones_record_is_taken():
    kind, once = clean(sample.amr())
    assert (kind.family, kind.filename) == ("sound", "recording.3gp")
    assert streams(once) == [("audio", "amr_nb", 20)]


def test_an_ogg_keeps_its_times_and_loses_its_words():
    data = film("ogg", None, "libopus")
    before, after = sample.ogg_pages(data), sample.ogg_pages(kept(data))
    assert after[1][2] == b"OpusTags" + bytes(8)
    assert [page[1:] for page in after[2:]] == [page[1:] for page in before[2:]]
    assert before[0][2] == after[0][2]


def test_a_cover_over_many_pages_of_an_ogg_goes():
    from leap.cop.media.cleaning.recordings import ogg

    data = film("ogg", None, "libopus")
    pages = sample.ogg_pages(data)
    large = b"OpusTags" + bytes(4) + b"\x01\0\0\0" + TRACE * 9000
    stream = ogg._Stream(77, "opus", 2)
    made = list(ogg._numbered(stream, [pages[0][2]], 2))
    made += ogg._numbered(stream, [large], 0)
    head = data.index(b"OggS", data.index(b"OpusTags"))
    shifted = bytearray(data[head:])
    at = 0
    while at < len(shifted):
        page, size = ogg._page_at(bytes(shifted[at:]))
        number = page.sequence + len(made) - 2
        shifted[at : at + size] = ogg._page(page._replace(serial=77, sequence=number))
        at += size
    assert len(made) > 3
    assert kept(b"".join(made) + bytes(shifted)) == kept(data)


def test_junk_between_the_pages_of_an_ogg_goes():
    data = film("ogg", None, "libopus", sounds=90)
    middle = data.index(b"OggS", len(data) // 2)
    assert kept(data[:middle] + TRACE + data[middle:] + TRACE) == kept(data)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(("delay", "skipped"), [(188, 2112), (0, 1024), (70, 0)])
def test_picture_and_sound_stay_in_step(number, delay, skipped):
    skipped = skipped if number else 0
    data = sample.starting_late(film("mp4", sounds=40), number, delay, skipped)
    once = kept(data)
    assert heard(once) == heard(data)
    assert kept(once) == once


def test_a_film_from_a_camera_stays_in_step():
    data = film("mpegts", "libx264", "aac", sounds=40)
    assert heard(kept(data)) == heard(data)


def test_a_film_stays_turned():
    data = film("mp4")
    end = sample.boxes(data, b"moov", b"trak", b"tkhd")[0][1]
    turned = bytes.fromhex(
        "0000000000010000 00000000ffff0000 0000000000000000 0030000000000000 40000000"
    )
    data = data[: end - 44] + turned + data[end - 8 :]
    once = kept(data)
    end = sample.boxes(once, b"moov", b"trak", b"tkhd")[0][1]
    assert once[end - 44 : end - 8] == turned


def test_a_film_that_was_never_finished_says_so():
    data = film("mp4")
    assert refused(data[: data.rindex(b"moov") - 4]) == "unfinished"


def test_a_film_of_which_half_is_missing_is_damaged():
    data = sample.head_in_front(film("mp4", pictures=60, sounds=300))
    whole = streams(kept(data))
    body = len(data) - data.index(b"mdat")
    assert refused(data[: -body * 3 // 4]) == "damaged"
    nearly = streams(kept(data[: -body // 9]))
    assert [stream[:2] for stream in nearly] == [stream[:2] for stream in whole]


def test_pictures_that_were_cut_off_are_told():
    data = sample.starting_late(film("mp4", pictures=20, sounds=60), 0, 0, 10240)
    found = look_through(BytesIO(data))
    assert found.holds[0][0] == "hidden_pictures" and found.holds[0][1] > 2
    assert look_through(BytesIO(film("mp4"))).holds == ()


def test_pictures_that_were_cut_off_at_the_end_are_not_shown():
    data = film("mp4", pictures=20, sounds=80)
    with av.open(BytesIO(data)) as opened:
        whole = len(list(opened.decode(video=0)))
    for start, _end in sample.boxes(data, b"moov", b"trak", b"edts", b"elst"):
        length = int.from_bytes(data[start + 16 : start + 20], "big") // 2
        data = data[: start + 16] + length.to_bytes(4, "big") + data[start + 20 :]
    once = kept(data)
    with av.open(BytesIO(data)) as was, av.open(BytesIO(once)) as opened:
        shown = len(list(opened.decode(video=0)))
        assert shown == len(list(was.decode(video=0))) < whole
    assert kept(once) == once


def test_pictures_of_telephones_stay_in_their_order():
    data = film("mov", pictures=20, flags="use_metadata_tags+negative_cts_offsets")
    # Not at all where the writer puts them: shown before they are read.
    for start, end in sample.boxes(
        data, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"ctts"
    ):
        for place in range(start + 20, end, 8):
            was, behind = data[place : place + 4], data[place + 4 :]
            shift = int.from_bytes(was, "big", signed=True) - 2048
            data = data[:place] + shift.to_bytes(4, "big", signed=True) + behind
    assert _moments(kept(data)) == _moments(data)
    assert len(_moments(data)) > 15


def _moments(data: bytes) -> list[float]:
    with av.open(BytesIO(data)) as opened:
        shown = [frame.pts * frame.time_base for frame in opened.decode(video=0)]
    assert shown == sorted(shown)
    return [round(float(moment), 3) for moment in shown if moment >= 0]


@pytest.mark.parametrize(
    "name", ["h264.avi", "mpeg4.avi", "mjpeg.avi", "h264.mts", "h264.mkv", "h265.mp4"]
)
def test_pictures_stay_in_their_order(name):
    with av.open(BytesIO(kept(MADE[name]()))) as opened:
        shown = [frame.pts * frame.time_base for frame in opened.decode(video=0)]
    ways = [after - before for before, after in pairwise(shown)]
    assert all(abs(float(way) - 0.1) < 0.002 for way in ways) and len(shown) == 5


def test_tables_that_point_at_words_are_damaged():
    data = film("ipod", None, "aac")
    for start, _end in sample.boxes(
        data, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stco"
    ):
        place = sample.boxes(data, b"moov", b"udta")[0][0]
        data = data[: start + 16] + place.to_bytes(4, "big") + data[start + 20 :]
    assert refused(data) == "damaged"


def test_a_locked_film_says_so():
    assert refused(film("mp4").replace(b"avc1", b"encv")) == "protected"


def test_the_head_of_a_film_has_nothing_but_its_tracks():
    once = kept(film("mp4"))
    (start, end) = sample.boxes(once, b"moov")[0]
    known = {b"mvhd", b"trak"}
    assert {name for name, _box in boxes._boxes(once[start + 8 : end])} == known
    for start, end in sample.boxes(once, b"moov", b"trak"):
        names = [name for name, _box in boxes._boxes(once[start + 8 : end])]
        assert names == [b"tkhd", b"edts", b"mdia"]
    for path in ((b"moov", b"mvhd"), (b"moov", b"trak", b"tkhd")):
        for start, _end in sample.boxes(once, *path):
            assert once[start + 12 : start + 20] == bytes(8)


def _unit(size: int, unit: bytes) -> bytes:
    return len(unit).to_bytes(size, "big") + unit


def test_notes_between_pictures_go_and_those_that_show_stay():
    settings = b"\x01\x64\x00\x1f\xff\xe0\x00"
    clean_units = units.cleaner("h264", settings)
    picture = b"\x65" + bytes(40)
    said = sample.message(5, bytes(16) + TRACE)
    for two_eyes in (sample.message(45, b"\x81\x83"), sample.message(6, b"\xc0")):
        data = _unit(4, said) + _unit(4, two_eyes) + _unit(4, picture)
        assert clean_units(data) == _unit(4, two_eyes) + _unit(4, picture)
    both = said[:-1] + sample.message(45, b"\x81\x83")[1:]
    assert clean_units(_unit(4, both)) == _unit(4, sample.message(45, b"\x81\x83"))
    marked = units.cleaner("h264", b"")
    start = b"\x00\x00\x00\x01"
    assert marked(start + said + start + picture[:1] + b"\x88") == start + b"\x65\x88"
    assert marked(start + b"\x6c" + TRACE) == b""


def test_the_settings_of_the_encoder_go_out_of_a_film():
    for name in ("h264.mts", "h265.mp4", "h264.avi"):
        data = MADE[name]()
        assert b"x264 - core" in data or b"x265 (build" in data
        once = kept(data)
        assert b"x264 - core" not in once and b"x265 (build" not in once


def test_words_between_pictures_of_av1_go():
    sequence, bright = b"\x0a\x03abc", b"\x2a\x05\x01\x00\x10\x00\x20"
    said, frame = b"\x2a" + bytes([len(TRACE) + 1]) + b"\x04" + TRACE, b"\x32\x02zz"
    padding = b"\x7a" + bytes([len(TRACE)]) + TRACE
    data = sequence + said + bright + padding + frame
    assert units.cleaner("av1", b"")(data) == sequence + bright + frame
    assert units.settings("av1", b"\x81\x00\x0c\x00" + data[:5] + said) == (
        b"\x81\x00\x0c\x00" + sequence
    )


def test_words_in_the_pictures_of_a_camera_go():
    data = MADE["mjpeg.avi"]()
    picture = data[data.index(b"\xff\xd8") : data.index(b"\xff\xd9") + 2]
    words = sample.jpeg_segment(0xE1, b"Exif\x00\x00" + TRACE)
    words += sample.jpeg_segment(0xFE, TRACE)
    fields = sample.jpeg_segment(0xE0, b"AVI1\x00" + bytes(9))
    with_words = picture[:2] + fields + words + picture[2:] + TRACE
    once = units.cleaner("mjpeg", b"")(with_words)
    assert TRACE not in once and fields in once
    both = units.cleaner("mjpeg", b"")(with_words + with_words)
    assert both == once + once


@pytest.mark.parametrize(
    ("name", "needed"),
    [(b"AVI1\x01", bytes(9)), (b"Adobe", bytes(7)), (b"JFIF\x00", bytes(9))],
)
def test_words_behind_what_a_player_needs_go(name, needed):
    number = 0xEE if name == b"Adobe" else 0xE0
    segment = sample.jpeg_segment(number, name + needed)
    longer = sample.jpeg_segment(number, name + needed + TRACE)
    picture = b"\xff\xd8%b\xff\xda\x00\x02\x01\xff\xd9"
    assert units.cleaner("mjpeg", b"")(picture % longer) == picture % segment


def test_words_in_the_pictures_of_a_screen_go():
    start = b"\x89PNG\r\n\x1a\n" + sample.png_chunk(b"IHDR", bytes(13))
    said, end = sample.png_chunk(b"tEXt", TRACE), sample.png_chunk(b"IEND", b"")
    assert units.cleaner("png", b"")(start + said + end + TRACE) == start + end


def test_words_of_older_encoders_go_and_what_players_need_stays():
    start = b"\x00\x00\x01\xb0\x01"
    needed, picture = b"\x00\x00\x01\xb2XviD0050", b"\x00\x00\x01\xb6\x10"
    said = b"\x00\x00\x01\xb2" + TRACE
    data = start + needed + said + picture
    assert units.cleaner("mpeg4", b"")(data) == start + needed + picture
    assert units.cleaner("mpeg2video", b"")(said + picture) == picture


@pytest.mark.parametrize("mark", [b"vorbis", b"theora"])
def test_vorbis_and_theora_lose_their_comments(mark):
    head = {b"vorbis": b"\x01\x03\x05", b"theora": b"\x80\x81\x82"}[mark]
    first, last = head[:1] + mark + bytes(23), head[2:] + mark + bytes(600)
    said = head[1:2] + mark + TRACE * 30
    sizes = bytes([len(first)]) + b"\xff" * (len(said) // 255)
    sizes += bytes([len(said) % 255])
    once = units.settings(mark.decode(), b"\x02" + sizes + first + said + last)
    assert TRACE not in once and first in once and once.endswith(last)


def test_the_tables_name_what_may_go_over():
    assert recordings._RULES.pictures | recordings._RULES.sounds == named(
        recordings.TABLE, "kept"
    )


def _ffprobe(data: bytes, tmp_path) -> dict:
    if shutil.which("ffprobe") is None:
        if os.environ.get("REQUIRE_FFPROBE"):
            pytest.fail("There is no ffprobe, and REQUIRE_FFPROBE is set.")
        pytest.skip("There is no ffprobe.")
    path = tmp_path / "film"
    path.write_bytes(data)
    what = (
        "stream=codec_name,start_time,duration:stream_tags:format_tags:format=duration"
    )
    command = ["ffprobe", "-v", "error", "-show_entries", what, "-of", "json", path]
    ended = subprocess.run(command, capture_output=True, check=True)
    assert ended.stderr == b""
    return json.loads(ended.stdout)


@pytest.mark.parametrize("name", ["h264.mts", "h264.mkv", "sound.mp3", "sound.flac"])
def test_another_program_sees_the_same_and_no_words(name, tmp_path):
    data = MADE[name]()
    was, now = _ffprobe(data, tmp_path), _ffprobe(kept(data), tmp_path)
    assert [stream["codec_name"] for stream in now["streams"]] == [
        stream["codec_name"] for stream in was["streams"]
    ]
    length = float(was["format"]["duration"])
    # Matroska does not say how long the last picture is: a tenth of a second here.
    assert abs(float(now["format"]["duration"]) - length) < 0.11
    words = {
        name.lower()
        for part in (now["format"], *now["streams"])
        for name in part.get("tags", {})
    }
    assert words <= {
        "language", "duration", "encoder", "major_brand", "minor_version",
        "compatible_brands", "handler_name", "vendor_id",
    }  # fmt: skip
