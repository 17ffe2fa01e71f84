"""What becomes of what stands in an OpenDocument file.

The names are those of the standard, `prefix:name` for elements, `@prefix:name` for
attributes wherever they stand. What `names.py` does not know is dropped as well.
"""

from leap.cop.media.cleaning.odf import names as odf_names
from leap.cop.media.cleaning.odf.names import clark
from leap.cop.media.cleaning.table import Row

import re


def _prefixed(names: dict[str, str], mark: str = "") -> tuple[str, ...]:
    return tuple(
        f"{mark}{prefix}:{name}" for prefix in names for name in names[prefix].split()
    )


CONTENT = Row(
    "words, tables, formulas, drawings, charts, animations, forms with what was filled "
    "in, and how all of it looks",
    "kept",
    "this is what the document says",
    (*_prefixed(odf_names.ELEMENTS), *_prefixed(odf_names.ATTRIBUTES, "@")),
)
PARTS = Row(
    "pictures, recordings, fonts and documents inside that the content leads to, with "
    "the pictures that stand for them",
    "kept",
    "they are seen; each is cleaned like a file of its own",
)
OBJECTS = Row(
    "objects of other programs that stand in it as old files: formulas, drawings, "
    "tables",
    "changed",
    "each becomes the picture that people see of it: behind it are authors, paths and "
    "earlier versions",
)
FIELDS = Row(
    "fields that show title, subject, key words, remarks, properties, data of a "
    "database, or what another program or a macro gave; marks that join words with "
    "knowledge from elsewhere",
    "changed",
    "what they say is gone or elsewhere: the words that they showed stay",
    (
        "text:title",
        "text:subject",
        "text:keywords",
        "text:description",
        "text:user-defined",
        "text:database-display",
        "text:database-name",
        "text:database-row-number",
        "text:dde-connection",
        "text:execute-macro",
        "text:meta",
        "text:meta-field",
    ),
)
DATES = Row(
    "dates and times put in as a field",
    "changed",
    "one that stands still stays as its words, one that shows today says nothing of "
    "the day it was kept",
    ("text:date", "text:time"),
)
LINKS = Row(
    "links to files of a computer",
    "changed",
    "they lead nowhere and tell of places: their words stay; links to the web, to "
    "addresses and inside of the document are kept",
    ("text:a", "draw:a"),
)
CHANGES = Row(
    "who made a comment or a tracked change, and when, and whom an answer names",
    "changed",
    "nobody, in the year 2000; the words stay",
    ("dc:creator", "dc:date"),
)
NAMES = Row(
    "names of pictures and of their parts that are names of files",
    "changed",
    "cameras and computers gave them: Picture 1, Picture 2 …",
    ("@draw:name", "@draw:fill-image-name"),
)
_LAYOUT = """
AddExternalLeading AddFrameOffsets AddParaLineSpacingToTableCells
AddParaSpacingToTableCells AddParaTableSpacing AddParaTableSpacingAtStart
AddVerticalFrameOffsets AlignTabStopPosition AnchoredTextOverflowLegacy
ApplyParagraphMarkFormatToEmptyLineAtEndOfParagraph ApplyParagraphMarkFormatToNumbering
ApplyTextAttrToEmptyLineAtEndOfParagraph AutoCalculate
AutoFirstLineIndentDisregardLineSpace BackgroundParaOverDrawings
BalanceSpacesAndIdeographicSpaces CharacterCompressionType
ClipAsCharacterAnchoredWriterFlyFrames ClippedPictures CollapseEmptyCellPara
ConnectorUseSnapRect ConsiderTextWrapOnObjPos ContinuousEndnotes DefaultTabStop
DisableOffPagePositioning DoNotCaptureDrawObjsOnPage DoNotJustifyLinesWithManualBreak
DoNotResetParaAttrsForNumFont DropCapPunctuation EmptyDbFieldHidesPara
FloattableNomargins FootnoteInColumnToPageEnd ForceTopAlignmentInCellWithFloatingAnchor
FrameAutowidthWithMorePara GutterAtTop HandoutsHorizontal HeaderSpacingBelowLastPara
HoriAlignIgnoreTrailingWhitespace HyphenateURLs IgnoreBreakAfterMultilineField
IgnoreFirstLineIndentInNumbering IgnoreHiddenCharsForLineCalculation
IgnoreTabsAndBlanksForLineCalculation InvertBorderSpacing IsKernAsianPunctuation
IsOutlineSymbolsSet JustifyLinesWithShrinking LegacySingleLineFontwork
MathBaselineAlignment MinRowHeightInclBorder MsWordCompGridMetrics
MsWordCompMinLineHeightByFly MsWordCompTrailingBlanks MsWordUlTrailSpace
NoClippingWithWrapPolygon NoGapAfterNoteNumber NoNumberingShowFollowBy
OutlineLevelYieldsNumbering PageNumberFormat PrintEmptyPages PrinterIndependentLayout
PaintHellOverHeaderFooter ParagraphSummation ProtectBookmarks ProtectFields
PropLineSpacingShrinksFirstLine ProtectForm SlidesPerHandout SmallCapsPercentage66
StylesNoDefault SubtractFlysAnchoredAtFlys SurroundTextWrapSmall
TabAtLeftIndentForParagraphsInList TabOverMargin TabOverSpacing TabOverflow TableRowKeep
TabsRelativeToIndent TreatSingleColumnBreakAsPageBreak UnbreakableNumberings
UnxForceZeroExtLeading UseFormerLineSpacing UseFormerObjectPositioning
UseFormerTextWrapping UseOldNumbering UseOldPrinterMetrics UseTrailingEmptyLinesInLayout
UseVariableWidthNBSP WordLikeWrapForAsCharFlys VisibleAreaHeight VisibleAreaLeft
VisibleAreaTop VisibleAreaWidth ActiveSplitRange HasColumnRowHeaders HasSheetTabs
HorizontalSplitMode HorizontalSplitPosition PositionBottom PositionRight ShowGrid
ShowRedlineChanges ShowZeroValues VerticalSplitMode VerticalSplitPosition Alignment
BaseFontHeight BaseLine BottomMargin FontFixedIsBold FontFixedIsItalic
FontFunctionsIsBold FontFunctionsIsItalic FontNumbersIsBold FontNumbersIsItalic
FontSansIsBold FontSansIsItalic FontSerifIsBold FontSerifIsItalic FontTextIsBold
FontTextIsItalic FontVariablesIsBold FontVariablesIsItalic GreekCharStyle
IsScaleAllBrackets IsTextMode LeftMargin RelativeBracketDistance
RelativeBracketExcessSize RelativeFontHeightFunctions RelativeFontHeightIndices
RelativeFontHeightLimits RelativeFontHeightOperators RelativeFontHeightText
RelativeFractionBarExcessLength RelativeFractionBarLineWeight
RelativeFractionDenominatorDepth RelativeFractionNumeratorHeight RelativeIndexSubscript
RelativeIndexSuperscript RelativeLineSpacing RelativeLowerLimitDistance
RelativeMatrixColumnSpacing RelativeMatrixLineSpacing RelativeOperatorExcessSize
RelativeOperatorSpacing RelativeRootSpacing RelativeScaleBracketExcessSize
RelativeSpacing RelativeSymbolMinimumHeight RelativeSymbolPrimaryHeight
RelativeUpperLimitDistance RightMargin TopMargin
"""
SETTINGS = Row(
    "settings on how lines, tables and formulas are laid out, and which rows of a "
    "sheet stand still",
    "kept",
    "pages would break elsewhere without them; numbers and yes or no only",
    tuple(_LAYOUT.split()),
)
PERSONS = Row(
    "fields with names, initials, addresses, moments of making and printing, names of "
    "files and templates",
    "dropped",
    "they name the one who wrote",
    (
        "text:author-initials",
        "text:author-name",
        "text:creation-date",
        "text:creation-time",
        "text:creator",
        "text:editing-cycles",
        "text:editing-duration",
        "text:file-name",
        "text:initial-creator",
        "text:modification-date",
        "text:modification-time",
        "text:print-date",
        "text:print-time",
        "text:printed-by",
        *_prefixed(
            {
                "text": "sender-city sender-company sender-country sender-email "
                "sender-fax sender-firstname sender-initials sender-lastname "
                "sender-phone-private sender-phone-work sender-position "
                "sender-postal-code sender-state-or-province sender-street "
                "sender-title template-name"
            }
        ),
        "loext:sender-initials",
        "loext:signatureline",
        "office:meta",
        "dc:description",
        "dc:language",
        "dc:subject",
        "dc:title",
    ),
)
SCRIPTS = Row(
    "scripts, and what starts them",
    "dropped",
    "they run on the device of anybody who opens the file",
    (
        "office:scripts",
        "office:script",
        "text:script",
        "draw:applet",
        "table:error-macro",
        "anim:command",
    ),
)
SOURCES = Row(
    "what leads to other files, programs and databases",
    "dropped",
    "it names places; what came from there stays as it was",
    (
        "draw:floating-frame",
        "form:connection-resource",
        "form:file",
        "office:database",
        "office:dde-source",
        "office:settings",
        "table:cell-range-source",
        "table:database-source-query",
        "table:database-source-sql",
        "table:database-source-table",
        "table:dde-link",
        "table:dde-links",
        "table:source-service",
        "table:table-source",
        "text:alphabetical-index-auto-mark-file",
        "text:database-next",
        "text:database-row-select",
        "text:dde-connection-decl",
        "text:dde-connection-decls",
        "text:section-source",
        "form:properties",
        "form:property",
        "form:list-property",
        "@draw:archive",
        "@draw:code",
        "@form:command",
        "@form:command-type",
        "@form:data-field",
        "@form:datasource",
        "@form:filter",
        "@form:list-source",
        "@form:list-source-type",
        "@form:method",
        "@form:enctype",
        "@form:order",
        "@form:xforms-list-source",
        "@form:xforms-submission",
        "@office:dde-application",
        "@office:dde-item",
        "@office:dde-topic",
        "@table:application-data",
        "@table:database-name",
        "@table:password",
        "@table:query-name",
        "@table:sql-statement",
        "@table:user-name",
        "@text:connection-name",
        "@text:database-name",
        "@style:paper-tray-name",
    ),
)
LOCKS = Row(
    "keys of protected sheets and sections",
    "dropped",
    "a password can be found from them; the protection stays",
    (
        "@table:protection-key",
        "@table:protection-key-digest-algorithm",
        "@text:protection-key",
        "@text:protection-key-digest-algorithm",
    ),
)
REMARKS = Row(
    "remarks that programs write by themselves",
    "dropped",
    "LibreOffice writes into a scenario who made it and when",
    ("@table:comment", "@loext:data-label-guid"),
)
REST = Row(
    "settings of printers and windows, previews, signatures, earlier versions, menus, "
    "lists of properties, marks of editing sessions, whatever the content does not "
    "lead to, and what is not in the standard",
    "dropped",
    "it is not content",
)

TABLE = (
    CONTENT,
    PARTS,
    SETTINGS,
    OBJECTS,
    FIELDS,
    DATES,
    LINKS,
    CHANGES,
    NAMES,
    PERSONS,
    SCRIPTS,
    SOURCES,
    LOCKS,
    REMARKS,
    REST,
)

_DROPPED = frozenset(
    name for row in (PERSONS, SCRIPTS, SOURCES, LOCKS, REMARKS) for name in row.names
)


def _kept(marked: bool) -> frozenset[str]:
    return frozenset(
        clark(name.lstrip("@"))
        for name in CONTENT.names
        if name not in _DROPPED and name.startswith("@") == marked
    )


#: Names as the parser writes them.
ELEMENTS = _kept(marked=False)
ATTRIBUTES = _kept(marked=True)
OF_FORMULAS = frozenset(odf_names.OF_FORMULAS.split())
UNWRAPPED = frozenset(clark(name) for name in FIELDS.names)

#: What an attribute may not say that addresses cells or reckons: a way out of the file.
WAY_OUT = re.compile(
    r"file:/|\\\\|\bDDE\(|(?<![A-Za-z])[A-Za-z]:[\\/]{1,2}\w"
    r"|[\"'/]/?(?:Users|home|Volumes)/",
    re.I,
)

#: Attributes that address something or reckon, by the end of their names.
REFERRING = (
    "formula",
    "expression",
    "condition",
    "address",
    "addresses",
    "range",
    "ranges",
    "cell",
    "url",
)
