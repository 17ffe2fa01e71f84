"""What programs put on the clipboard, or write into a file, for somebody's story.

Written for these tests, in the way that each program writes. In every one of them the
teller sees "She sat down first." and what is in `KEPT`; nothing of `LOST` may be left.
"""

from leap.cop.core.rich_text import html_value


def store_as_before(content, name: str, html: str) -> None:
    """Store a text as a version did that did not clean it."""
    bare = content.aq_base
    bare._p_activate()
    bare.__dict__[name] = html_value(html)
    bare._p_changed = True


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>Case of Maria K</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Jane Real</o:Author>
<o:LastAuthor>Jane Real</o:LastAuthor><o:Company>Shelter X</o:Company>
</o:DocumentProperties></xml><![endif]-->
<xml><w:WordDocument><w:View>Normal 0</w:View></w:WordDocument></xml>
<style><!-- /* Style Definitions */ p.MsoNormal {margin:0cm;} span.msoIns
{mso-style-type:export-only;} --></style></head>
<body lang=EN-GB><!--StartFragment--><div class=WordSection1>
<p class=MsoNormal>She sat <del cite="mailto:Jane%20Real" datetime="2026-01-01T10:00">
beside Maria </del><ins cite="mailto:Jane%20Real" datetime="2026-01-01T10:00">down</ins>
<span class=msoDel><span style='mso-prop-change:"Jane Real" 20260101'>quietly</span>
</span> first.<o:p></o:p></p>
<p class=MsoNormal><a style='mso-comment-reference:JR_1;mso-comment-date:20260101T1000'>
Two of them stayed.</a><span class=MsoCommentReference><span style='font-size:8.0pt'>
<![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" href="#_msocom_1"
name="_msoanchor_1">[JR1]</a><![endif]><span style='mso-special-character:comment'>
&nbsp;</span></span></span><span style='display:none;mso-hide:all'>Room 12</span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
</div><div style='mso-element:comment-list'><![if !supportAnnotations]>
<hr class=msocomoff align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><div id="_com_1" class=msocomtxt>
<p class=MsoCommentText>Was that Maria K?</p></div></div></div>
<!--EndFragment--></body></html>"""

LIBREOFFICE = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html>
<head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
<title>Case of Maria K</title><meta name="author" content="Jane Real"/>
<meta name="created" content="2026-01-01T10:00:00"/>
<style type="text/css">p { margin-bottom: 0.25cm } .gone { display: none }</style>
</head>
<body lang="en-GB" link="#000080" dir="ltr"><!-- Jane Real: was that Maria K? -->
<p style="line-height: 100%"><font color="#000000">She sat
<del cite="" datetime="2026-01-01T10:00:00">beside Maria </del>down first.</font>
<sdfield type=AUTHOR>Jane Real</sdfield>
<sdfield type=DOCINFO subtype="CREATE" format="DATE">Room 12</sdfield></p>
<p class="gone">quietly</p>
<p>Two of them <ins cite="" datetime="2026-01-01T10:00:00">stayed.</ins></p>
</body></html>"""

OUTLOOK = """<html><head><meta name="Generator" content="Microsoft Word 15 (filtered)">
<style>.x_preview{display:none!important}</style></head><body>
<div class="x_preview" style="display:none;max-height:0;overflow:hidden">Room 12</div>
<div class="x_WordSection1"><p class="x_MsoNormal"><span style="font-family:Calibri">
She sat </span><span class="x_msoDel">beside Maria</span><span>down first.</span></p>
<p class="x_MsoNormal" style="mso-hide:all">quietly</p>
<div id="x_com_1" class="x_msocomtxt"><p>Was that Maria K?</p></div>
<svg xmlns="http://www.w3.org/2000/svg"><metadata>Jane Real</metadata><title>Shelter X
</title><path d="M0 0"/></svg>
<p class="x_MsoNormal">Two of them stayed.</p></div></body></html>"""

GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;"
id="docs-internal-guid-2b8b7a4c-7fff-1e2a-0c12-1f2e3d4c5b6a">
<p dir="ltr" style="line-height:1.38"><span style="font-weight:400">She sat </span>
<span style="font-weight:400;text-decoration:line-through">beside someone </span>
<span style="font-weight:700">down</span><span> first.</span>
<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><br />
<p dir="ltr"><span style="font-size:0pt">Room 12</span>Two of them stayed.</p></b>
<div style="border:1px solid black;margin:5px"><p class="c0"><a href="#cmnt_ref1"
id="cmnt1">[a]</a><span>Was that Maria K?</span></p><p>Jane Real, quietly</p></div>"""

APPLE = """<!DOCTYPE html><html><head>
<meta name="Generator" content="Cocoa HTML Writer">
<meta name="Author" content="Jane Real"><title>Case of Maria K</title>
<style type="text/css">p.p1 {margin: 0.0px; font: 12.0px Helvetica} span.s1
{font-kerning: none} span.s2 {visibility: hidden}</style></head><body>
<p class="p1"><span class="s1">She sat<span class="Apple-converted-space">&nbsp;</span>
down first.</span><span class="s2">Room 12 quietly</span></p>
<p class="p2"><br></p><p class="p1">Two of them stayed.</p>
<br class="Apple-interchange-newline"></body></html>"""

ONLYOFFICE = """<meta charset="utf-8"><body><p class="docData;DOCY;v5;1234;BgAAADI=;Jane
Real" style="margin-top:0pt"><span style="font-family:'Arial'">She sat </span>
<del class="reviewChanges" data-author="Jane Real" data-date="2026-01-01">beside Maria
</del><span style="font-family:'Arial'">down first.</span></p>
<p><span data-change-type="deletion" data-user-name="Jane Real">quietly</span>
<span style="opacity:0">Room 12</span>Two of them stayed.</p></body>"""

TINYMCE = """<p>She sat <span class="mce-annotation tox-comment"
data-mce-annotation-uid="mce-conversation_1" data-mce-annotation="tinycomments">down
</span> <del class="ice-del ice-cts-1" data-cid="3" data-userid="42"
data-username="Jane Real" data-time="1767261600">beside Maria</del> first.</p>
<p>Two of them <ins class="ice-ins" data-username="Jane Real">stayed.</ins>
<span hidden>Room 12 quietly</span></p><!--tinycomments|2.1|data:application/json;
base64,eyJhdXRob3IiOiJKYW5lIFJlYWwifQ==-->"""

CKEDITOR = """<p>She sat
<suggestion-start name="deletion:e1:jane-real"></suggestion-start>
beside Maria <suggestion-end name="deletion:e1:jane-real"></suggestion-end>
<suggestion-start name="insertion:e2:jane-real"></suggestion-start>down
<suggestion-end name="insertion:e2:jane-real"></suggestion-end> first.
<comment-start name="e3:jane-real"></comment-start></p>
<p data-suggestion-start-before="deletion:e4:jane-real"
data-suggestion-end-after="deletion:e4:jane-real">quietly, Room 12</p>
<p>Two of them stayed.<comment-end name="e3:jane-real"></comment-end></p>"""

QUILL = """<p>She sat down first.<span class="ql-cursor">&#xFEFF;</span></p><p><br></p>
<p class="ql-indent-1" data-author="Jane Real">Two of them stayed.
<span class="ql-deleted" data-user="Jane Real">beside Maria</span>
<span class="sr-only">Room 12 quietly</span></p><div class="ql-tooltip ql-hidden"
style="left:-9999px;position:absolute">Was that Maria K?</div>"""

PROSEMIRROR = """<p data-pm-slice="1 1 []">She sat <span data-type="suggestion_delete"
data-author="Jane Real">beside Maria</span>down first.</p>
<p><span class="fr-tracking-deleted" data-track-user="Jane Real">quietly</span>
<span data-suggestion-operation="delete">Room 12</span>Two of them stayed.</p>"""

PROGRAMS = {
    "word": WORD,
    "libreoffice": LIBREOFFICE,
    "outlook": OUTLOOK,
    "google docs": GOOGLE_DOCS,
    "apple": APPLE,
    "onlyoffice": ONLYOFFICE,
    "tinymce": TINYMCE,
    "ckeditor": CKEDITOR,
    "quill": QUILL,
    "prosemirror": PROSEMIRROR,
}

TITLE = "She sat down first"

KEPT = "Two of them stayed."

LOST = (
    "Maria",
    "Jane",
    "Shelter",
    "Room 12",
    "quietly",
    "Normal 0",
    "Definitions",
    "2026",
    "JR1",
    "[a]",
)

#: What a reader's browser would act on, or learn something of somebody by.
DANGEROUS = (
    '<p><a class="pat-plone-modal" href="http://127.0.0.1:9/x">{word}</a></p>',
    '<p><a class="pat-inject" href="/cop/++api++/x#content">{word}</a></p>',
    '<p><a class="stretched-link" href="http://evil.example/login">{word}</a></p>',
    '<p id="cop-share" name="cookie" accesskey="s" tabindex="1">{word}</p>',
    '<p data-pat-inject="url: /x" data-bs-toggle="modal">{word}</p>',
    '<p class="position-fixed w-100 h-100" style="position:fixed">{word}</p>',
    '<a href="http://evil.example" rel="opener" target="_blank">{word}</a>',
    '<p aria-label="Jane" title="Jane">{word}</p>',
    '<blockquote cite="mailto:jane@example.org">{word}</blockquote>',
    '<p>{word}<img src="/cop/logout"><img src="http://evil.example/t.png"></p>',
    '<p>{word}</p><iframe src="http://evil.example">Jane</iframe>',
    '<p>{word}</p><video autoplay src="http://evil.example/v"></video>',
    '<p>{word}</p><form action="http://evil.example"><input name="password"></form>',
    '<p>{word}<a href="javascript:alert(1)">.</a></p>',
    '<p>{word}<a href="java&#10;script:alert(1)">.</a></p>',
    '<p>{word}<a href="data:text/html,x">.</a></p>',
    '<p onclick="x()">{word}<script>alert(1)</script></p>',
    '<p>{word}</p><svg><a href="javascript:x()"><text>Jane</text></a></svg>',
    "<p>{word}</p><math><annotation>Jane</annotation></math>",
    "<p>{word}</p><template><p>Jane</p></template>",
    '<p>{word}</p><noscript><p title="</noscript><img src=x onerror=x()>"></noscript>',
    '<table summary="Jane"><tr><td>{word}</td></tr></table>',
    '<p>{word}<time datetime="2026-01-01"></time></p>',
    "<p>{word}</p><style>p {{ background: url(//evil.example) }}</style>",
)

#: What is left of none of them.
MARKS_OF_DANGER = (
    "class=",
    "id=",
    "name=",
    "style",
    "data",
    "title=",
    "aria-",
    "cite",
    "accesskey",
    "tabindex",
    "target",
    '"opener',
    "script",
    "onclick",
    "onerror",
    "<img",
    "iframe",
    "video",
    "form",
    "input",
    "svg",
    "Jane",
    "logout",
    "summary",
    "datetime",
    "template",
    "mailto",
)
