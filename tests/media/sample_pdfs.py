"""PDFs as programs make them, each with what one of them leaves inside. No test."""

from collections.abc import Callable
from io import BytesIO
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import Pdf
from pikepdf import Stream
from PIL import ImageCms
from tests.media.sample_pictures import jpeg
from tests.media.sample_traces import AUTHOR

import pikepdf
import zlib


Make = Callable[[Pdf, Object], None]


def made(*steps: Make, pages: int = 1, **how) -> bytes:
    """Return a PDF of some pages with words on them, changed by some steps."""
    with pikepdf.new() as document:
        for number in range(pages):
            page = document.add_blank_page(page_size=(200, 200)).obj
            said = f"BT /F1 12 Tf 20 150 Td (Read me {number}) Tj ET"
            page.Contents = document.make_stream(said.encode())
            font = document.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            )
            page.Resources = Dictionary(Font=Dictionary(F1=font))
        for step in steps:
            step(document, document.pages[0].obj)
        out = BytesIO()
        if "encryption" not in how:
            how.setdefault("stream_decode_level", pikepdf.StreamDecodeLevel.none)
        document.save(out, **how)
        return out.getvalue()


def pages_of(data: bytes) -> list[bytes]:
    """Give what is drawn on each page, with the pictures of fields and marks in it."""
    with pikepdf.open(BytesIO(data)) as document:
        return [_drawn(page.obj) for page in document.pages]


def _drawn(page: Object) -> bytes:
    contents = page.get("/Contents", Array())
    parts = [contents] if isinstance(contents, Stream) else list(contents)
    forms = page.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    parts += [form for form in forms.values() if form.get("/Subtype") == Name.Form]
    return b"\n".join(part.read_bytes() for part in parts)


def note(kind: str, **said) -> Make:
    """Put a mark or a note on the page."""

    def put(document: Pdf, page: Object) -> None:
        entries = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), F=4)
        entries["/Rect"] = Array([20, 40, 120, 60])
        for name, value in said.items():
            entries[f"/{name}"] = value
        page.Annots = Array(
            [*page.get("/Annots", Array()), document.make_indirect(entries)]
        )

    return put


def field(value: object, looks: bytes | None = None, **said) -> Make:
    """Put a form field on the page, with or without a picture of itself."""

    def put(document: Pdf, page: Object) -> None:
        if looks is not None:
            said["AP"] = Dictionary(N=look(document, looks))
        kind = {"FT": Name.Tx, "T": AUTHOR, "TU": AUTHOR}
        if value is not None:
            kind["V"] = value
        note("Widget", DA="/Helv 12 Tf 0 g", **(kind | said))(document, page)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        document.Root.AcroForm = Dictionary(
            Fields=page.Annots,
            NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(Helv=font)),
        )

    return put


def look(document: Pdf, drawn: bytes, **more) -> Stream:
    """Return the picture of a field or a mark."""
    return document.make_stream(
        drawn, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 20], **more
    )


def picture(data: bytes, *filters: str, **more) -> Make:
    """Put a picture on the page, packed as it is said."""

    def put(document: Pdf, page: Object) -> None:
        said = {"Width": 60, "Height": 40, "BitsPerComponent": 8} | more
        image = document.make_stream(
            data,
            Type=Name.XObject,
            Subtype=Name.Image,
            ColorSpace=said.pop("ColorSpace", Name.DeviceRGB),
            Filter=Array([Name(f"/{name}") for name in filters]),
            **said,
        )
        forms = page.Resources.get("/XObject", Dictionary())
        forms.Im0 = image
        page.Resources.XObject = forms
        drawn = page.Contents.read_bytes() + b" q 60 0 0 40 0 0 cm /Im0 Do Q"
        page.Contents = document.make_stream(drawn)

    return put


def structure(document: Pdf, page: Object) -> None:
    """Give the document a structure: a heading, and a figure with its alternative."""
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    heading = document.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.H1, P=root, Pg=page, K=0, Alt="A heading"
        )
    )
    figure = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Figure,
            P=root,
            Pg=page,
            Alt="Mothers and/or children in 2024",
            A=Dictionary(O=Name.Layout, Placement=Name.Block),
            K=Array([Dictionary(Type=Name.MCR, MCID=1, Pg=page)]),
        )
    )
    root.K = Array([heading, figure])
    root.ParentTree = document.make_indirect(
        Dictionary(Nums=Array([0, Array([heading, figure])]))
    )
    root.RoleMap = Dictionary(Chapter=Name.Sect)
    page.StructParents = 0
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = Dictionary(Marked=True)


def bookmarks(document: Pdf, page: Object) -> None:
    """Give the document bookmarks, and places that are called something."""
    place = document.make_indirect(Dictionary(D=Array([page, Name.Fit])))
    document.Root.Names = Dictionary(
        Dests=Dictionary(
            Kids=Array(
                [Dictionary(Names=Array([f"{AUTHOR}'s place", place]))],
            )
        )
    )
    document.Root.Dests = Dictionary(chapter=Array([page, Name.FitH, 100]))
    root = document.make_indirect(Dictionary(Type=Name.Outlines, Count=2))
    first = document.make_indirect(
        Dictionary(Title="First", Parent=root, Dest=f"{AUTHOR}'s place")
    )
    second = document.make_indirect(
        Dictionary(
            Title="Second",
            Parent=root,
            Prev=first,
            A=Dictionary(S=Name.GoTo, D=Name.chapter),
        )
    )
    first.Next, root.First, root.Last = second, first, second
    document.Root.Outlines = root


def layers(document: Pdf, page: Object) -> None:
    """Give the document two layers, one of which one does not see."""
    shown, hidden = (
        document.make_indirect(
            Dictionary(
                Type=Name.OCG,
                Name=name,
                Usage=Dictionary(
                    CreatorInfo=Dictionary(Creator=AUTHOR, Subtype=Name.Artwork),
                    User=Dictionary(Type=Name.Ind, Name=AUTHOR),
                    View=Dictionary(ViewState=Name.ON),
                ),
            )
        )
        for name in ("Streets", "Houses")
    )
    document.Root.OCProperties = Dictionary(
        OCGs=Array([shown, hidden]),
        D=Dictionary(
            Creator=AUTHOR,
            OFF=Array([hidden]),
            Order=Array([shown, Array(["More", hidden])]),
        ),
    )
    page.Resources.Properties = Dictionary(
        L0=shown, L1=hidden, P0=Dictionary(MCID=0, Metadata=AUTHOR)
    )


def drawings(document: Pdf, page: Object) -> None:
    """Use fonts, colours, patterns and shades, called as nobody should be dropped."""
    resources = page.Resources
    maps = document.make_stream(
        f"%%Creator: {AUTHOR}\nbegincmap\n% {AUTHOR}\nendcmap".encode()
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.ABCDEF_Hand, Flags=4
    )
    letters = document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/ABCDEF+Hand"),
            FontDescriptor=document.make_indirect(descriptor),
            ToUnicode=maps,
            Encoding=Dictionary(Differences=Array([65, Name.A])),
        )
    )
    resources.Font.Info = resources.Font.F1
    resources.Font.Metadata = letters
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    icc = document.make_stream(profile, N=3, Alternate=Name.DeviceRGB)
    tint = Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1
    )
    spot = Array([Name.Separation, Name.Orange, Name.DeviceCMYK, tint])
    resources.ColorSpace = Dictionary(
        PieceInfo=Array([Name.ICCBased, icc]), Author=spot
    )
    shade = Dictionary(
        ShadingType=2, ColorSpace=spot, Coords=[0, 0, 1, 1], Function=tint
    )
    resources.Shading = Dictionary(AF=shade)
    resources.Pattern = Dictionary(
        Private=Dictionary(PatternType=2, Shading=shade, Matrix=[1, 0, 0, 1, 0, 0])
    )
    form = look(
        document,
        b"/F1 12 Tf",
        Resources=Dictionary(Font=Dictionary(F1=letters)),
        Group=Dictionary(S=Name.Transparency, CS=resources.ColorSpace.PieceInfo),
    )
    resources.XObject = Dictionary(Thumb=form)
    page.Contents = document.make_stream(
        b"BT /F1 12 Tf (Read me 0) Tj /Info 9 Tf /Metadata 9 Tf ET /Thumb Do"
    )
    resources.ExtGState = Dictionary(
        EF=Dictionary(
            Type=Name.ExtGState,
            ca=0.5,
            SMask=Dictionary(S=Name.Luminosity, G=form, BC=[0, 0, 0]),
        )
    )


def links(document: Pdf, page: Object) -> None:
    """Put links on the page: to an address, to a place, to a file on a computer."""
    note("Link", A=Dictionary(S=Name.URI, URI="https://www.example.org/"))(
        document, page
    )
    note("Link", Dest=Name.chapter)(document, page)
    note("Link", A=Dictionary(S=Name.Launch, F=AUTHOR))(document, page)
    note("Link", A=Dictionary(S=Name.URI, URI=f"file:///{AUTHOR}"))(document, page)


def rich() -> bytes:
    """Return a PDF with one of everything that is kept."""
    return made(
        drawings,
        picture(jpeg(), "DCTDecode"),
        structure,
        bookmarks,
        layers,
        links,
        pages=2,
    )


#: Names under which programs keep what is no content, and some that nobody knows.
PLANTED = (
    "Info",
    "PTEX.InfoDict",
    "PTEX.FileName",
    "Metadata",
    "PieceInfo",
    "LastModified",
    "Alternates",
    "OPI",
    "Measure",
    "VP",
    "LGIDict",
    "Thumb",
    "AF",
    "Private",
    "Author",
    "Creator",
    "Producer",
    "CreationDate",
    "T",
    "TU",
    "NM",
    "Contents",
    "Subj",
    "UserProperties",
    "JS",
    "AA",
    "OpenAction",
    "Title",
    "Threads",
    "B",
    "Marie.Key",
    "ID",
    "F",
)


def planted(data: bytes) -> bytes:
    """Return a PDF with somebody's name under those names, wherever that may stand."""
    with pikepdf.open(BytesIO(data)) as document:
        for found in list(document.objects):
            _plant(found)
        out = BytesIO()
        document.save(
            out,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        return out.getvalue()


def _plant(found: Object) -> None:
    inside = []
    if isinstance(found, Array):
        inside = list(found)
    elif isinstance(found, (Dictionary, Stream)):
        inside = [found[name] for name in list(found.keys())]
    for one in inside:
        if isinstance(one, (Dictionary, Array)) and not one.is_indirect:
            _plant(one)
    if isinstance(found, (Dictionary, Stream)):
        _plant_here(found)


def _plant_here(found: Object) -> None:
    for name in PLANTED:
        # With this key, a stream would stand in another file.
        if f"/{name}" in found or (name == "F" and isinstance(found, Stream)):
            continue
        found[f"/{name}"] = AUTHOR
        found[f"/{name}.More"] = Array([Dictionary(Author=AUTHOR), AUTHOR])


def inflated(megabytes: int) -> bytes:
    """Return packed zeros; few bytes for many."""
    packing = zlib.compressobj(9)
    parts = [packing.compress(b" " * (1 << 20)) for _each in range(megabytes)]
    return b"".join((*parts, packing.flush()))


def with_huge_list() -> bytes:
    """Return a PDF with a list that no parser should read, packed small."""
    listed = zlib.compress(b"4 0 <</ProcSet[" + b"1 " * (20 << 20) + b"]>>", 9)
    packed = b"/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources 4 0 R>>",
        b"",
        b"<</Type/ObjStm/N 1/First 4" + packed % (len(listed), listed),
    )
    out, rows = bytearray(b"%PDF-1.7\n"), bytearray(6)
    for number, said in enumerate(objects, 1):
        place = len(out) if said else 5
        rows += bytes([1 if said else 2]) + place.to_bytes(4, "big") + bytes(1)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, said) if said else b""
    table = b"<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream"
    end = b"6 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF"
    return bytes(out) + end % (table % (len(rows), rows), len(out))
