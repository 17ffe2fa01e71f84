"""Pictures as phones, cameras and programs make them: what is kept of them."""

from functools import lru_cache
from io import BytesIO
from leap.cop.media import accept
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import clean as pictures
from leap.cop.media.cleaning.pictures import colours
from leap.cop.media.cleaning.pictures import jpeg as jpegs
from leap.cop.media.cleaning.pictures import png as pngs
from leap.cop.media.cleaning.pictures import room
from leap.cop.media.cleaning.pictures import sizes
from leap.cop.media.cleaning.pictures import webp as webps
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.run import cleaned
from leap.cop.media.cleaning.signatures import is_picture
from leap.cop.media.messages import refusal
from PIL import Image
from PIL import ImageChops
from PIL import ImageStat
from tests.media import sample_heic
from tests.media import sample_pictures
from tests.media import sample_profiles
from tests.media.sample_pictures import chunk_of_png
from zope.i18n import translate

import pytest
import struct
import zlib


TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def clean(data: bytes):
    found = look_through(BytesIO(data))
    found.file.seek(0)
    kept = found.file.read()
    again = look_through(BytesIO(kept))
    again.file.seek(0)
    assert again.file.read() == kept, "Cleaning it again changes it."
    return found, Image.open(BytesIO(kept))


def refused(data: bytes) -> tuple[str, int]:
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(data))
    return caught.value.code, caught.value.limit


@lru_cache
def _photo(size: tuple[int, int]) -> Image.Image:
    down = Image.linear_gradient("L").resize(size)
    up = down.transpose(Image.Transpose.ROTATE_180)
    across = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90)
    soft = Image.merge("RGB", (down, up, across.resize(size)))
    grain = Image.effect_noise(size, 12)
    return Image.blend(soft, Image.merge("RGB", (grain, grain, grain)), 0.3)


def photo(size=(160, 120)) -> Image.Image:
    """Return colours that change softly, with a fine grain: as a camera sees them."""
    return _photo(size).copy()


def saved(image: Image.Image, kind: str, **how) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def turned_by(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Anneliese Vogelsang"
    return exif


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how much two pictures differ, of 255, in the channel that differs most."""
    assert one.size == other.size
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(apart).mean)


# Which way is up


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_pictures_stand_upright(kind, orientation):
    how = {"quality": 95} if kind in ("JPEG", "WEBP", "AVIF") else {}
    image = photo((96, 64))
    raw = saved(image, kind, exif=turned_by(orientation), **how)
    _found, kept = clean(raw)
    turn = TURNS[orientation]
    upright = image.transpose(turn) if turn is not None else image
    assert difference(kept, upright) < 6
    assert not kept.getexif()


# What its colours mean


def test_a_profile_that_changes_nothing_costs_no_pixel():
    profile = sample_profiles.profile(sample_profiles.SRGB)
    plain = saved(photo(), "JPEG")
    _found, kept = clean(saved(photo(), "JPEG", icc_profile=profile))
    assert kept.tobytes() == Image.open(BytesIO(plain)).tobytes()
    assert kept.quantization == Image.open(BytesIO(plain)).quantization
    assert "icc_profile" not in kept.info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_wide_colours_become_those_of_screens_whatever_they_are_called(kind):
    profile = sample_profiles.profile(sample_profiles.DISPLAY_P3, name="sRGB")
    how = {"quality": 95} if kind in ("JPEG", "WEBP", "AVIF") else {}
    image = Image.new("RGB", (64, 64), (200, 60, 50))
    _found, kept = clean(saved(image, kind, icc_profile=profile, **how))
    red, green, blue = kept.convert("RGB").getpixel((30, 30))
    assert red > 212 and abs(green - 48) < 8 and abs(blue - 41) < 8
    assert "icc_profile" not in kept.info


def test_a_palette_is_toned_and_stays_one():
    image = Image.new("RGB", (20, 20), (200, 60, 50)).quantize(4)
    raw = saved(image, "PNG", icc_profile=sample_profiles.profile())
    _found, kept = clean(raw)
    assert kept.mode == "P"
    assert kept.convert("RGB").getpixel((3, 3))[0] > 212


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_greys_are_toned(mode):
    grey = 64 if mode != "I;16" else 64 << 8
    image = Image.new(mode, (20, 20), (grey, 99) if mode == "LA" else grey)
    raw = saved(image, "PNG", icc_profile=sample_profiles.grey_profile(1.0))
    _found, kept = clean(raw)
    # A quarter of the light is a lighter grey than a quarter of the way to white.
    assert kept.mode == ("LA" if mode == "LA" else "L")
    assert abs(kept.getchannel(0).getpixel((3, 3)) - 137) < 4
    if mode == "LA":
        assert kept.getchannel("A").getpixel((3, 3)) == 99


@pytest.mark.parametrize("profile", [b"none at all", sample_profiles.grey_profile(1)])
def test_a_profile_that_means_nothing_is_left_out(profile):
    plain = saved(photo(), "JPEG")
    _found, kept = clean(saved(photo(), "JPEG", icc_profile=profile))
    assert kept.tobytes() == Image.open(BytesIO(plain)).tobytes()


def test_what_its_colours_mean_goes_along_with_a_png_that_is_turned():
    gamma = chunk_of_png(b"gAMA", (100_000).to_bytes(4, "big"))
    raw = saved(photo(), "PNG", exif=turned_by(6))
    _found, kept = clean(raw[:33] + gamma + raw[33:])
    assert kept.size == (120, 160)
    assert kept.info["gamma"] == 1.0


# How much is lost where it is written anew


@pytest.mark.parametrize("subsampling", [0, 1, 2])
def test_a_turned_jpeg_loses_next_to_nothing(subsampling):
    raw = saved(photo(), "JPEG", quality=92, subsampling=subsampling, exif=turned_by(3))
    _found, kept = clean(raw)
    before = Image.open(BytesIO(raw)).transpose(Image.Transpose.ROTATE_180)
    assert difference(kept, before) < 1.5


def test_what_is_kept_to_the_pixel_stays_so():
    raw = saved(photo(), "WEBP", lossless=True, exif=turned_by(6))
    _found, kept = clean(raw)
    turned = photo().transpose(Image.Transpose.ROTATE_270)
    assert kept.convert("RGB").tobytes() == turned.tobytes()


def test_a_moving_picture_is_toned_and_keeps_its_times():
    frames = [Image.new("RGB", (24, 16), (200, 60, shade)) for shade in (0, 50, 99)]
    raw = saved(
        frames[0],
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=[80, 90, 100],
        loop=2,
        lossless=True,
        icc_profile=sample_profiles.profile(),
    )
    _found, kept = clean(raw)
    assert (kept.n_frames, kept.info["loop"]) == (3, 2)
    assert kept.convert("RGB").getpixel((3, 3))[0] > 212


# What stands around a picture does not make it a damaged one


def test_words_as_long_as_one_likes():
    words = b"XML:com.adobe.xmp\0\0\0\0\0" + b"Anneliese Vogelsang " * 150_000
    raw = saved(photo(), "PNG")
    long = chunk_of_png(b"iTXt", words)
    packed = b"Author\0\0" + zlib.compress(bytes(80 * kinds.MEGABYTE))
    found, _kept = clean(raw[:33] + long + chunk_of_png(b"zTXt", packed) + raw[33:])
    assert found.file.seek(0, 2) == len(raw)


@pytest.mark.parametrize(
    "exif", [b"", b"II*\0", b"MM\0*\0\0\0\x08\xff\xff" + b"x" * 99]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_exif(kind, exif):
    raw = saved(photo(), kind, exif=b"Exif\0\0" + exif)
    _found, kept = clean(raw)
    assert kept.size == (160, 120)


def test_a_directory_that_leads_to_itself_or_nowhere():
    for offset in (0, 4, 8, 0xFFFF_FFF0):
        body = b"II*\0" + struct.pack("<I", offset) + bytes(range(40))
        _found, kept = clean(saved(photo(), "JPEG", exif=b"Exif\0\0" + body))
        assert kept.size == (160, 120)


@pytest.mark.parametrize("junk", [b"\0\0\0", b"Anneliese\xff\x00Vogelsang\xff\xff"])
def test_what_stands_between_two_segments(junk):
    raw = saved(photo(), "JPEG")
    _found, kept = clean(raw[:2] + junk + raw[2:])
    assert kept.tobytes() == Image.open(BytesIO(raw)).tobytes()


@pytest.mark.parametrize(
    "mark", [b"\xff\xe1\0\x20", b"\xff\xfe\0\x09", b"\xff\x3f\0\4"]
)
def test_a_scan_with_a_mark_in_it_is_damaged_and_no_half_picture(mark):
    raw = saved(photo((640, 480)), "JPEG", restart_marker_rows=1)
    middle = len(raw) // 2
    broken = raw[:middle] + mark + raw[middle + len(mark) :]
    assert refused(broken) == ("damaged", 0)


@pytest.mark.parametrize("missing", [1, 2, 8, 60])
def test_a_jpeg_without_its_last_bytes(missing):
    raw = saved(photo((640, 480)), "JPEG")
    kept = Image.open(cleaned(BytesIO(raw[:-missing])).file)
    box = (0, 0, 640, 440)
    whole = Image.open(BytesIO(raw)).crop(box)
    assert kept.crop(box).tobytes() == whole.tobytes()


@pytest.mark.parametrize("is_progressive", [False, True])
def test_half_a_jpeg_is_damaged(is_progressive):
    raw = saved(photo((640, 480)), "JPEG", progressive=is_progressive)
    with pytest.raises(NotTaken) as caught:
        # Plone makes Pillow lenient in its own process.
        cleaned(BytesIO(raw[: len(raw) // 2]))
    assert caught.value.code == "damaged"


def test_something_else_than_a_jpeg_is_damaged_and_nothing_worse():
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(b"\xff\xd8\xff\xe0\0\x04JF\xff\xd9"))
    assert caught.value.code == "damaged"
    assert not isinstance(caught.value.__cause__, KeyError)


def test_a_second_picture_behind_the_first_goes():
    raw = saved(photo(), "MPO", save_all=True, append_images=[photo()])
    _found, kept = clean(raw)
    assert kept.format == "JPEG"
    assert kept.tobytes() == Image.open(BytesIO(raw)).tobytes()


def test_words_in_the_frames_of_a_moving_picture_go(samples):
    raw = sample_pictures.webp_with_words_in_a_frame()
    assert samples.found_in(raw)
    found, kept = clean(raw)
    assert samples.found_in(found.file.getvalue()) == []
    assert kept.n_frames == 2


def test_a_loop_is_kept_without_what_programs_write_behind_it(samples):
    raw = sample_pictures.gif_with_words_in_its_loop()
    assert samples.found_in(raw)
    found, kept = clean(raw)
    assert samples.found_in(found.file.getvalue()) == []
    assert kept.info["loop"] == 3


# Moving pictures


def test_a_moving_picture_of_many_frames_is_told_so():
    assert refused(sample_pictures.gif(pictures.MAX_FRAMES + 1)) == (
        "frames",
        pictures.MAX_FRAMES,
    )


def test_a_moving_picture_of_many_pixels_is_told_so(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_ALL_PIXELS", 1000)
    assert refused(sample_pictures.gif(3))[0] == "moving"


# TIFF


def test_numbers_that_no_screen_shows():
    for mode, low, high in (("F", -5.0, 5.0), ("I", -500, 500), ("F", 0.0, 1.0)):
        image = Image.new(mode, (20, 10), low)
        image.paste(high, (10, 0, 20, 10))
        _found, kept = clean(saved(image, "TIFF"))
        assert (kept.getpixel((3, 3)), kept.getpixel((15, 3))) == (0, 255)


def test_sixteen_bits_stay_sixteen():
    for mode in ("I;16", "I"):
        _found, kept = clean(saved(Image.new(mode, (20, 10), 30_001), "TIFF"))
        assert kept.getpixel((3, 3)) == 30_001


def test_a_large_tiff_is_one_too():
    _found, kept = clean(saved(photo(), "TIFF", big_tiff=True))
    assert kept.convert("RGB").size == (160, 120)


def test_several_pages_are_a_document():
    raw = saved(photo(), "TIFF", save_all=True, append_images=[photo()])
    assert refused(raw) == ("pages", 1)


RAW = {
    "DNG": {50706: b"\1\4\0\0"},
    "a preview": {254: 1},
    "several in one": {330: 8},
}


@pytest.mark.parametrize("tags", RAW.values(), ids=RAW)
@pytest.mark.parametrize("is_big", [False, True])
def test_what_a_sensor_saw_is_not_its_preview(tags, is_big):
    raw = saved(Image.new("RGB", (16, 12)), "TIFF", tiffinfo=tags, big_tiff=is_big)
    assert refused(raw)[0] == "raw"
    assert is_picture(BytesIO(raw))


@pytest.mark.parametrize(
    "start",
    [
        b"II*\0\x10\0\0\0CR\x02\0",
        b"IIRO\x08\0\0\0",
        b"IIU\0\x08\0\0\0",
        b"FUJIFILMCCD-RAW 0201",
        b"\0\0\0\x18ftypcrx \0\0\0\1crx isom",
    ],
)
def test_what_a_sensor_saw_is_known_by_its_first_bytes(start):
    assert refused(start + bytes(400))[0] == "raw"
    assert is_picture(BytesIO(start + bytes(400)))


# What fits


def test_what_phones_send_goes_through_upright():
    image = Image.linear_gradient("L").resize((8160, 6120))
    image = Image.merge("RGB", (image, image, image))
    profile = sample_profiles.profile()
    raw = saved(image, "JPEG", exif=turned_by(6), icc_profile=profile)
    found = cleaned(BytesIO(raw))
    assert found.size == (3060, 4080)
    with Image.open(found.file) as kept:
        kept.draft("L", (300, 400))
        # White lies at the bottom of what was seen, and so on the left.
        assert kept.getpixel((10, 9)) > 200 > 50 > kept.getpixel((kept.width - 9, 9))


@pytest.mark.parametrize(
    ("mode", "size"), [("L", (10_900, 10_900)), ("RGB", (9_100, 9_100))]
)
def test_the_largest_that_is_taken_fits(mode, size):
    raw = saved(Image.new(mode, size, "white"), "PNG", compress_level=1)
    assert cleaned(BytesIO(raw)).size == (4096, 4096)


def test_what_does_not_fit_is_told_how_much_would():
    code, limit = refused(sample_pictures.png_header(10_900, 10_900, colours=2))
    assert code == "pixels"
    assert 80 <= limit < 100
    assert refused(sample_pictures.webp_header(12_000, 9_000))[0] == "pixels"


def test_a_jpeg_in_several_scans_is_read_as_small_as_there_is_room(monkeypatch):
    raw = saved(photo((800, 600)), "JPEG", progressive=True, exif=turned_by(6))
    assert clean(raw)[1].size == (600, 800)
    monkeypatch.setattr(room, "ROOM_WHEN_SMALLER", 800 * 600 * 4)
    assert look_through(BytesIO(raw)).size == (300, 400)
    monkeypatch.setattr(room, "ROOM_WHEN_SMALLER", 800 * 600 * 2)
    assert refused(raw)[0] == "pixels"


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "1", "LA", "I;16"])
def test_what_is_made_smaller_in_parts_is_the_same_as_in_one(mode, monkeypatch):
    image = photo((700, 900))
    if mode == "I;16":
        image = Image.effect_noise((700, 900), 90).convert("I;16")
    elif mode in ("RGBA", "LA"):
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    image = image if image.mode == mode else image.convert(mode)
    once = sizes.within(image, 300)
    monkeypatch.setattr(sizes, "_ROWS", 7)
    assert ImageChops.difference(
        once.convert("RGB"), sizes.within(image, 300).convert("RGB")
    ).getextrema() in (((0, 0),) * 3, ((0, 1),) * 3)


# HEIC and AVIF


def test_a_heic_becomes_a_jpeg(samples):
    raw = sample_heic.one(photo(), quality=90, exif=turned_by(6).tobytes())
    assert b"Vogelsang" in raw and is_picture(BytesIO(raw))
    found, kept = clean(raw)
    assert (found.kind, kept.format) == (kinds.JPEG, "JPEG")
    assert kept.size == found.size == (120, 160)
    assert difference(kept, shown_heic(raw)) < 2.5
    assert b"Vogelsang" not in found.file.getvalue()


def shown_heic(raw: bytes) -> Image.Image:
    """Return a HEIC as its own library shows it."""
    import pillow_heif

    return pillow_heif.open_heif(BytesIO(raw)).to_pillow()


def test_a_heic_with_transparency_becomes_a_png():
    image = photo()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    found, kept = clean(sample_heic.one(image, quality=90))
    assert (found.kind, kept.mode) == (kinds.PNG, "RGBA")


def test_a_heic_in_wide_colours_comes_in_those_of_screens():
    image = Image.new("RGB", (64, 64), (200, 60, 50))
    image.info["icc_profile"] = sample_profiles.profile()
    _found, kept = clean(sample_heic.one(image, quality=95))
    assert kept.getpixel((30, 30))[0] > 212
    assert "icc_profile" not in kept.info


def test_of_several_in_a_heic_the_one_that_one_sees_is_kept():
    import pillow_heif

    made = pillow_heif.HeifFile()
    for colour in ("red", "lime", "blue"):
        made.add_from_pillow(Image.new("RGB", (64, 64), colour))
    out = BytesIO()
    made.save(out, primary_index=1)
    _found, kept = clean(out.getvalue())
    assert kept.getpixel((30, 30))[1] > 200
    assert getattr(kept, "n_frames", 1) == 1


def test_a_heic_of_48_million_pixels_goes_through():
    found = cleaned(BytesIO(sample_heic.grid(16, 12, (8064, 6048))))
    assert (found.kind, found.size) == (kinds.JPEG, (4096, 3072))


def test_without_the_library_a_heic_is_refused_with_what_to_do(tmp_path, monkeypatch):
    missing = 'raise ImportError("It is not here.")\n'
    (tmp_path / "pillow_heif.py").write_text(missing, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(NotTaken) as caught:
        cleaned(BytesIO(sample_heic.grid(1, 1, (512, 512))))
    assert caught.value.code == "heic"
    said = translate(refusal(caught.value, "image").args[0])
    assert "iPhone" in said and "${" not in said


def test_a_damaged_heic_is_damaged():
    raw = sample_heic.grid(2, 2, (1024, 1024))
    assert refused(raw[: len(raw) // 2])[0] == "damaged"
    assert refused(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")[0] == "damaged"


def test_an_avif_becomes_a_jpeg_or_a_png():
    found, kept = clean(saved(photo(), "AVIF", quality=90))
    assert (found.kind, kept.size) == (kinds.JPEG, (160, 120))
    seen = photo()
    seen.putalpha(128)
    found, kept = clean(saved(seen, "AVIF", quality=90))
    assert (found.kind, kept.mode) == (kinds.PNG, "RGBA")
    moving = saved(photo(), "AVIF", save_all=True, append_images=[photo()])
    assert clean(moving)[0].kind == kinds.JPEG


@pytest.mark.parametrize(
    ("brand", "others", "kind"),
    [
        (b"mif1", b"mif1avifmiaf", kinds.AVIF),
        (b"mif1", b"mif1heicmiaf", kinds.HEIC),
        (b"msf1", b"msf1hevcheic", kinds.HEIC),
        (b"avis", b"avisavif", kinds.AVIF),
    ],
)
def test_which_of_both_it_is(brand, others, kind):
    from leap.cop.media.cleaning.sniff import sniff

    start = struct.pack(">I", 16 + len(others)) + b"ftyp" + brand + bytes(4) + others
    assert sniff(BytesIO(start + bytes(40))) == kind
    assert is_picture(BytesIO(start + bytes(40)))


# What the pages ask for


def test_the_file_inputs_ask_for_heic_where_it_is_taken(monkeypatch):
    asked = accept.accepted().split(",")
    assert {"image/jpeg", ".jpg", ".docx", "video/mp4", "image/heic"} <= {*asked}
    assert "image/*" not in asked
    monkeypatch.setattr(kinds, "HEIC_LIBRARY", "a library that is nowhere")
    assert not [word for word in accept.accepted().split(",") if "hei" in word]


@pytest.mark.parametrize("code", ["raw", "frames", "moving", "pixels", "unknown"])
def test_a_refusal_says_what_to_do(code):
    error = refusal(NotTaken(code, 300), "image")
    assert error.field == "image" and "${" not in translate(error.args[0])


# Tables


def test_what_is_kept_is_what_the_tables_say():
    for table, kept in (
        (jpegs.TABLE, jpegs.KEPT),
        (pngs.TABLE, pngs.KEPT),
        (webps.TABLE, webps.KEPT),
    ):
        assert len(kept) == sum(len(r.names) for r in table if r.fate == "kept")
        assert {row.fate for row in table} == {"kept", "changed", "dropped"}


def test_unseen_is_what_rounding_does():
    assert not colours.changes(sample_profiles.profile(sample_profiles.SRGB), "RGB")
    assert colours.changes(sample_profiles.profile(), "RGB")
