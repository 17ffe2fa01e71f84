"""What stays of a PDF: for each type of object its keys, and what a value may be.

The names of a kept row are types. Each says `Type: Key Key = value; Key = value`, and
`walk.py` goes by them. A value is one or more of, divided by `|`:

- `plain`: numbers, names, yes and no, and lists of these; no words,
- `text`: a string,
- `dest`, `address`, `turn`: where a link leads (see `walk.py`),
- a type: an object of it, with the keys of that type and no others,
- `{…`: a dictionary of free names (fonts are called what somebody called them),
- `[…`: one of these or a list of them, also in lists,
- `(…`: a list that begins with a name,
- `@…`: an object only if it is kept as that type anyway: what merely points at a page
  that was taken out must not bring it back.

The keys of a stream's packing are kept with every type that may be a stream.
"""

from leap.cop.media.cleaning.table import Row


TABLE = (
    Row(
        "pages: their size, their order, what is drawn on them, how they are numbered",
        "kept",
        "that is the document",
        (
            "Catalog: Type Version PageLayout PageMode = plain; Lang = text;"
            " Pages = PageTree; PageLabels = PageLabels; Outlines = Outlines;"
            " ViewerPreferences = ViewerPreferences; MarkInfo = MarkInfo;"
            " StructTreeRoot = StructTree; OCProperties = Layers",
            "PageTree: Type Count MediaBox CropBox Rotate = plain; Parent = PageTree;"
            " Kids = [@Page|PageTree; Resources = Resources",
            "Page: Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate UserUnit Tabs"
            " StructParents Dur = plain; Parent = PageTree; Resources = Resources;"
            " Contents = [Content; Group = Group; Trans = Transition; Annots = [Link",
            "Content:",
            "Transition: Type S D Dm M Di SS B = plain",
            "PageLabels: Nums = [plain|PageLabel; Kids = [PageLabels; Limits = plain",
            "PageLabel: Type S St = plain; P = text",
            "ViewerPreferences: HideToolbar HideMenubar HideWindowUI FitWindow"
            " CenterWindow NonFullScreenPageMode Direction ViewArea ViewClip PrintArea"
            " PrintClip PrintScaling Duplex = plain",
        ),
    ),
    Row(
        "fonts, pictures, patterns, colours: what the pages are drawn with",
        "kept",
        "without it nothing could be read",
        (
            "Resources: ProcSet = plain; Font = {Font; XObject = {XObject;"
            " Pattern = {Pattern; Shading = {Shading; ColorSpace = {ColorSpace|plain;"
            " ExtGState = {ExtGState; Properties = {Layer|Properties",
            "XObject: Type Subtype FormType BBox Matrix Name StructParent StructParents"
            " Width Height BitsPerComponent ImageMask Decode Interpolate Intent"
            " SMaskInData Matte = plain; Resources = Resources; Group = Group;"
            " ColorSpace = ColorSpace|plain; Mask = XObject|plain; SMask = XObject;"
            " OC = Layer",
            "Group: Type S I K = plain; CS = ColorSpace|plain",
            "Font: Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2"
            " FontBBox FontMatrix = plain; FontDescriptor = FontDescriptor;"
            " Encoding = Encoding|CMap|plain; ToUnicode = CMap|plain;"
            " DescendantFonts = [Font; CIDSystemInfo = CIDSystemInfo;"
            " CIDToGIDMap = Data|plain; CharProcs = {Content; Resources = Resources",
            "FontDescriptor: Type FontName FontStretch FontWeight Flags FontBBox"
            " ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth"
            " MaxWidth MissingWidth = plain; FontFamily CharSet = text;"
            " FontFile FontFile2 FontFile3 = FontFile; Style = Panose; CIDSet = Data",
            "Panose: Panose = text",
            "FontFile: Subtype Length1 Length2 Length3 = plain",
            "Encoding: Type BaseEncoding Differences = plain",
            "CMap: Type CMapName WMode = plain; CIDSystemInfo = CIDSystemInfo;"
            " UseCMap = CMap|plain",
            "CIDSystemInfo: Registry Ordering = text; Supplement = plain",
            "Data:",
            "ColorSpace = (plain|text|Function|Profile|Data|ColorDetails",
            "Profile: N Range = plain; Alternate = ColorSpace|plain",
            "ColorDetails: WhitePoint BlackPoint Gamma Matrix Range Subtype = plain;"
            " Colorants = {ColorSpace|plain; Process = Process",
            "Process: Components = plain; ColorSpace = ColorSpace|plain",
            "Function: FunctionType Domain Range Size BitsPerSample Order Encode Decode"
            " C0 C1 N Bounds = plain; Functions = [Function",
            "Pattern: Type PatternType PaintType TilingType BBox XStep YStep Matrix"
            " = plain; Resources = Resources; Shading = Shading; ExtGState = ExtGState",
            "Shading: ShadingType Background BBox AntiAlias Coords Domain Extend Matrix"
            " BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow"
            " = plain; ColorSpace = ColorSpace|plain; Function = [Function",
            "ExtGState: Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK"
            " UseBlackPtComp = plain; Font = [Font|plain; SMask = SoftMask|plain;"
            " TR TR2 BG BG2 UCR UCR2 = [Function|plain",
            "SoftMask: Type S BC = plain; G = XObject; TR = Function|plain",
        ),
    ),
    Row(
        "links inside the document and to addresses one can see, bookmarks",
        "kept",
        "they say where to read on; the names of the places go, the places stay",
        (
            "Link: Type Subtype Rect F Border C H QuadPoints StructParent = plain;"
            " BS = BorderStyle; A = Action; Dest = dest; P = @Page; OC = Layer",
            "BorderStyle: Type W S D = plain",
            "Action: Type S = plain; N = turn; D = dest; URI = address",
            "Outlines: Type Count = plain; First Last = Bookmark",
            "Bookmark: Title = text; Count C F = plain; Parent Prev Next First Last"
            " = Bookmark|Outlines; A = Action; Dest = dest",
        ),
    ),
    Row(
        "the structure: headings, lists, tables, alternative texts, languages",
        "kept",
        "a screen reader reads by it",
        (
            "MarkInfo: Marked Suspects = plain",
            "StructTree: Type ParentTreeNextKey = plain; K = [StructElem;"
            " ParentTree = ParentTree; RoleMap = {plain; ClassMap = {[Attributes|plain;"
            " Namespaces = [Namespace",
            "StructElem: Type S R C = plain; Alt ActualText E Lang = text;"
            " K = [plain|Marked|Object|StructElem; P = @StructElem|@StructTree;"
            " Pg = @Page; A = [Attributes|plain; NS = Namespace",
            "Marked: Type MCID = plain; Pg = @Page; Stm = @XObject",
            "Object: Type = plain; Pg = @Page; Obj = @Link|@XObject",
            "ParentTree: Nums = [plain|@StructElem; Kids = [ParentTree; Limits = plain",
            "Namespace: Type = plain; NS = text; RoleMapNS = {plain|[Namespace",
            "Attributes: O Placement WritingMode BackgroundColor BorderColor"
            " BorderStyle BorderThickness Padding Color SpaceBefore SpaceAfter"
            " StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign"
            " InlineAlign TBorderStyle TPadding LineHeight BaselineShift"
            " TextDecorationType TextDecorationColor TextDecorationThickness RubyAlign"
            " RubyPosition GlyphOrientationVertical ColumnCount ColumnGap ColumnWidths"
            " ListNumbering ContinuedList RowSpan ColSpan Scope Role Checked checked"
            " Type Subtype Attached = plain; Summary Short Desc = text",
            "Properties: Type MCID Subtype BBox Attached O = plain;"
            " Alt ActualText E Lang = text",
        ),
    ),
    Row(
        "layers, with their names and what is shown",
        "kept",
        "a map is drawn with them; what is hidden at first is named on the page",
        (
            "Layers: OCGs = [Layer; D = LayerView; Configs = [LayerView",
            "LayerView: BaseState Intent ListMode = plain; Name = text;"
            " ON OFF RBGroups Locked = [Layer; Order = [Layer|text; AS = [LayerUse",
            "LayerUse: Event Category = plain; OCGs = [Layer",
            "Layer: Type Intent P = plain; Name = text; OCGs = [Layer;"
            " VE = [plain|Layer; Usage = LayerUsage",
            "LayerUsage: View Print Export = LayerState; Zoom = LayerZoom;"
            " Language = LayerLanguage",
            "LayerState: Subtype ViewState PrintState ExportState = plain",
            "LayerZoom: min max = plain",
            "LayerLanguage: Lang = text; Preferred = plain",
        ),
    ),
    Row(
        "what was filled into a form, what was marked or drawn, signatures as pictures",
        "changed",
        "it becomes part of the page as people see it; the names behind it go",
    ),
    Row(
        "places that links and bookmarks name",
        "changed",
        "each link leads to the place itself; what somebody called the place goes",
    ),
    Row(
        "pictures inside, colour profiles, embedded fonts",
        "changed",
        "pixels, colours and letters stay; place, camera, programs, dates and remarks"
        " in them go",
    ),
    Row(
        "a lock that only forbids to print or to change",
        "changed",
        "everybody can read such a file; under the lock nothing could be taken off",
    ),
    Row(
        "notes on the page and what was said about marks, with their authors",
        "dropped",
        "they speak of those who worked on it",
    ),
    Row(
        "author, title, programs, dates, earlier versions, enclosed files, scripts,"
        " form fields, pages that were taken out, whatever is not named above",
        "dropped",
        "it is not on the pages, and names people, places and devices",
    ),
)
