"""Files that are text, and files that only look like one. No test."""

from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME
from tests.media.sample_traces import PLACE


ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
WORD = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'

#: What it is, its beginning, and why it is not taken.
NO_TEXTS = (
    ("fodt", f"<?xml version='1.0'?>\n<office:document {ODF}>{AUTHOR}", "flat"),
    ("bare fodt", f"\ufeff\n <office:document {ODF}>{AUTHOR}", "flat"),
    ("Word 2003", f"<?xml version='1.0'?><?mso-application x?><w:x {WORD}>", "flat"),
    ("EPS", f"%!PS-Adobe-3.0 EPSF-3.0\n%%For: {AUTHOR}\n", "postscript"),
    ("FDF", f"%FDF-1.2\n1 0 obj << /V ({AUTHOR}) >>", "postscript"),
    ("RTF", f"{{\\rtf1{{\\info{{\\author {AUTHOR}}}}}hello}}", "old_office"),
    (
        "RTF after blanks",
        f"\n  {{\\rtf1{{\\info{{\\author {AUTHOR}}}}}x}}",
        "old_office",
    ),
    ("RTF in pieces", f"{{\\pard \\ql {AUTHOR}\\par}}", "old_office"),
    ("mht", f"From: <Saved by {AUTHOR}>\nMIME-Version: 1.0\n\nx", "mail"),
    ("mail", f"Received: from x\n\tby y\nTo: {AUTHOR}\n\nhello", "mail"),
    ("mail of a program", f"X-Odd:{PLACE}\nMessage-ID: <1@x>\n\nhello", "mail"),
    ("mail by hand", f"From: {AUTHOR}\nTo: {AUTHOR}\nSubject: x\n\nhello", "mail"),
    ("mbox", f"From {AUTHOR[:9]}@x Mon Jun 01 10:00:00 2009\nReply: x\n\nx", "mail"),
    ("card", f"BEGIN:VCARD\nFN:{AUTHOR}\nEND:VCARD\n", "contacts"),
    ("calendar", f"\n\nBEGIN:VCALENDAR\nORGANIZER:{AUTHOR}\n", "contacts"),
    ("LDIF", f"dn: cn={AUTHOR},dc=x\ncn: {AUTHOR}\n", "contacts"),
    ("gpx", f"<?xml version='1.0'?><gpx creator='{AUTHOR}'><trkpt/></gpx>", "track"),
    ("kml", f"<kml xmlns='http://x'><name>{PLACE}</name></kml>", "track"),
    ("tcx", "<TrainingCenterDatabase xmlns='x'></TrainingCenterDatabase>", "track"),
    ("NMEA", "$GPGGA,123519,4807.038,N,01131.000,E,1,08\n", "track"),
    ("XMP", f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{AUTHOR}</x:xmpmeta>", "xml"),
    ("XML", f"<?xml version='1.0'?><book><author>{AUTHOR}</author></book>", "xml"),
    ("XML alone", f"<opml><owner>{AUTHOR}</owner></opml>\n", "xml"),
    (
        "XML with a script",
        f"<?xml version='1.0'?><a><script>{AUTHOR}</script></a>",
        "xml",
    ),
    ("DXF", f"  0\nSECTION\n  9\n$LASTSAVEDBY\n  1\n{AUTHOR}\n", "unknown"),
    ("DXF with a remark", f"999\n{AUTHOR}\n  0\nSECTION\n", "unknown"),
    ("STEP", f"ISO-10303-21;\nHEADER;\nFILE_NAME('x','',('{AUTHOR}'));", "unknown"),
)

#: Texts that begin like one of those, and are none.
TEXTS = (
    "From the very first day we met in the garden at 10:00.\nWe were four.\n",
    "Date: 3 May\nPlace: the garden\n\nWe met.\n",
    "Subject: our garden\n\nWe met.\n",
    "To: all of you\nWe met at 10:00, and it was good.\n",
    "Begin: in the garden.\n",
    "Received: three boxes of books\n\nWe opened them.\n",
    "999\n7\n12\n",
    "<div xmlns='http://www.w3.org/1999/xhtml'>Words</div>\n",
    '<div align="center">\n\n# A title\n\n</div>\n\nWords of *Markdown*.\n',
    "<3 is a heart\n",
    '{"name": "x", "author": "y"}\n',
    "---\ntitle: x\nauthor: y\n---\n\nWords.\n",
    "%PDF is a kind of file\n",
    "name;town\nȘtefan;Timișoara\n",
    "1\n00:00:01,000 --> 00:00:02,000\nHello\n",
    "\\documentclass{article}\n{\\Large x}\n",
    "https://www.example.org/\nhttps://www.example.org/\n",
)

WORDS = "Timişoara, ţară; Київ, дім\r\nzwei\n"

#: What somebody wrote, in letters that nothing names.
UNKNOWN_LETTERS = (
    "Timişoara cu Ştefan: ţară".encode("cp1250"),
    "Встреча в доме".encode("cp1251"),
    "لقاء في البيت".encode("cp1256"),
    "会議の記録".encode("shift_jis"),
    "Grüße aus Köln".encode("latin-1"),
)

ILLUSTRATOR = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator, {AUTHOR} -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg xmlns:x="&ns_extend;" xmlns="&ns_svg;" data-name="{NAME}" i:layer="{NAME}"
 xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/" viewBox="0 0 9 9">
<metadata>{AUTHOR}</metadata><script>x("{AUTHOR}")</script>
<style>/* {AUTHOR} */ .a {{fill:#f00}}</style>
<unheard-of who="{AUTHOR}">{AUTHOR}</unheard-of>
<g id="one" class="a" inkscape="{AUTHOR}"><circle r="4" onclick="x()"/>
<text aria-label="label">Read me<tspan dx="1">too</tspan></text></g>
<switch><foreignObject>{AUTHOR}</foreignObject><g><rect width="1"/></g></switch>
</svg>"""

WORD_PAGE = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>{AUTHOR}</o:Author>
</o:DocumentProperties></xml><![endif]-->
<xml><o:DocumentProperties><o:LastAuthor>{AUTHOR}</o:LastAuthor>
</o:DocumentProperties></xml></head>
<body><xml><w:Who>{AUTHOR}</w:Who></xml><o:Company>{PLACE}</o:Company>
<p class=MsoNormal>Grüße <st1:City>Köln</st1:City><o:p>&nbsp;ok</o:p></p>
</body></html>"""
