"""A picture, a document and a link with canaries, below a planted story.

What people wrote is for the story's readers; what cameras and office programs wrote,
and the names of the files, is for nobody at all.
"""

from io import BytesIO
from leap.cop.media import content
from leap.cop.media import keeping
from PIL import Image
from plone.uuid.interfaces import IUUID
from typing import NamedTuple

import zipfile


#: Nobody reads these, inside or outside the audience: they are cleaned away.
FOR_NOBODY = ("image_file_name", "image_exif", "image_comment")
FOR_NOBODY += ("document_file_name", "document_author")

KINDS = ("image", "document", "link")


class Below(NamedTuple):
    """Where one of them stands."""

    url: str
    id: str
    uid: str


class Upload(BytesIO):
    """A file as a form sends it: with a name."""

    def __init__(self, data: bytes, filename: str) -> None:
        super().__init__(data)
        self.filename = filename


def picture(exif: str, comment: str) -> bytes:
    """Return a picture that says in two ways whose it is."""
    found = Image.Exif()
    found[0x010E] = found[0x013B] = exif
    out = BytesIO()
    Image.new("RGB", (900, 40), "teal").save(
        out, "JPEG", exif=found, comment=comment.encode()
    )
    return out.getvalue()


_OPEN = "http://schemas.openxmlformats.org/"

_MEMBERS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_OPEN}package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.'
        'openxmlformats-package.core-properties+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_OPEN}package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OPEN}officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_OPEN}package/2006/relationships/metadata/'
        'core-properties" Target="docProps/core.xml"/></Relationships>'
    ),
    "docProps/core.xml": (
        f'<cp:coreProperties xmlns:cp="{_OPEN}package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator>'
        "<cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
    ),
    "word/document.xml": (
        f'<w:document xmlns:w="{_OPEN}wordprocessingml/2006/main"><w:body><w:p>'
        '<w:ins w:id="1" w:author="{author}"><w:r><w:t>{text}</w:t></w:r></w:ins>'
        "</w:p></w:body></w:document>"
    ),
}


def document(author: str, text: str) -> bytes:
    """Return a document that says who wrote it, with a change that says so again."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in _MEMBERS.items():
            made = xml.replace("{author}", author).replace("{text}", text)
            archive.writestr(name, f'<?xml version="1.0"?>{made}')
    return out.getvalue()


def plant(story, words: dict[str, str]) -> dict[str, Below]:
    """Add the three to a story, the way its teller's form does; tell where they are."""

    def said(kind: str) -> dict:
        return {name: words[f"{kind}_{name}"] for name in ("title", "description")}

    image = Upload(
        picture(words["image_exif"], words["image_comment"]),
        f"{words['image_file_name']}.jpg",
    )
    paper = Upload(
        document(words["document_author"], words["document_text"]),
        f"{words['document_file_name']}.docx",
    )
    address = {"remoteUrl": f"https://www.example.org/{words['link_address']}"}
    made = {
        "image": keeping.add_file(story, image, said("image")),
        "document": keeping.add_file(story, paper, said("document")),
        "link": keeping.add(story, content.LINK, {**said("link"), **address}),
    }
    return {
        kind: Below(medium.absolute_url(), medium.getId(), IUUID(medium))
        for kind, medium in made.items()
    }


FIELDS = tuple(f"{kind}_{name}" for kind in KINDS for name in ("title", "description"))
FIELDS += (*FOR_NOBODY, "document_text", "link_address")


def text_of(answer) -> str:
    """Return all words of an answer, of a file those inside it, too."""
    kind = answer.headers.get("Content-Type", "")
    if not answer.content or kind.startswith(("text/", "application/json")):
        return answer.text
    texts = [answer.content.decode("latin-1")]
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(answer.content)) as archive:
            texts += [
                archive.read(name).decode("latin-1") for name in archive.namelist()
            ]
    return "\n".join(texts)
