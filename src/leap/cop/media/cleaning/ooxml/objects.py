"""Objects of other programs in an office document: what one sees of them stays.

Formulas, drawings and tables of older programs stand in a document as files of these
programs (OLE), which nobody can look through here: they keep authors, paths and earlier
versions. The document itself has a picture of each, and shows that. So the object goes,
and the picture stays in its place; each kind of document has a way of its own to say
where that is. One without a picture is not taken.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.archives import local
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.ooxml.names import NAMESPACES
from leap.cop.media.cleaning.ooxml.net import DOCUMENTS
from leap.cop.media.cleaning.ooxml.net import MEMBERS
from leap.cop.media.cleaning.ooxml.net import Net
from leap.cop.media.cleaning.ooxml.net import Part
from leap.cop.media.cleaning.ooxml.parts import parsed
from leap.cop.media.cleaning.ooxml.parts import take_out
from lxml import etree


_V, _O, _XV = (f"{{{NAMESPACES[short][0]}}}" for short in ("v", "o", "xv"))
_NUMBERS = (
    *(f"{{{address}}}{name}" for address in NAMESPACES["r"] for name in ("id", "pict")),
    *(f"{{{address}}}embed" for address in NAMESPACES["r"]),
    f"{_O}relid",
)
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
#: What comes behind a drawing in a sheet.
_BEHIND_DRAWING = tuple(
    f"{{*}}{name}"
    for name in (
        *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects"),
        *("controls", "webPublishItems", "tableParts", "extLst"),
    )
)
_CORNERS = ("col", "colOff", "row", "rowOff")
#: A pixel, in the unit of drawings.
_PIXEL = 9525


def become_pictures(net: Net, members: dict[str, bytes], types: dict[str, str]) -> int:
    """Put pictures into the places of objects, and return how many these were.

    :param members: the parts as they are; those that change are changed in it.
    :param types: the types of parts; a new one is added to it.
    :raises NotTaken: `embedded` for an object that has no picture.
    """
    pictures = _Pictures(net, members, types)
    sources = [part for part in net.parts.values() if part.objects and part.old]
    for part in sources:
        if part.kind not in MEMBERS | DOCUMENTS:
            pictures.take(part)
    pictures.write()
    return pictures.count


class _Pictures:
    """The pictures that take the places of objects in one document."""

    def __init__(
        self, net: Net, members: dict[str, bytes], types: dict[str, str]
    ) -> None:
        self.net = net
        self.members = members
        self.types = types
        self.roots: dict[str, Element] = {}
        self.count = 0

    def root_of(self, part: Part) -> Element:
        """Return the root of a part; what is changed in it is written in the end."""
        if part.old not in self.roots:
            self.roots[part.old] = parsed(self.members[part.old], part.kind)
        return self.roots[part.old]

    def write(self) -> None:
        """Write the parts that changed."""
        for name, root in self.roots.items():
            self.members[name] = archives.serialize(root)

    def take(self, part: Part) -> None:
        """Take the objects out of one part."""
        root = self.root_of(part)
        found = {
            *_in_text(root, part),
            *self._on_slide(root, part),
            *self._in_sheet(root, part),
        }
        self.count += len(found)
        for element in root.iter("*"):
            # A chart shows what it shows without the table behind it.
            if _number(element) in part.objects and local(element) != "externalData":
                raise NotTaken("embedded")

    # Slides: a frame holds the object, and the picture is a shape like any other

    def _on_slide(self, root: Element, part: Part) -> Iterator[str]:
        frames: dict[Element, list[Element]] = {}
        for mark in root.iter("{*}oleObj"):
            frame = next(mark.iterancestors("{*}graphicFrame"), None)
            if _number(mark) in part.objects and frame is not None:
                frames.setdefault(frame, []).append(mark)
        for frame, marks in frames.items():
            yield from filter(None, map(_number, marks))
            picture = _shape(frame, self._fill(frame, marks, part))
            picture.tail, frame.tail = frame.tail, None
            frame.getparent().replace(frame, picture)
        if frames and not any(mark.get("spid") for mark in root.iter("{*}oleObj")):
            for number, _drawing in part.to("vmlDrawing"):
                del part.relations[number]

    def _fill(self, frame: Element, marks: list, part: Part) -> Element:
        """Return what fills the shape of a picture."""
        p = _space(frame)
        for fill in frame.iter(f"{p}blipFill"):
            if any(_leads_to_picture(blip, part) for blip in fill.iter("{*}blip")):
                return deepcopy(fill)
        for mark in marks:
            relation = self._in_old_drawing(part, mark.get("spid", ""))
            if relation is not None:
                return _filled(f"{p}blipFill", part.point(relation), _strict(p, "p"))
        raise NotTaken("embedded")

    def _in_old_drawing(self, part: Part, name: str) -> tuple | None:
        """Return the relation to the picture of a shape by its name, if it has one."""
        drawing, shape = self._old_shape(part, name)
        if shape is None:
            return None
        data = next(shape.iter(f"{_V}imagedata"), None)
        if data is None or not _leads_to_picture(data, drawing):
            return None
        return drawing.relations[_number(data) or ""]

    def _old_shape(self, part: Part, name: str) -> tuple:
        """Return an older drawing and a shape in it, by the name of that."""
        for _number_of_it, drawing in part.to("vmlDrawing"):
            for shape in self.root_of(drawing).iter(f"{_V}*"):
                if name and name in (shape.get("id"), shape.get(f"{_O}spid")):
                    return drawing, shape
        return None, None

    # Sheets: the object is in a list, and where it is shown stands in drawings

    def _in_sheet(self, root: Element, part: Part) -> Iterator[str]:
        marks: dict[str, list] = {}
        for mark in root.iter("{*}oleObject"):
            if _number(mark) in part.objects:
                marks.setdefault(mark.get("shapeId", ""), []).append(mark)
        for number, same in marks.items():
            yield from filter(None, map(_number, same))
            name = f"_x0000_s{number}"
            drawing = self._drawing(root, part)
            anchor = self._anchor(same, part, name, drawing)
            self._forget_old_shape(part, name)
            _forget_twin(self.root_of(drawing), name)
            self.root_of(drawing).append(anchor)
            for mark in same:
                _take_out_with_choice(mark)

    def _anchor(self, marks: list, part: Part, name: str, drawing: Part) -> Element:
        """Return a picture of an object, at the cells where it is shown."""
        xdr = _space(self.root_of(drawing))
        strict = _strict(xdr, "xdr")
        said = next(_all(marks, "{*}objectPr"), None)
        places = list(_all(marks, "{*}from", "{*}to"))[:2]
        relation = None
        if said is not None and _leads_to_picture(said, part):
            relation = part.relations[_number(said) or ""]
        relation = relation or self._in_old_drawing(part, name)
        corners = [_corner(place) for place in places] or self._corners(part, name)
        if relation is None or len(corners) != 2:
            raise NotTaken("embedded")
        anchor = etree.Element(f"{xdr}twoCellAnchor", editAs="oneCell")
        for where, corner in zip(("from", "to"), corners, strict=True):
            place = etree.SubElement(anchor, f"{xdr}{where}")
            for what, value in zip(_CORNERS, corner, strict=True):
                etree.SubElement(place, f"{xdr}{what}").text = value
        fill = _filled(f"{xdr}blipFill", drawing.point(relation), strict)
        about = etree.Element(f"{xdr}cNvPr", id=name[8:] or "1", name="Picture")
        if said is not None and said.get("altText"):
            about.set("descr", said.get("altText"))
        anchor.append(_picture(xdr, about, fill, strict))
        etree.SubElement(anchor, f"{xdr}clientData")
        return anchor

    def _corners(self, part: Part, name: str) -> list[tuple[str, ...]]:
        """Return where an older drawing shows a shape: cells, and pixels in them."""
        _drawing, shape = self._old_shape(part, name)
        found = (
            shape.find(f"{_XV}ClientData/{_XV}Anchor") if shape is not None else None
        )
        text = (found.text or "") if found is not None else ""
        said = [number.strip() for number in text.split(",")]
        if len(said) != 8 or not all(number.isdecimal() for number in said):
            return []
        at = [
            str(int(number) * _PIXEL) if place % 2 else number
            for place, number in enumerate(said)
        ]
        return [tuple(at[:4]), tuple(at[4:])]

    def _forget_old_shape(self, part: Part, name: str) -> None:
        drawing, shape = self._old_shape(part, name)
        if shape is None:
            return
        take_out(shape)
        left = self.root_of(drawing).iterchildren(f"{_V}*")
        if all(local(one) == "shapetype" for one in left):
            for number, other in part.to("vmlDrawing"):
                if other is drawing:
                    del part.relations[number]

    def _drawing(self, root: Element, part: Part) -> Part:
        """Return the drawing of a sheet, a new one if it has none."""
        for _number_of_it, drawing in part.to("drawing"):
            return drawing
        strict = _strict(_space(root), "x")
        names = (f"xl/drawings/drawing{number}.xml" for number in count(1))
        known = {*self.net.known, *self.net.parts}
        name = next(name for name in names if name not in known)
        self.types[f"/{name}"] = _DRAWING_TYPE
        drawing = self.net.add(name, "drawing")
        spaces = {short: NAMESPACES[short][strict] for short in ("xdr", "a", "r")}
        self.roots[name] = etree.Element(f"{{{spaces['xdr']}}}wsDr", nsmap=spaces)
        mark = etree.Element(f"{_space(root)}drawing")
        address = f"{NAMESPACES['r'][strict]}/drawing"
        mark.set(f"{{{NAMESPACES['r'][strict]}}}id", part.point((address, drawing)))
        behind = next(root.iterchildren(*_BEHIND_DRAWING), None)
        root.append(mark) if behind is None else behind.addprevious(mark)
        return drawing


# Texts: the object stands beside its picture


def _in_text(root: Element, part: Part) -> Iterator[str]:
    for mark in list(root.iter("{*}OLEObject", "{*}objectEmbed")):
        number, holder = _number(mark), mark.getparent()
        if number not in part.objects or holder is None:
            continue
        if not _is_shown(mark, holder, part):
            raise NotTaken("embedded")
        yield number
        take_out(mark)
        if not any(True for _other in holder.iter("{*}OLEObject", "{*}objectEmbed")):
            _only_show(holder)


def _is_shown(mark: Element, holder: Element, part: Part) -> bool:
    """Return whether a picture of an object is there: that of its shape."""
    name = mark.get("ShapeID")
    shapes = [shape for shape in holder.iter(f"{_V}*") if shape.get("id") == name]
    return any(
        _leads_to_picture(data, part)
        for where in shapes[:1] or [holder]
        for data in where.iter(f"{_V}imagedata", "{*}blip")
    )


def _only_show(holder: Element) -> None:
    """Make of what held an object what holds a picture."""
    for shape in holder.iter(f"{_V}*"):
        shape.attrib.pop(f"{_O}ole", None)
    if local(holder) != "object":
        return
    drawing = holder.find(f"{_space(holder)}drawing")
    if drawing is not None:
        drawing.tail = None
        holder.addprevious(drawing)
        take_out(holder)
    else:
        holder.tag = f"{_space(holder)}pict"
        holder.attrib.clear()


# What they share


def _number(element: Element) -> str | None:
    """Return the number of the relation that an element speaks of."""
    return next(filter(None, map(element.get, _NUMBERS)), None)


def _leads_to_picture(element: Element, part: Part) -> bool:
    found = part.leads(_number(element))
    return found is not None and found.kind == "image"


def _all(elements: Iterable, *names: str) -> Iterator:
    return (one for element in elements for one in element.iter(*names))


def _space(element: Element) -> str:
    """Return the namespace of an element, in braces."""
    return element.tag.rpartition("}")[0] + "}"


def _strict(space: str, short: str) -> int:
    """Return which of the two ways to write a document this is: a place in a pair."""
    return int(space[1:-1] == NAMESPACES[short][1])


def _corner(place: Element) -> tuple[str, ...]:
    return tuple((place.findtext(f"{{*}}{name}") or "0").strip() for name in _CORNERS)


def _forget_twin(root: Element, name: str) -> None:
    """Take out the shape by which newer programs speak of one in an older drawing."""
    for twin in list(root.iter("{*}compatExt")):
        shape = next(twin.iterancestors("{*}sp"), None)
        if twin.get("spid") != name or shape is None:
            continue
        inside = next(shape.iterancestors("{*}grpSp"), None) is not None
        # What an anchor holds is nothing without it.
        around = [] if inside else list(shape.iterancestors())[:-1]
        take_out(around[-1] if around else shape)


def _take_out_with_choice(mark: Element) -> None:
    """Take an element out, and the choices that are empty without it."""
    element = mark
    while element is not None:
        parent = element.getparent()
        take_out(element)
        is_empty = parent is not None and not len(parent)
        is_choice = is_empty and local(parent) in (
            *("Choice", "Fallback", "AlternateContent", "oleObjects"),
        )
        element = parent if is_choice else None


def _filled(tag: str, number: str, strict: int) -> Element:
    """Return a fill of a picture: all of it, as large as its shape."""
    a, r = (f"{{{NAMESPACES[short][strict]}}}" for short in "ar")
    fill = etree.Element(tag)
    blip = etree.SubElement(fill, f"{a}blip", nsmap={"r": r[1:-1]})
    blip.set(f"{r}embed", number)
    etree.SubElement(etree.SubElement(fill, f"{a}stretch"), f"{a}fillRect")
    return fill


def _shape(frame: Element, fill: Element) -> Element:
    """Return a picture that stands where a frame stood, with its number and words."""
    p = _space(frame)
    strict = _strict(p, "p")
    about = frame.find(f"{p}nvGraphicFramePr/{p}cNvPr")
    place = frame.find(f"{p}xfrm")
    if about is None or place is None:
        raise NotTaken("embedded")
    return _picture(p, deepcopy(about), fill, strict, place)


def _picture(
    space: str, about: Element, fill: Element, strict: int, place: Element | None = None
) -> Element:
    a = f"{{{NAMESPACES['a'][strict]}}}"
    picture = etree.Element(f"{space}pic")
    words = etree.SubElement(picture, f"{space}nvPicPr")
    words.append(about)
    etree.SubElement(words, f"{space}cNvPicPr")
    if place is not None:
        etree.SubElement(words, f"{space}nvPr")
    picture.append(fill)
    looks = etree.SubElement(picture, f"{space}spPr")
    if place is not None:
        where = etree.SubElement(looks, f"{a}xfrm", place.attrib)
        where.extend(deepcopy(one) for one in place)
    form = etree.SubElement(looks, f"{a}prstGeom", prst="rect")
    etree.SubElement(form, f"{a}avLst")
    return picture
