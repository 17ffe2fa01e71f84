"""What is left of texts, drawings and pages, and what is no text."""

from base64 import b64encode
from io import BytesIO
from leap.cop.media import messages
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.archives import parse
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.run import cleaned
from leap.cop.media.cleaning.table import as_markdown
from leap.cop.media.cleaning.texts import table as texts_table
from tests.media import sample_texts
from tests.media.sample_pictures import gif
from tests.media.sample_pictures import jpeg
from tests.media.sample_pictures import webp
from tests.media.sample_traces import AUTHOR

import pytest


def clean(data: bytes | str) -> bytes:
    data = data.encode() if isinstance(data, str) else data
    return look_through(BytesIO(data)).file.getvalue()


def refused(data: bytes | str) -> str:
    with pytest.raises(NotTaken) as caught:
        clean(data)
    return caught.value.code


@pytest.mark.parametrize(
    "data,code",
    [pytest.param(data, code, id=name) for name, data, code in sample_texts.NO_TEXTS],
)
def test_what_is_written_down_as_text_and_is_none_is_not_taken(data, code):
    assert refused(data) == code
    assert refused(data.replace("\n", "\r\n")) == code
    assert messages.refusal(NotTaken(code), "file")


@pytest.mark.parametrize("text", sample_texts.TEXTS)
def test_a_text_stays_one_byte_for_byte(text):
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode() * 9):
        found = look_through(BytesIO(data))
        assert found.kind == kinds.TEXT
        assert found.file.getvalue() == data


@pytest.mark.parametrize("data", sample_texts.UNKNOWN_LETTERS)
def test_letters_are_not_guessed(data):
    assert refused(data) == "encoding"
    assert refused(b"name;town\r\n" + data) == "encoding"


@pytest.mark.parametrize(
    "data",
    [
        sample_texts.WORDS.encode("utf-16"),
        sample_texts.WORDS.encode("utf-16-le"),
        sample_texts.WORDS.encode("utf-16-be"),
        sample_texts.WORDS.encode("utf-32"),
    ],
)
def test_a_text_in_utf16_becomes_one_in_utf8(data):
    kept = clean(data)
    assert kept == sample_texts.WORDS.encode("utf-8-sig")
    assert clean(kept) == kept


def test_bytes_with_zeros_are_no_text():
    assert refused(b"ab\x00cd\x00\x00ef") == "unknown"
    assert refused("x".encode("utf-16-le") + b"\x01\x02\x00") == "unknown"
    assert refused(bytes(range(256))) == "unknown"


def test_a_drawing_of_illustrator_keeps_what_it_shows(samples):
    kept = clean(sample_texts.ILLUSTRATOR)
    assert samples.found_in(kept) == []
    root = parse(kept)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = "".join(root.itertext())
    assert "Read metoo" in text and ".a {fill:#f00}" in text
    assert b'class="a"' in kept and b'aria-label="label"' in kept
    assert b"<rect" in kept and b"onclick" not in kept and b"ENTITY" not in kept
    assert clean(kept) == kept


@pytest.mark.parametrize(
    "declared,code",
    [
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', "damaged"),
        ('<!ENTITY % a "x">', "damaged"),
        ('<!ENTITY a "&b;&b;"><!ENTITY b "x">', "damaged"),
        ('<!ENTITY a "<script/>">', "damaged"),
        ("".join(f'<!ENTITY a{n} "x">' for n in range(200)), "damaged"),
        (f'<!ENTITY a "{"x" * 5000}">', "heavy"),
    ],
)
def test_abbreviations_that_lead_elsewhere_are_not_followed(declared, code):
    uses = "&a;" * 1000
    svg = (
        f"<!DOCTYPE svg [{declared}]>"
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{uses}</text></svg>'
    )
    assert refused(svg) == code


def test_a_drawing_says_in_which_letters_it_is_written():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>Ştefan</text></svg>'
    declared = f'<?xml version="1.0" encoding="windows-1250"?>{svg}'
    assert "Ştefan" in clean(declared.encode("cp1250")).decode()
    assert refused(svg.encode("cp1250")) == "encoding"


def test_a_page_of_word_keeps_its_words_and_nobody(samples):
    kept = clean(sample_texts.WORD_PAGE.encode("cp1252"))
    assert samples.found_in(kept) == []
    assert "Grüße Köln\xa0ok" in kept.decode().replace("&nbsp;", "\xa0")
    assert clean(kept) == kept


def test_the_tables_name_each_thing_once():
    for table in (texts_table.DRAWING_TABLE, texts_table.PAGE_TABLE):
        names = [name for row in table for name in row.names]
        assert len(names) == len(set(names))
    assert as_markdown(texts_table.TABLE).count("| kept |") == 5


def drawing(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<style>a{}<x/>@import url(http://here.ro/)</style>", id="behind"),
        pytest.param("<style>a{}<g/>@im<g/>port 'http://here.ro'</style>", id="cut"),
        pytest.param(r"<style>@\69mport 'http://here.ro';</style>", id="@import"),
        pytest.param(r'<rect style="fill:u\72 l(http://here.ro)"/>', id="url"),
        pytest.param(
            '<style>svg{background:image-set("http://here.ro" 1x)}</style>', id="set"
        ),
        pytest.param(
            '<style>@font-face{font-family:a;src:src("http://here.ro")}</style>',
            id="src",
        ),
        pytest.param("<style>.a{} /* http://here.ro</style>", id="remark without end"),
    ],
)
def test_a_drawing_calls_nobody_however_it_is_written(inside):
    assert b"here.ro" in drawing(inside).encode()
    assert b"here.ro" not in clean(drawing(inside))


def test_a_drawing_keeps_what_it_takes_from_itself():
    # Browsers write the marks around it.
    inside = (
        '<rect fill="url(\'#a\')"/><rect style="fill: url(&quot;#b&quot;)"/>'
        '<rect fill="url( #c )"/><style>.d{fill:url("#d")}</style>'
    )
    kept = clean(drawing(inside))
    assert [mark in kept for mark in (b"#a", b"#b", b"#c", b"#d")] == [True] * 4


def test_a_style_that_calls_keeps_its_colours():
    inside = (
        "<style>@import url('https://here.ro/css?a=1;b=2'); .a{fill:red}"
        "@font-face{font-family:x;src:url(https://here.ro/x)}"
        ".b{fill:url(https://here.ro/y);stroke:blue}</style>"
        '<rect style="stroke:green;fill:url(https://here.ro/z)"/>'
    )
    kept = clean(drawing(inside))
    assert b"here.ro" not in kept
    assert all(colour in kept for colour in (b"red", b"blue", b"green"))


def test_a_drawing_whose_words_are_a_page_is_not_taken():
    page = '<p xmlns="http://www.w3.org/1999/xhtml">{}</p>'
    words = f"<foreignObject>{page}</foreignObject>"
    said = drawing(f"<switch>{words.format('Step one')}</switch>")
    assert refused(said) == "embedded"
    assert clean(drawing(words.format(" ")))


@pytest.mark.parametrize("make", [gif, webp, jpeg])
def test_a_drawing_keeps_its_pictures_or_is_not_taken(make):
    picture = b64encode(make()).decode()
    said = drawing(f'<image href="data:image/jpg;base64,{picture}"/>')
    assert b"data:image/" in clean(said)
    assert b64encode(AUTHOR.encode())[:8] not in clean(said)
    inner = b64encode(drawing("").encode()).decode()
    said = drawing(f'<image href="data:image/svg+xml;base64,{inner}"/>')
    assert refused(said) == "embedded"


@pytest.mark.parametrize("line", ["999 \n \n", "From a Mon 11:11 ", "999\n\n"])
def test_what_looks_like_a_beginning_all_the_way_is_looked_at_once(line):
    # Each of these took longer than there is; a child that is stopped says so.
    text = line * (1_900_000 // len(line))
    assert cleaned(BytesIO(text.encode())).kind == kinds.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Von: Maria <m@example.org>\nGesendet: heute\nAn: Team\nBetreff: x\n\nHallo",
        "Van: Maria\nAan: team\nOnderwerp: x\n\nDag",
        "От: Мария\nДо: екип\nОтносно: среща\n\nЗдравейте",
        "De la: Maria\nCătre: echipă\nSubiect: x\n\nBună",
    ],
)
def test_a_mail_is_one_in_every_language_of_its_program(text):
    assert refused(text.encode()) == "mail"


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": []}',
        '{\n "name": "walk",\n "type": "FeatureCollection", "features": []}',
        "1\n00:00:00,000 --> 00:00:01,000\nF/2.8, GPS (23.3, 42.7, 18)\n",
        "1\n00:00:00,000 --> 00:00:01,000\n[latitude: 42.7] [longitude: 23.3]\n",
    ],
)
def test_a_way_on_a_map_is_one_however_it_is_written(text):
    assert refused(text.encode()) == "track"


@pytest.mark.parametrize(
    "text",
    [
        "Monday: we met\nTuesday: we talked\n",
        '{"type": "Feature list", "items": []}',
        "1\n00:00:00,000 --> 00:00:01,000\nWe looked at the map.\n",
    ],
)
def test_a_text_stays_one(text):
    assert look_through(BytesIO(text.encode())).kind == kinds.TEXT
