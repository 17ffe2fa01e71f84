"""What becomes of what stands in office documents: the table, and the names in it.

A name is written as the standard (ECMA-376) and its extensions write it:

* `w:` is a namespace, all of whose elements and attributes are content,
* `w:rsid` an element that is not; `:div` one that has no namespace,
* `w:ins@author` an attribute, `w:*@author` one of any element of the namespace,
  `*@w14:paraId` one of any element at all,
* `w:*@author=Somebody` what it is changed to; `<…>` is a rule of `ooxml/parts.py`,
* `/comments` a kind of relation, which says what the part behind it is.

What no name says is not known to be content, and is dropped.
"""

from leap.cop.media.cleaning.table import Row


SOMEBODY = "Somebody"
ONCE = "2000-01-01T00:00:00.000"

_PICTURES = ("wp:docPr", "*:cNvPr")

TABLE: tuple[Row, ...] = (
    Row(
        "words, tables, drawings, pictures, formulas of mathematics, styles, headers, "
        "footnotes, fonts of a document",
        "kept",
        "what it says, and how it looks",
        (
            *("mc:", "r:", "xml:", "w:", "w14:", "w15:", "w16se:", "m:"),
            *("wp:", "wp14:", "wp15:", "wps:", "wpg:", "wpc:", "a:", "pic:", "lc:"),
            *("a14:", "a15:", "asvg:", "adec:", "ahyp:", "v:", "o:", "w10:"),
            *("/officeDocument", "/styles", "/numbering", "/settings", "/fontTable"),
            *("/theme", "/themeOverride", "/footnotes", "/endnotes", "/header"),
            *("/footer", "/font", "/image", "/hyperlink", "/aFChunk"),
        ),
    ),
    Row(
        "cells, formulas, tables and their names, names of ranges, pivot tables, "
        "slicers, conditional formats, lists of a workbook; its hidden sheets",
        "kept",
        "what it says, and what formulas go by",
        (
            *("x:", "x14:", "x15:", "x16:", "xm:", "xda:", "xpdl:", "xcalcf:"),
            *("xlrd:", "xdr:", "xdr14:", "xv:", "sle:", "tsle:"),
            *("/worksheet", "/chartsheet", "/sharedStrings", "/table", "/drawing"),
            *("/vmlDrawing", "/pivotTable", "/pivotCacheDefinition", "/ctrlProp"),
            *("/pivotCacheRecords", "/slicer", "/slicerCache", "/timeline"),
            *("/timelineCache", "/sheetMetadata", "/rdRichValue", "/rdArray"),
            *("/rdRichValueStructure", "/rdRichValueTypes", "/richValueRel"),
            *("/rdSupportingPropertyBag", "/rdSupportingPropertyBagStructure"),
            *("/richStyles", "/FeaturePropertyBag"),
        ),
    ),
    Row(
        "slides, notes of the speaker, layouts, animations, sections, hidden slides",
        "kept",
        "what they say, and how they are shown",
        (
            *("p:", "p14:", "p15:", "p159:", "pv:"),
            *("/slide", "/slideLayout", "/slideMaster", "/notesSlide", "/notesMaster"),
            *("/handoutMaster", "/presProps", "/tableStyles"),
        ),
    ),
    Row(
        "charts and diagrams, with the tables behind them",
        "kept",
        "what they show; the tables behind them are cleaned like any other",
        (
            *("c:", "c14:", "c15:", "c16:", "cs:", "cx:", "cdr:", "cdr14:"),
            *("dgm:", "dgm14:", "dgm16:", "dsp:"),
            *("/chart", "/chartEx", "/chartStyle", "/chartColorStyle"),
            *("/chartUserShapes", "/diagramData", "/diagramLayout", "/diagramColors"),
            *("/diagramQuickStyle", "/diagramDrawing"),
        ),
    ),
    Row(
        "pictures, videos, sound and documents inside the document",
        "kept",
        "cleaned like any other file",
        ("/audio", "/video", "/media", "/package", "/oleObject"),
    ),
    Row(
        "objects of other programs that stand in it as old files: formulas, drawings, "
        "tables",
        "changed",
        "each becomes the picture that people see of it: behind it are authors, paths "
        "and earlier versions; a chart loses such a table behind it",
    ),
    Row(
        "words of comments and of tracked changes",
        "kept",
        "look through them, or save the document as PDF",
        (
            *("/comments", "/commentsExtended", "/commentAuthors", "/authors"),
            *("/threadedComment", "/person", "xltc:", "p188:", "pc:", "ac:"),
        ),
    ),
    Row(
        "words that old drawings keep as a web page would",
        "kept",
        "notes on cells are written so",
        (
            *(":xml", ":div", ":p", ":span", ":font", ":br", ":b", ":i", ":u", ":s"),
            *(":*@style", ":*@align", ":*@face", ":*@size", ":*@color", ":*@dir"),
        ),
    ),
    Row(
        "who wrote a comment or changed something, and when",
        "changed",
        "names become “Somebody”, dates go",
        (
            f"w:*@author={SOMEBODY}",
            # These two have to have a date.
            f"w:moveFromRangeStart@date={ONCE}",
            f"w:moveToRangeStart@date={ONCE}",
            "w:*@initials=S",
            f"p:cmAuthor@name={SOMEBODY}",
            "p:cmAuthor@initials=S",
            f"p188:author@name={SOMEBODY}",
            "p188:author@initials=S",
            f"p188:author@userId={SOMEBODY}",
            "p188:author@providerId=None",
            "p188:author@id=<person>",
            "p188:*@authorId=<person>",
            f"p188:*@created={ONCE}",
            f"xltc:person@displayName={SOMEBODY}",
            f"xltc:person@userId={SOMEBODY}",
            "xltc:person@providerId=None",
            "xltc:person@id=<person>",
            "xltc:*@personId=<person>",
            f"xltc:*@dT={ONCE}",
            "pc:*@cId=0",
            "ac:*@creationId={00000000-0000-0000-0000-000000000000}",
        ),
    ),
    Row(
        "names of pictures, and texts about them that are nothing but the name of a "
        "file",
        "changed",
        "programs put the name of the file there; real texts for those who cannot see "
        "a picture stay",
        (
            *(f"{picture}@name=<name>" for picture in _PICTURES),
            *(f"{picture}@descr=<words>" for picture in _PICTURES),
            *(f"{picture}@title=<words>" for picture in _PICTURES),
            *(
                "p:oleObj@name=<name>",
                "a:snd@name=<name>",
                "a:wavAudioFile@name=<name>",
            ),
            *("p:sndTgt@name=<name>", "p:snd@name=<name>"),
            *("v:*@alt=<words>", "v:*@title=<words>", "x:*@altText=<words>"),
        ),
    ),
    Row(
        "links and other ways to files on somebody's computer or network",
        "changed",
        "they lead nowhere; links to pages of the web stay",
        (
            *("v:*@href=<link>", "x:hyperlink@location=<place>"),
            *("x:hyperlink@display=<place>", "a:hlinkClick@action=<action>"),
            *("a:hlinkHover@action=<action>", "x:dbPr@connection=", "x:dbPr@command="),
            *("x:connection@name=<connection>", "/connections", "*@tooltip=<place>"),
            *("w:*@docLocation=<place>", "x:oleObject@link=#REF!"),
            *("*@textlink=<formula>", "*@fmlaLink=<formula>", "*@fmlaRange=<formula>"),
            *("*@linkedCell=<formula>", "*@listFillRange=<formula>"),
        ),
    ),
    Row(
        "fields that name a file, a person or what add-ins keep (`FILENAME`, `AUTHOR`, "
        "`INCLUDEPICTURE`, citations), or say when somebody worked (`SAVEDATE`, "
        "`PRINTDATE`, `CREATEDATE`, `EDITTIME`, `REVNUM`), properties with such names "
        "(`DOCPROPERTY Manager`) included",
        "changed",
        "they become the words that they show; those of a person, a file or a day of "
        "work become nothing, and the words around them stay",
    ),
    Row(
        "fields that show today (`DATE`, `TIME`, the date on a slide)",
        "changed",
        "they show the day on which somebody opens the document, and no longer say on "
        "which day they last did so",
    ),
    Row(
        "formulas that look into another workbook",
        "changed",
        "they become the value that they show",
    ),
    Row(
        "names of parts, of themes with their colours and fonts, and of the file in "
        "which a chart looks",
        "changed",
        "they are those of files and templates",
        (
            *("a:theme@name=Theme", "a:clrScheme@name=Theme"),
            *("a:fontScheme@name=Theme", "a:fmtScheme@name=Theme"),
        ),
    ),
    Row(
        "dates and times of comments and changes",
        "dropped",
        "they say when somebody worked",
        (
            *("w:*@date", "p:cm@dt", "p15:threadingInfo@timeZoneBias"),
            *("p188:*@startDate", "p188:*@dueDate", "p188:*@assignedTo"),
            *("p188:*@modified", "w15:person", "w15:presenceInfo", "p15:presenceInfo"),
            *("xltc:mentions", "xltc:mention", "x:comment@guid"),
            *("x:pivotCacheDefinition@refreshedBy", "x:scenario@user"),
            *("x:pivotCacheDefinition@refreshedDate", "x:scenario@comment"),
            "x:pivotCacheDefinition@refreshedDateIso",
        ),
    ),
    Row(
        "marks of editing sessions, and numbers that a program gives to every "
        "document, paragraph, list and shape",
        "dropped",
        "they tell which documents come from the same computer",
        (
            *("w:rsids", "w:rsid", "w:rsidRoot", "w:nsid", "w:tmpl", "w:lvl@tplc"),
            *("w:*@rsidR", "w:*@rsidRPr", "w:*@rsidRDefault", "w:*@rsidP"),
            *("w:*@rsidTr", "w:*@rsidDel", "w:*@rsidSect", "w14:docId", "w15:docId"),
            *("*@w14:textId", "*@w14:paraId", "*@wp14:anchorId", "*@wp14:editId"),
            *("*@w14:anchorId", "*@w14:editId"),
            *("p14:creationId", "p14:modId", "c16:uniqueId", "w:proofState"),
            *("x:fileVersion@lastEdited", "x:fileVersion@lowestEdited"),
            *("x:fileVersion@rupBuild", "x:fileVersion@codeName", "x:*@codeName"),
        ),
    ),
    Row(
        "remarks on the names and tables of a workbook",
        "dropped",
        "no cell shows them, and they speak of who made it",
        (
            *("x:definedName@comment", "x:definedName@description"),
            *("x:definedName@help", "x:definedName@statusBar"),
            *("x:definedName@customMenu", "x:table@comment"),
        ),
    ),
    Row(
        "template, mail merge, variables, data of other programs, smart tags",
        "dropped",
        "they are not seen, and name people and files; the words inside of them stay",
        (
            *("w:attachedTemplate", "w:mailMerge", "w:docVars", "w:docVar"),
            *("w:dataBinding", "w15:dataBinding", "w:saveThroughXslt", "w:tag"),
            *("w:attachedSchema", "w:smartTagType", "w:smartTagPr", "w:customXmlPr"),
            *("w:smartTag", "w:customXml", "w:placeholder", "w:fldData", "w:subDoc"),
            *("w15:webExtensionLinked", "w15:webExtensionCreated", "w:printerSettings"),
            *("p:custDataLst", "p:custData", "p:tags", "p:webPr", "p:htmlPubPr"),
            *("x:customProperties", "x:smartTags", "x:smartTagPr", "x:smartTagTypes"),
            *("x:webPublishItems", "x:webPublishing", "x:webPublishObjects"),
            *("x:customWorkbookViews", "x:customSheetViews", "x:volTypes"),
            *("x:table@tableType", "x:table@connectionId", "x:xmlColumnPr"),
            *("x:tableColumn@queryTableFieldId", "x:tableColumn@uniqueName"),
            *("x15:dataModel", "x15:connection", "x:webPr", "x:textPr", "x:olapPr"),
            *("x:parameters", "x:connection@sourceFile", "x:connection@odcFile"),
            *("x:connection@description", "x:connection@singleSignOnId"),
            *("x:dbPr@serverCommand", "xv:FmlaMacro", "xv:ScriptText"),
            *("xv:ScriptExtended", "*@macro", "o:ink", "o:signatureline"),
            *("v:*@o:gfxdata", "o:FieldCodes", "w:*@fieldCodes"),
            "a14:imgProps",
        ),
    ),
    Row(
        "paths to files, and addresses that nobody sees",
        "dropped",
        "they name people and their computers",
        (
            *("x:externalReferences", "x:fileSharing", "a:hlinkClick@invalidUrl"),
            *("a:hlinkHover@invalidUrl", "v:imagedata@title", "v:imagedata@href"),
            *("v:imagedata@o:title", "v:imagedata@o:href", "v:imagedata@o:althref"),
            *("v:*@src", "v:*@o:title", "v:*@o:href", "v:*@o:althref", "v:*@althref"),
            *("*@r:href", "w:frameset", "w:sourceFileName"),
        ),
    ),
    Row(
        "passwords against changes, and who may change what",
        "dropped",
        "a password could be guessed from them",
        (
            *("w:writeProtection", "w:permStart", "w:permEnd", "p:modifyVerifier"),
            *(
                f"{element}@{name}"
                for element in (
                    *("w:documentProtection", "x:sheetProtection"),
                    *("x:workbookProtection", "x:protectedRange"),
                )
                for name in (
                    *("algorithmName", "hashValue", "saltValue", "spinCount"),
                    *("cryptProviderType", "cryptAlgorithmClass", "cryptAlgorithmType"),
                    *("cryptAlgorithmSid", "cryptSpinCount", "cryptProvider"),
                    *("algIdExt", "algIdExtSource", "cryptProviderTypeExt", "hash"),
                    *("cryptProviderTypeExtSource", "salt", "password"),
                    *("workbookPassword", "revisionsPassword", "securityDescriptor"),
                    *("workbookAlgorithmName", "workbookHashValue"),
                    *("workbookSaltValue", "workbookSpinCount", "revisionsHashValue"),
                    *("revisionsAlgorithmName", "revisionsSaltValue"),
                    *("revisionsSpinCount", "workbookPasswordCharacterSet"),
                    "revisionsPasswordCharacterSet",
                )
            ),
            "x:securityDescriptor",
        ),
    ),
    Row(
        "title, author, company, times and programs of the document (each workbook "
        "says that Excel made it: LibreOffice recalculates others); its preview, "
        "signatures, printer, earlier versions; what add-ins keep; hidden originals of "
        "pictures; tables of other workbooks",
        "dropped",
        "nobody sees them in the document",
    ),
)

#: Elements that go while what they hold stays.
UNWRAPPED = frozenset(("w:smartTag", "w:customXml"))

#: Elements that only point: they go with what they point to.
POINTERS = frozenset(
    (
        *("w:headerReference", "w:footerReference", "w:altChunk", "w:embedRegular"),
        *("w:embedBold", "w:embedItalic", "w:embedBoldItalic", "w:control"),
        *(
            "x:drawing",
            "x:legacyDrawing",
            "x:legacyDrawingHF",
            "x:drawingHF",
            "x:picture",
        ),
        *(
            "x:tablePart",
            "x:customPr",
            "x:externalReference",
            "x:pivotCache",
            "x:control",
        ),
        *("p:custData", "p:tags", "p:control", "p:contentPart", "w14:contentPart"),
        *("c:externalData", "c:userShapes", "cx:externalData", "a:hlinkClick"),
        *("a:hlinkHover", "a:hlinkMouseOver", "x14:slicer", "x14:slicerCache", "a:snd"),
        *(
            "x15:slicerCache",
            "x15:timelineCacheRef",
            "x15:timelineRef",
            "x14:slicerRef",
        ),
        *("p14:media", "asvg:svgBlip", "a:imgLayer", "xlrd:rel", "p:snd", "p:sldId"),
    )
)
