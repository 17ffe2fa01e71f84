"""What becomes of what stands in drawings, pages and texts.

Elements are named as they are written, attributes with an `@`.
"""

from leap.cop.media.cleaning.table import named
from leap.cop.media.cleaning.table import Row


def _attributes(words: str) -> tuple[str, ...]:
    return tuple(f"@{word}" for word in words.split())


SHAPES = (
    "svg g defs symbol use switch a title desc style path rect circle ellipse line "
    "polyline polygon image marker linearGradient radialGradient meshgradient meshrow "
    "meshpatch hatch hatchpath solidcolor stop pattern clipPath mask view"
)
WORDS = (
    "text tspan tref textPath altGlyph altGlyphDef altGlyphItem glyphRef flowRoot "
    "flowRegion flowRegionExclude flowPara flowDiv flowSpan flowLine font font-face "
    "glyph missing-glyph hkern vkern"
)
FILTERS = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA "
    "feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology "
    "feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
DRAWN = Row(
    "shapes, colours, patterns, pictures inside",
    "kept",
    "this is what the drawing shows; pictures are cleaned like any other",
    tuple(f"{SHAPES} {FILTERS}".split()),
)
WRITTEN = Row(
    "words and letters of a drawing, its title and description",
    "kept",
    "this is what the drawing says, to those who cannot see it as well",
    tuple(WORDS.split()),
)
LOOKS = (
    "version width height viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry "
    "fx fy fr d points dx dy rotate textLength lengthAdjust startOffset method "
    "spacing side path pathLength transform transform-origin id class style lang role "
    "tabindex aria-label aria-labelledby aria-describedby aria-hidden gradientUnits "
    "gradientTransform spreadMethod offset patternUnits patternContentUnits "
    "patternTransform clipPathUnits maskUnits maskContentUnits markerUnits "
    "markerWidth markerHeight refX refY orient filterUnits primitiveUnits in in2 "
    "result mode type values tableValues slope intercept amplitude exponent operator "
    "k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode "
    "kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant "
    "specularExponent limitingConeAngle azimuth elevation z pointsAtX pointsAtY "
    "pointsAtZ scale xChannelSelector yChannelSelector stdDeviation radius "
    "baseFrequency numOctaves seed stitchTiles requiredFeatures requiredExtensions "
    "systemLanguage alignment-baseline baseline-shift clip clip-path clip-rule color "
    "color-interpolation color-interpolation-filters color-rendering cursor direction "
    "display dominant-baseline enable-background fill fill-opacity fill-rule filter "
    "flood-color flood-opacity font font-family font-size font-size-adjust "
    "font-stretch font-style font-variant font-weight glyph-orientation-horizontal "
    "glyph-orientation-vertical image-rendering isolation kerning letter-spacing "
    "lighting-color line-height marker marker-end marker-mid marker-start mask "
    "mask-type mix-blend-mode opacity overflow paint-order pointer-events "
    "shape-rendering stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-opacity stroke-width text-align text-anchor text-decoration "
    "text-rendering unicode-bidi vector-effect visibility white-space word-spacing "
    "writing-mode horiz-origin-x horiz-origin-y horiz-adv-x vert-origin-x "
    "vert-origin-y vert-adv-y units-per-em panose-1 stemv stemh cap-height x-height "
    "ascent descent unicode-range unicode glyph-name arabic-form u1 u2 g1 g2 k "
    "underline-position underline-thickness strikethrough-position "
    "strikethrough-thickness overline-position overline-thickness"
)
PLACED = Row(
    "where and how something is drawn",
    "kept",
    "the drawing would look different",
    _attributes(LOOKS),
)
CALLED = Row(
    "links, and whatever is taken from elsewhere",
    "dropped",
    "a drawing calls nobody; what it takes from itself stays",
)
HIDDEN_IN_DRAWINGS = Row(
    "scripts, animations, hidden knowledge about the drawing, marks of the program, "
    "remarks, whatever is not in the list",
    "dropped",
    "it is not drawn, or it runs on the device of anybody who opens it",
)
PARAGRAPHS = (
    "html body h1 h2 h3 h4 h5 h6 p br hr div span blockquote pre code ul ol li dl dt "
    "dd table caption thead tbody tfoot tr th td a strong b em i u s sub sup q cite "
    "abbr small section article main header footer aside nav figure figcaption"
)
PAGE = Row(
    "words of a page, headings, lists, tables, links",
    "kept",
    "this is what the page says",
    (*PARAGRAPHS.split(), *_attributes("href lang dir colspan rowspan scope")),
)
NOT_READ = (
    "head script style iframe object embed applet form input button select textarea "
    "noscript template svg math video audio canvas img picture source link meta base "
    "title frame frameset xml"
)
PAGE_DROPPED = Row(
    "the head of a page, scripts, styles, forms, pictures, videos, frames, what Word "
    "knows about the document",
    "dropped",
    "it calls elsewhere, runs, or names who made the page",
    tuple(NOT_READ.split()),
)
PAGE_UNKNOWN = Row(
    "whatever else stands on a page",
    "changed",
    "its words stay",
)
TEXT = Row(
    "a text or a table of text (txt, CSV, Markdown, JSON, YAML, subtitles)",
    "kept",
    "byte for byte in UTF-8; in UTF-16 it becomes UTF-8",
)

DRAWING_TABLE = (DRAWN, WRITTEN, PLACED, CALLED, HIDDEN_IN_DRAWINGS)
PAGE_TABLE = (PAGE, PAGE_UNKNOWN, PAGE_DROPPED)
TEXT_TABLE = (TEXT,)
TABLE = DRAWING_TABLE + PAGE_TABLE + TEXT_TABLE

OF_DRAWINGS = named(DRAWING_TABLE, "kept")
OF_PAGES = named(PAGE_TABLE, "kept")
NOT_OF_PAGES = named(PAGE_TABLE, "dropped")
