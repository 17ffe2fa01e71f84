"""What is left of an OpenDocument file."""

from io import BytesIO
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.archives import parse
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.odf import names as odf_names
from leap.cop.media.cleaning.odf import table as odf_table
from leap.cop.media.cleaning.program import look_through
from leap.cop.media.cleaning.table import as_markdown
from tests.media import sample_odf
from tests.media.sample_odf import odf
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME

import base64
import os
import pytest
import shutil
import subprocess
import zipfile


def clean(data: bytes) -> tuple[dict[str, bytes], dict[str, int]]:
    found = look_through(BytesIO(data))
    with zipfile.ZipFile(found.file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts, dict(found.holds)


def left(body: str, **more) -> str:
    """Return the body of a text after cleaning."""
    parts, _holds = clean(odf(body, **more))
    text = parts["content.xml"].decode()
    return text.partition("<office:body>")[2].partition("</office:body>")[0]


def words(body: str, **more) -> str:
    parts, _holds = clean(odf(body, **more))
    return "".join(parse(parts["content.xml"]).itertext())


def refused(data: bytes) -> str:
    with pytest.raises(NotTaken) as caught:
        look_through(BytesIO(data))
    return caught.value.code


@pytest.mark.parametrize("inside", sample_odf.PERSONAL)
def test_what_names_somebody_goes_and_the_words_around_it_stay(samples, inside):
    raw = odf(
        f"<text:p>before{inside}behind</text:p>", parts={"Pictures/1.jpg": jpeg()}
    )
    kept = look_through(BytesIO(raw)).file.getvalue()
    assert samples.found_in(kept) == []
    text = words(
        f"<text:p>before{inside}behind</text:p>", parts={"Pictures/1.jpg": jpeg()}
    )
    assert "before" in text and "behind" in text
    again = look_through(BytesIO(kept)).file.getvalue()
    assert again == kept


def test_an_answer_to_a_comment_names_nobody(samples):
    answer = f"<text:p>Reply to {AUTHOR} (17.05.2024, 10:00): <text:span>x</text:span>"
    kept = left(
        f"<text:p>{AUTHOR[:4]}<office:annotation>{sample_odf.WHO}{answer} and {AUTHOR}."
        "</text:p></office:annotation>behind</text:p>"
    )
    assert "Reply to Somebody: <text:span>x</text:span> and Somebody." in kept
    assert "behind" in kept and samples.found_in(kept.encode()) == []


@pytest.mark.parametrize("name", sample_odf.SHOWN)
def test_fields_become_the_words_that_they_showed(name):
    kept = left(f"<text:p>a<{name}>b<text:span>c</text:span>d</{name}>e</text:p>")
    assert "<text:p>ab<text:span>c</text:span>de</text:p>" in kept


def test_a_date_that_stands_still_stays_as_its_words():
    kept = left(
        "<text:p>on <text:date text:fixed='true' text:date-value='2023-01-02T03:04:05'>"
        "2 January</text:date>, now <text:time text:time-value='2023-01-02T03:04:05'>"
        "03:04</text:time>.</text:p>"
    )
    assert "<text:p>on 2 January, now <text:time/>.</text:p>" in kept


def test_links_lead_to_the_web_or_inside_and_else_nowhere():
    kept = left(
        "<text:p><text:a xlink:href='https://www.example.org/'>one</text:a>"
        "<text:a xlink:href='#two'>two</text:a>"
        "<text:a xlink:href='file:///home/anneliese/x.odt'>three</text:a>"
        "<text:a xlink:href='../x.odt'><text:span>four</text:span></text:a>five"
        "</text:p>"
    )
    assert "https://www.example.org/" in kept and '"#two"' in kept
    assert "three<text:span>four</text:span>five" in kept
    assert "file:" not in kept and ".odt" not in kept


def test_names_of_files_become_names_of_pictures_and_links_follow():
    kept = left(
        f"<text:p><text:a xlink:href='#{NAME}|graphic'>see</text:a>"
        f"<draw:frame draw:name='{NAME}'><draw:image xlink:href='Pictures/1.jpg'/>"
        "<svg:desc>Mothers and/or children in 2024 at school</svg:desc></draw:frame>"
        "<draw:frame draw:name='Logo'><draw:text-box/></draw:frame></text:p>",
        parts={"Pictures/1.jpg": jpeg()},
    )
    assert 'draw:name="Picture 1"' in kept and '"#Picture 1|graphic"' in kept
    assert 'draw:name="Logo"' in kept
    assert "Mothers and/or children in 2024 at school" in kept


@pytest.mark.parametrize(
    "said", [NAME, f"Garden of {NAME}", "/srv/shared/garden", "C:\\garden.svgz"]
)
def test_a_description_that_is_the_name_of_a_file_goes(said):
    kept = left(f"<draw:frame><draw:text-box/><svg:desc>{said}</svg:desc></draw:frame>")
    assert "<draw:frame>" in kept and "svg:desc" not in kept


def test_a_picture_in_the_text_is_cleaned_like_any_other(samples):
    data = base64.b64encode(jpeg()).decode()
    kept = left(
        "<text:p><draw:frame><draw:image><office:binary-data>"
        f"{data}</office:binary-data></draw:image></draw:frame></text:p>"
    )
    inside = kept.partition("<office:binary-data>")[2].partition("</")[0]
    picture = base64.b64decode(inside)
    assert picture.startswith(b"\xff\xd8") and samples.found_in(picture) == []


def test_only_what_the_content_leads_to_is_kept(samples):
    parts, _holds = clean(sample_odf.with_object(sample_odf.svm()))
    assert list(parts) == [
        "mimetype",
        "content.xml",
        "Object 1/content.xml",
        "ObjectReplacements/Object 1",
        "META-INF/manifest.xml",
    ]
    assert b"xlink:href='..'" in parts["Object 1/content.xml"].replace(b'"', b"'")
    assert samples.found_in(b"".join(parts.values())) == []
    listed = parse(parts["META-INF/manifest.xml"])
    name = odf_names.clark("manifest:full-path")
    kind = odf_names.clark("manifest:media-type")
    assert {entry.get(name): entry.get(kind) for entry in listed} == {
        "/": kinds.ODT.mimetype,
        "Object 1/": "application/vnd.oasis.opendocument.chart",
        "content.xml": "text/xml",
        "Object 1/content.xml": "text/xml",
        "ObjectReplacements/Object 1": "",
    }


def test_a_picture_of_libreoffice_loses_its_remarks_and_nothing_else():
    parts, _holds = clean(sample_odf.with_object(sample_odf.svm()))
    picture = parts["ObjectReplacements/Object 1"]
    assert picture.count(b"VCLMTF") == 2 and b"Anneliese" not in picture
    # Two actions are left, a line and a picture inside with a line.
    assert picture[57:61] == b"\x02\0\0\0" and picture.count(b"\x66\0\x01\0") == 2
    once, _holds = clean(sample_odf.with_object(picture))
    assert once["ObjectReplacements/Object 1"] == picture


@pytest.mark.parametrize("kind", [143, 400])
def test_a_picture_of_libreoffice_with_something_else_inside_is_refused(kind):
    assert refused(sample_odf.with_object(sample_odf.svm(kind=kind))) == "embedded"


def test_half_a_picture_of_libreoffice_is_damaged():
    half = sample_odf.svm()[:70]
    assert refused(sample_odf.with_object(half)) == "damaged"


def test_a_table_on_a_slide_is_taken_without_its_preview():
    parts, _holds = clean(
        odf(
            "<draw:page><draw:frame><table:table><table:table-row><table:table-cell>"
            "<text:p>Read me</text:p></table:table-cell></table:table-row>"
            "</table:table>"
            "<draw:image xlink:href='Pictures/TablePreview1.svm'/></draw:frame>"
            "</draw:page>",
            "presentation",
            parts={"Pictures/TablePreview1.svm": sample_odf.svm()},
        )
    )
    assert b"Read me" in parts["content.xml"]
    assert b"TablePreview" not in parts["content.xml"]
    assert not [name for name in parts if "TablePreview" in name]
    assert b"TablePreview" not in parts["META-INF/manifest.xml"]


def test_files_of_openoffice_3_are_taken():
    doctype = '<!DOCTYPE office:document-content PUBLIC "-//X//DTD 1.0//EN" "x.dtd">'
    raw = odf(
        "<text:p>Read me</text:p>",
        parts={
            "styles.xml": "",
            "content.xml": sample_odf.content("<text:p>Read me</text:p>").replace(
                "<office:document-content", f"{doctype}<office:document-content", 1
            ),
        },
    )
    parts, _holds = clean(raw)
    assert b"Read me" in parts["content.xml"] and b"DOCTYPE" not in parts["content.xml"]


def test_a_file_that_gives_an_id_twice_is_taken():
    twice = "<text:list xml:id='one'/>" * 2
    assert "Read me" in words(f"{twice}<text:p>Read me</text:p>")


def test_settings_of_layout_are_kept_and_no_others(samples):
    parts, _holds = clean(odf("<text:p/>", parts={"settings.xml": sample_odf.SETTINGS}))
    settings = parts["settings.xml"]
    assert samples.found_in(settings) == []
    assert b"AddParaTableSpacing" in settings and b"HorizontalSplitMode" in settings
    for name in (b"PrinterName", b"Rsid", b"ViewId", b"AddFrameOffsets"):
        assert name not in settings


def test_empty_libraries_of_macros_are_none():
    index = {"Basic/Standard/script-lb.xml": "<x/>", "Basic/script-lc.xml": "<x/>"}
    parts, _holds = clean(odf("<text:p>Read me</text:p>", parts=index))
    assert not [name for name in parts if name.startswith("Basic")]
    module = {**index, "Basic/Standard/Module1.xml": "<x/>"}
    assert refused(odf("<text:p/>", parts=module)) == "macros"


@pytest.mark.parametrize("kind", ["text", "presentation", "spreadsheet"])
def test_a_template_becomes_a_document(samples, kind):
    raw = samples.opendocument(
        kind, mimetype=f"{sample_odf.OPENDOCUMENT}{kind}-template"
    )
    found = look_through(BytesIO(raw))
    assert found.kind.mimetype == f"{sample_odf.OPENDOCUMENT}{kind}"
    with zipfile.ZipFile(found.file) as archive:
        assert archive.read("mimetype").decode() == found.kind.mimetype


SHEET = (
    "<table:table table:name='One' table:style-name='ta1' "
    "table:protection-key='secret'>"
    "<table:table-source xlink:href='file:///home/anneliese/x.ods'/>"
    "<table:scenario table:comment='Anneliese Vogelsang' table:scenario-ranges='A1'/>"
    "<table:table-column table:number-columns-repeated='2'/>"
    "<table:table-column table:visibility='collapse'/><table:table-row>"
    "<table:table-cell table:formula='of:=SUM([.A2:.A3])' office:value-type='float' "
    "office:value='9' calcext:value-type='float'><text:p>9</text:p></table:table-cell>"
    "<table:table-cell table:formula=\"of:='file:///home/anneliese/x.ods'#$A.A1\" "
    "office:value='7'><text:p>7</text:p></table:table-cell>"
    "<table:table-cell><text:p>C:\\Users\\anneliese</text:p></table:table-cell>"
    "</table:table-row>"
    "<table:table-row table:visibility='collapse'><table:table-cell><text:p>4</text:p>"
    "</table:table-cell></table:table-row></table:table>"
    "<table:table table:name=\"'file:///home/anneliese/x.ods'#$A\"><table:table-row>"
    "<table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>"
    "</table:table><table:named-expressions>"
    "<table:named-range table:name='all' table:cell-range-address='$One.$A$1:.$A$3'/>"
    "<table:named-expression table:name='out' "
    "table:expression=\"'file:///home/anneliese/x.ods'#$A.A1\"/>"
    "</table:named-expressions><table:dde-links/>"
)
HIDES = (
    "<style:style style:name='ta1' style:family='table'>"
    "<style:table-properties table:display='false'/></style:style>"
)


def test_a_sheet_reckons_as_before_and_leads_nowhere():
    parts, holds = clean(odf(SHEET, "spreadsheet", styles=HIDES))
    kept = parts["content.xml"].decode()
    assert 'table:formula="of:=SUM([.A2:.A3])"' in kept
    assert 'calcext:value-type="float"' in kept and 'xmlns:of="' in kept
    assert '<table:table-cell office:value="7"><text:p>7</text:p>' in kept
    assert 'table:name="all"' in kept and "out" not in kept
    # What somebody wrote into a cell is what the sheet says.
    assert "<text:p>C:\\Users\\anneliese</text:p>" in kept
    assert "file:" not in kept and "secret" not in kept and "Vogelsang" not in kept
    assert holds == {"hidden_rows": 2, "hidden_sheets": 1}


def test_what_was_filled_in_stays():
    kept = left(
        "<office:forms><form:form form:name='f' form:datasource='anneliese' "
        "form:command='anneliese' xlink:href='https://spy.example.org/'>"
        "<form:properties><form:property office:string-value='anneliese'/>"
        "</form:properties><form:text form:id='c1' form:current-value='Ștefan' "
        "form:control-implementation='ooo:com.sun.star.form.component.TextField'/>"
        "<form:checkbox form:current-state='checked'/></form:form></office:forms>"
        "<text:p>Read me<draw:control draw:control='c1'/></text:p>"
    )
    assert "Ștefan" in kept and "checked" in kept and 'draw:control="c1"' in kept
    assert "anneliese" not in kept and "spy.example" not in kept


def test_a_form_in_another_language_is_refused():
    answers = "<xforms:instance><who>Anneliese</who></xforms:instance>"
    body = f"<office:forms><xforms:model>{answers}</xforms:model></office:forms>"
    assert refused(odf(body)) == "embedded"


def test_what_starts_something_on_a_slide_goes_and_the_way_through_stays():
    kept = left(
        "<draw:page><draw:custom-shape><office:event-listeners>"
        "<presentation:event-listener presentation:action='next-page'/>"
        "<presentation:event-listener presentation:action='execute' "
        "xlink:href='file:///bin/x'/></office:event-listeners></draw:custom-shape>"
        "</draw:page>",
        kind="presentation",
    )
    assert "next-page" in kept and "execute" not in kept


def test_formulas_stay_whole():
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><semantics>'
        '<mrow><mi mathvariant="italic">x</mi><mo stretchy="false">=</mo><mn>2</mn>'
        '</mrow><annotation encoding="StarMath 5.0">x = 2</annotation></semantics>'
        "</math>"
    )
    body = "<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>"
    parts, _holds = clean(odf(body, parts={"Object 1/content.xml": formula}))
    kept = parts["Object 1/content.xml"].decode()
    assert kept.partition("?>\n")[2] == formula


def test_what_one_does_not_see_at_once_is_counted():
    styles = (
        "<style:style style:name='dp1' style:family='drawing-page'>"
        "<style:drawing-page-properties presentation:visibility='hidden'/>"
        "</style:style>"
    )
    notes = (
        "<presentation:notes><draw:frame presentation:class='notes'><draw:text-box>"
        "<text:p>{}</text:p></draw:text-box></draw:frame></presentation:notes>"
    )
    _parts, holds = clean(
        odf(
            "<draw:layer-set><draw:layer draw:name='layout'/>"
            "<draw:layer draw:name='answers'/></draw:layer-set>"
            f"<draw:page draw:style-name='dp1'>{notes.format('Say this')}</draw:page>"
            f"<draw:page>{notes.format('')}</draw:page>",
            "presentation",
            styles=styles,
        )
    )
    assert holds == {"hidden_slides": 1, "layers": 1, "speaker_notes": 1}


def test_what_is_behind_a_piece_that_is_shown_is_counted():
    styles = (
        "<style:style style:name='gr1' style:family='graphic'>"
        "<style:graphic-properties "
        "fo:clip='rect(0cm, 1.2cm, 0cm, 0cm)'/></style:style>"
        "<style:style style:name='gr2' style:family='graphic'>"
        "<style:graphic-properties "
        "fo:clip='rect(0cm, 0cm, 0cm, 0cm)'/></style:style>"
    )
    picture = (
        "<draw:frame draw:style-name='{}'><draw:image xlink:href='Pictures/1.jpg'/>"
        "</draw:frame>"
    )
    _parts, holds = clean(
        odf(
            f"<text:p>{picture.format('gr1')}{picture.format('gr2')}<draw:frame>"
            "<draw:object xlink:href='./Object 1'/></draw:frame><draw:frame>"
            "<draw:object xlink:href='./Object 2'/></draw:frame></text:p>",
            styles=styles,
            parts={
                "Pictures/1.jpg": jpeg(),
                "Object 1/content.xml": sample_odf.CHART,
                "Object 2/content.xml": sample_odf.content(SHEET, "spreadsheet", HIDES),
            },
        )
    )
    assert holds == {
        "cropped_pictures": 1,
        "embedded_documents": 1,
        "hidden_rows": 2,
        "hidden_sheets": 1,
    }


def test_hidden_and_changed_words_are_counted():
    styles = (
        "<style:style style:name='T1' style:family='text'>"
        "<style:text-properties text:display='none'/></style:style>"
    )
    _parts, holds = clean(
        odf(
            "<text:tracked-changes><text:changed-region><text:deletion>"
            f"<office:change-info>{sample_odf.WHO}</office:change-info><text:p>gone"
            "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            f"<text:p><office:annotation>{sample_odf.WHO}<text:p>A remark</text:p>"
            "</office:annotation><text:span text:style-name='T1'>psst</text:span>"
            "<text:span text:style-name='T1'/><text:hidden-text/></text:p>"
            "<text:section text:display='none'><text:p>x</text:p></text:section>",
            styles=styles,
        )
    )
    assert holds == {"comments": 1, "hidden_text": 3, "tracked_changes": 1}
    assert set(holds) <= set(kinds.HOLDS)


def test_the_table_speaks_of_names_that_there_are():
    known = set(odf_table.CONTENT.names)
    for row in (odf_table.PERSONS, odf_table.SCRIPTS, odf_table.SOURCES):
        assert set(row.names) - known <= {"office:meta", "loext:signatureline"}
    for row in (odf_table.FIELDS, odf_table.DATES, odf_table.LINKS, odf_table.LOCKS):
        assert set(row.names) <= known
    assert as_markdown(odf_table.TABLE).count("\n") == len(odf_table.TABLE) + 2


@pytest.fixture(scope="module")
def office():
    found = shutil.which("soffice")
    if found is None and os.environ.get("REQUIRE_OFFICE"):
        pytest.fail("There is no LibreOffice, and REQUIRE_OFFICE is set.")
    if found is None:
        pytest.skip("No LibreOffice was found; .ci/run installs none: by hand.")
    return found


def test_libreoffice_reads_the_same_out_of_a_sheet(office, tmp_path):
    cells = "<table:table-row><table:table-cell office:value-type='float' "
    body = (
        "<table:table table:name='One'><table:table-column/>"
        f"{cells}office:value='4'/></table:table-row>"
        f"{cells}office:value='5'/></table:table-row>"
        f"{cells}table:formula='of:=SUM(numbers)' office:value='9'/></table:table-row>"
        "</table:table><table:named-expressions><table:named-range "
        "table:name='numbers' table:base-cell-address='$One.$A$1' "
        "table:cell-range-address='$One.$A$1:.$A$2'/></table:named-expressions>"
    )
    raw = odf(body, "spreadsheet", parts={"settings.xml": sample_odf.SETTINGS})
    kept = look_through(BytesIO(raw)).file.getvalue()
    (tmp_path / "before.ods").write_bytes(raw)
    (tmp_path / "after.ods").write_bytes(kept)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "before.ods"),
            str(tmp_path / "after.ods"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert (tmp_path / "before.csv").read_text() == "4\n5\n9\n"
    assert (tmp_path / "after.csv").read_text() == "4\n5\n9\n"


def test_parts_lose_the_names_that_somebody_gave_them(samples):
    frame = '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'
    theirs, plain = f"Pictures/{NAME}", "Pictures/10000201000001F4000001F4A1.jpg"
    raw = odf(
        frame.format(theirs.replace(" ", "%20")) + frame.format(plain),
        parts={theirs: jpeg(), plain: jpeg()},
    )
    parts, _holds = clean(raw)
    pictures = [name for name in parts if name.startswith("Pictures/")]
    assert len(pictures) == 2 and plain in pictures and theirs not in pictures
    text = parts["content.xml"].decode()
    assert all(f'xlink:href="{name}"' in text for name in pictures)
    once = look_through(BytesIO(raw)).file.getvalue()
    assert samples.found_in(once) == []
    assert look_through(BytesIO(once)).file.getvalue() == once


@pytest.mark.parametrize(
    "formula", ["CELL(&quot;filename&quot;)", "HYPERLINK(&quot;/home/maria/x&quot;)"]
)
def test_a_formula_does_not_show_where_the_file_lies(formula):
    place = "'file:///home/maria/a.ods'#$One"
    cell = (
        f'<table:table-cell table:formula="of:={formula}" office:value-type="string" '
        f'office:string-value="{place}"><text:p>{place}</text:p></table:table-cell>'
    )
    row = f"<table:table-row>{cell}<table:table-cell><text:p>stays</text:p>"
    kept = left(
        f"<table:table>{row}</table:table-cell></table:table-row></table:table>",
        kind="spreadsheet",
    )
    assert "maria" not in kept
    assert "stays" in kept


def test_a_picture_that_is_called_like_a_font_is_a_picture(samples):
    body = (
        '<text:p><draw:frame><draw:image xlink:href="Pictures/1.ttf"/></draw:frame>'
        "</text:p>"
    )
    kept = look_through(BytesIO(odf(body, parts={"Pictures/1.ttf": jpeg()})))
    assert samples.found_in(kept.file.getvalue()) == []
