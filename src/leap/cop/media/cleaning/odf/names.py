"""The names that OpenDocument (1.0 to 1.4) has for what a document says.

And those that LibreOffice adds for what it draws. Formulas (MathML) are named by their
presentation. Namespaces that never say anything stand in no list: of databases, of
settings, of forms that speak with a server.
"""

#: Prefixes as the standard writes them, and what they stand for.
NAMESPACES = {
    "anim": "urn:oasis:names:tc:opendocument:xmlns:animation:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "chart": "urn:oasis:names:tc:opendocument:xmlns:chart:1.0",
    "chartooo": "http://openoffice.org/2010/chart",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "css3t": "http://www.w3.org/TR/css3-text/",
    "db": "urn:oasis:names:tc:opendocument:xmlns:database:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dr3d": "urn:oasis:names:tc:opendocument:xmlns:dr3d:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "drawooo": "http://openoffice.org/2010/draw",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "math": "http://www.w3.org/1998/Math/MathML",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "msoxl": "http://schemas.microsoft.com/office/excel/formula",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "of": "urn:oasis:names:tc:opendocument:xmlns:of:1.2",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "ooo": "http://openoffice.org/2004/office",
    "oooc": "http://openoffice.org/2004/calc",
    "ooow": "http://openoffice.org/2004/writer",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "script": "urn:oasis:names:tc:opendocument:xmlns:script:1.0",
    "smil": "urn:oasis:names:tc:opendocument:xmlns:smil-compatible:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "tableooo": "http://openoffice.org/2009/table",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xforms": "http://www.w3.org/2002/xforms",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

#: Elements by prefix.
ELEMENTS = {
    "anim": (
        "animate animateColor animateMotion animateTransform audio command iterate "
        "par param seq set transitionFilter"
    ),
    "calcext": (
        "color-scale color-scale-entry condition conditional-format "
        "conditional-formats data-bar date-is formatting-entry icon-set sparkline "
        "sparkline-axis-complex-color sparkline-first-complex-color sparkline-group "
        "sparkline-groups sparkline-high-complex-color sparkline-last-complex-color "
        "sparkline-low-complex-color sparkline-markers-complex-color "
        "sparkline-negative-complex-color sparkline-series-complex-color sparklines"
    ),
    "chart": (
        "axis categories chart coordinate-region data-label data-point domain "
        "equation error-indicator floor footer grid label-separator legend mean-value "
        "plot-area regression-curve series stock-gain-marker stock-loss-marker "
        "stock-range-line subtitle symbol-image title wall"
    ),
    "chartooo": "coordinate-region date-scale",
    "dc": "creator date description language subject title",
    "dr3d": "cube extrude light rotate scene sphere",
    "draw": (
        "a applet area-circle area-polygon area-rectangle caption circle connector "
        "contour-path contour-polygon control custom-shape ellipse enhanced-geometry "
        "equation fill-image floating-frame frame g glue-point gradient handle hatch "
        "image image-map layer layer-set line marker measure object object-ole "
        "opacity page page-thumbnail param path plugin polygon polyline rect "
        "regular-polygon stroke-dash text-box"
    ),
    "field": "fieldmark fieldmark-end fieldmark-separator fieldmark-start param",
    "form": (
        "button checkbox column combobox connection-resource date file fixed-text "
        "form formatted-text frame generic-control grid hidden image image-frame item "
        "list-property list-value listbox number option password properties property "
        "radio text textarea time value-range"
    ),
    "loext": (
        "animatePhysics background-complex-color border-bottom-complex-color "
        "border-left-complex-color border-right-complex-color "
        "border-top-complex-color char-complex-color color content-control "
        "covered-table-cell data-table fill-character fill-complex-color "
        "first-row-end-column first-row-even-column first-row-start-column "
        "gradient-stop graphic-properties index-source-style last-row-end-column "
        "last-row-even-column last-row-start-column list-item opacity-stop p qrcode "
        "sender-initials signatureline stroke-complex-color style-ref table "
        "table-cell table-column table-columns table-protection table-row text theme "
        "theme-colors transformation"
    ),
    "math": (
        "annotation maction maligngroup malignmark math menclose merror mfenced mfrac "
        "mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom "
        "mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace msqrt "
        "msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover "
        "none semantics"
    ),
    "number": (
        "am-pm boolean boolean-style currency-style currency-symbol date-style day "
        "day-of-week embedded-text era fill-character fraction hours minutes month "
        "num-list-format num-list-label number number-style percentage-style quarter "
        "scientific-number seconds text text-content text-style time-style "
        "week-of-year year"
    ),
    "office": (
        "annotation annotation-end automatic-styles binary-data body change-info "
        "chart database dde-source document document-content document-meta "
        "document-settings document-styles drawing event-listeners font-face-decls "
        "forms image master-styles meta presentation script scripts settings "
        "spreadsheet styles text"
    ),
    "presentation": (
        "animation-group animations date-time date-time-decl dim event-listener "
        "footer footer-decl header header-decl hide-shape hide-text notes placeholder "
        "play settings show show-shape show-text sound"
    ),
    "style": (
        "background-fill background-image chart-properties column column-sep columns "
        "default-page-layout default-style drawing-page-properties drop-cap font-face "
        "footer footer-first footer-left footer-style footnote-sep graphic-properties "
        "handout-master header header-first header-footer-properties header-left "
        "header-style list-level-label-alignment list-level-properties map "
        "master-page page-layout page-layout-properties paragraph-properties "
        "presentation-page-layout region-center region-left region-right "
        "ruby-properties section-properties style tab-stop tab-stops "
        "table-cell-properties table-column-properties table-properties "
        "table-row-properties text-properties"
    ),
    "svg": (
        "definition-src desc font-face-format font-face-name font-face-src "
        "font-face-uri linearGradient radialGradient stop title"
    ),
    "table": (
        "background body calculation-settings cell-address cell-content-change "
        "cell-content-deletion cell-range-source change-deletion "
        "change-track-table-cell consolidation content-validation content-validations "
        "covered-table-cell cut-offs data-pilot-display-info data-pilot-field "
        "data-pilot-field-reference data-pilot-group data-pilot-group-member "
        "data-pilot-groups data-pilot-layout-info data-pilot-level data-pilot-member "
        "data-pilot-members data-pilot-sort-info data-pilot-subtotal "
        "data-pilot-subtotals data-pilot-table data-pilot-tables database-range "
        "database-ranges database-source-query database-source-sql "
        "database-source-table dde-link dde-links deletion deletions dependencies "
        "dependency desc detective error-macro error-message even-columns even-rows "
        "filter filter-and filter-condition filter-or filter-set-item first-column "
        "first-row help-message highlighted-range insertion insertion-cut-off "
        "iteration label-range label-ranges last-column last-row movement "
        "movement-cut-off named-expression named-expressions named-range null-date "
        "odd-columns odd-rows operation previous scenario shapes sort sort-by "
        "sort-groups source-cell-range source-range-address source-service "
        "subtotal-field subtotal-rule subtotal-rules table table-cell table-column "
        "table-column-group table-columns table-header-columns table-header-rows "
        "table-row table-row-group table-rows table-source table-template "
        "target-range-address title tracked-changes"
    ),
    "text": (
        "a alphabetical-index alphabetical-index-auto-mark-file "
        "alphabetical-index-entry-template alphabetical-index-mark "
        "alphabetical-index-mark-end alphabetical-index-mark-start "
        "alphabetical-index-source author-initials author-name bibliography "
        "bibliography-configuration bibliography-entry-template bibliography-mark "
        "bibliography-source bookmark bookmark-end bookmark-ref bookmark-start change "
        "change-end change-start changed-region chapter character-count "
        "conditional-text creation-date creation-time creator database-display "
        "database-name database-next database-row-number database-row-select date "
        "dde-connection dde-connection-decl dde-connection-decls deletion description "
        "drop-down editing-cycles editing-duration execute-macro expression file-name "
        "format-change h hidden-paragraph hidden-text illustration-index "
        "illustration-index-entry-template illustration-index-source image-count "
        "index-body index-entry-bibliography index-entry-chapter index-entry-link-end "
        "index-entry-link-start index-entry-page-number index-entry-span "
        "index-entry-tab-stop index-entry-text index-source-style index-source-styles "
        "index-title index-title-template initial-creator insertion keywords label "
        "line-break linenumbering-configuration linenumbering-separator list "
        "list-header list-item list-level-style-bullet list-level-style-image "
        "list-level-style-number list-style measure meta meta-field modification-date "
        "modification-time note note-body note-citation "
        "note-continuation-notice-backward note-continuation-notice-forward note-ref "
        "notes-configuration number numbered-paragraph object-count object-index "
        "object-index-entry-template object-index-source outline-level-style "
        "outline-style p page page-continuation page-count page-number page-sequence "
        "page-variable-get page-variable-set paragraph-count placeholder print-date "
        "print-time printed-by reference-mark reference-mark-end reference-mark-start "
        "reference-ref ruby ruby-base ruby-text s script section section-source "
        "sender-city sender-company sender-country sender-email sender-fax "
        "sender-firstname sender-initials sender-lastname sender-phone-private "
        "sender-phone-work sender-position sender-postal-code "
        "sender-state-or-province sender-street sender-title sequence sequence-decl "
        "sequence-decls sequence-ref sheet-name soft-page-break sort-key span subject "
        "tab table-count table-formula table-index table-index-entry-template "
        "table-index-source table-of-content table-of-content-entry-template "
        "table-of-content-source template-name text-input time title toc-mark "
        "toc-mark-end toc-mark-start tracked-changes user-defined user-field-decl "
        "user-field-decls user-field-get user-field-input user-index "
        "user-index-entry-template user-index-mark user-index-mark-end "
        "user-index-mark-start user-index-source variable-decl variable-decls "
        "variable-get variable-input variable-set word-count"
    ),
}

#: Attributes by prefix, on whatever element they stand.
ATTRIBUTES = {
    "anim": (
        "audio-level color-interpolation color-interpolation-direction command "
        "formula id iterate-interval iterate-type name sub-item value"
    ),
    "calcext": (
        "apply-style-name axis-color axis-position base-cell-address cell-address "
        "color color-axis color-first color-high color-last color-low color-markers "
        "color-negative color-series contains-footer data-range date date-axis "
        "display-empty-cells-as display-hidden display-x-axis first gradient high "
        "icon-set-type id last line-width low manual-max manual-min markers "
        "max-axis-type max-length min-axis-type min-length negative negative-color "
        "positive-color repeat-item-labels right-to-left show-value style "
        "target-range-address type value value-type"
    ),
    "chart": (
        "angle-offset attached-axis auto-position auto-size automatic-content "
        "axis-label-position axis-position base-time-unit class column-mapping "
        "connect-bars data-label-number data-label-series data-label-symbol "
        "data-label-text data-source-has-labels deep dimension display-equation "
        "display-label display-r-square error-category error-lower-indicator "
        "error-lower-limit error-lower-range error-margin error-percentage "
        "error-upper-indicator error-upper-limit error-upper-range gap-width "
        "group-bars-per-axis hole-size include-hidden-cells interpolation "
        "interval-major interval-minor interval-minor-divisor japanese-candle-stick "
        "label-arrangement label-cell-address label-position label-position-negative "
        "legend-align legend-position lines lines-used link-data-style-to-source "
        "logarithmic major-interval-unit major-interval-value major-origin maximum "
        "mean-value minimum minor-interval-unit minor-interval-value "
        "minor-logarithmic name origin overlap percentage pie-offset "
        "regression-force-intercept regression-intercept-value regression-max-degree "
        "regression-moving-type regression-name regression-period regression-type "
        "repeated reverse-direction right-angled-axes row-mapping scale-text "
        "series-source solid-type sort-by-x-values spline-order spline-resolution "
        "stacked stock-with-volume style-name symbol-height symbol-name symbol-type "
        "symbol-width text-overlap three-dimensional tick-mark-position "
        "tick-marks-major-inner tick-marks-major-outer tick-marks-minor-inner "
        "tick-marks-minor-outer treat-empty-cells values-cell-range-address vertical "
        "visible"
    ),
    "chartooo": "axis-type",
    "css3t": "text-justify",
    "dr3d": (
        "ambient-color back-scale backface-culling center close-back close-front "
        "depth diffuse-color direction distance edge-rounding edge-rounding-mode "
        "emissive-color enabled end-angle focal-length horizontal-segments "
        "lighting-mode max-edge min-edge normals-direction normals-kind projection "
        "shade-mode shadow shadow-slant shininess size specular specular-color "
        "texture-filter texture-generation-mode-x texture-generation-mode-y "
        "texture-kind texture-mode transform vertical-segments vpn vrp vup"
    ),
    "draw": (
        "align allow-overlap angle archive auto-grow-height auto-grow-width "
        "background-size blue border caption-angle caption-angle-type caption-escape "
        "caption-escape-direction caption-fit-line-length caption-gap caption-id "
        "caption-line-length caption-point-x caption-point-y caption-type "
        "chain-next-name class-id class-names code color color-inversion color-mode "
        "concave concentric-gradient-fill-allowed contrast control copy-of "
        "corner-radius corners cx cy data decimal-places decorative display "
        "display-name distance dots1 dots1-length dots2 dots2-length draw-aspect end "
        "end-angle end-color end-glue-point end-guide end-intensity "
        "end-line-spacing-horizontal end-line-spacing-vertical end-shape engine "
        "enhanced-path escape-direction extrusion extrusion-allowed "
        "extrusion-brightness extrusion-color extrusion-depth extrusion-diffusion "
        "extrusion-first-light-direction extrusion-first-light-harsh "
        "extrusion-first-light-level extrusion-light-face extrusion-metal "
        "extrusion-metal-type extrusion-number-of-line-segments extrusion-origin "
        "extrusion-rotation-angle extrusion-rotation-center "
        "extrusion-second-light-direction extrusion-second-light-harsh "
        "extrusion-second-light-level extrusion-shininess extrusion-skew "
        "extrusion-specularity extrusion-viewpoint fill fill-color fill-gradient-name "
        "fill-hatch-name fill-hatch-solid fill-image-height fill-image-name "
        "fill-image-ref-point fill-image-ref-point-x fill-image-ref-point-y "
        "fill-image-width filter-name fit-to-contour fit-to-size formula "
        "frame-display-border frame-display-scrollbar frame-margin-horizontal "
        "frame-margin-vertical frame-name gamma glue-point-leaving-directions "
        "glue-point-type glue-points gradient-step-count green guide-distance "
        "guide-overhang handle-mirror-horizontal handle-mirror-vertical handle-polar "
        "handle-polar-angle handle-polar-pole-x handle-polar-pole-y "
        "handle-polar-radius handle-position handle-position-x handle-position-y "
        "handle-radius-range-maximum handle-radius-range-minimum "
        "handle-range-x-maximum handle-range-x-minimum handle-range-y-maximum "
        "handle-range-y-minimum handle-switched id image-opacity kind layer "
        "line-distance line-skew luminance marker-end marker-end-center "
        "marker-end-width marker-start marker-start-center marker-start-width "
        "master-page-name may-script measure-align measure-vertical-align mime-type "
        "mirror-horizontal mirror-vertical modifiers name nav-order nohref "
        "notify-on-update-of-ranges object ole-draw-aspect opacity opacity-name "
        "page-number parallel path-stretchpoint-x path-stretchpoint-y placing points "
        "protected recreate-on-edit red rotation secondary-fill-color shadow "
        "shadow-color shadow-offset-x shadow-offset-y shadow-opacity shape-id "
        "sharpness show-unit start start-angle start-color start-glue-point "
        "start-guide start-intensity start-line-spacing-horizontal "
        "start-line-spacing-vertical start-shape stroke stroke-dash stroke-dash-names "
        "stroke-linejoin style style-name symbol-color text-areas text-path "
        "text-path-allowed text-path-mode text-path-same-letter-heights "
        "text-path-scale text-rotate-angle text-style-name textarea-horizontal-align "
        "textarea-vertical-align tile-repeat-offset transform type unit value "
        "visible-area-height visible-area-left visible-area-top visible-area-width "
        "wrap-influence-on-position z-index"
    ),
    "drawooo": "display enhanced-path sub-view-size",
    "field": "name type value",
    "fo": (
        "background-color border border-bottom border-left border-right border-top "
        "break-after break-before clip color column-count column-gap country "
        "end-indent font-family font-size font-style font-variant font-weight height "
        "hyphenate hyphenation-keep hyphenation-ladder-count "
        "hyphenation-push-char-count hyphenation-remain-char-count keep-together "
        "keep-with-next language letter-spacing line-height margin margin-bottom "
        "margin-left margin-right margin-top max-height max-width min-height "
        "min-width orphans padding padding-bottom padding-left padding-right "
        "padding-top page-height page-width script space-after space-before "
        "start-indent text-align text-align-last text-indent text-shadow "
        "text-transform widows width wrap-option"
    ),
    "form": (
        "allow-deletes allow-inserts allow-updates apply-design-mode apply-filter "
        "auto-complete automatic-focus bound-column button-type command command-type "
        "control-implementation convert-empty-to-null current-selected current-state "
        "current-value data-field datasource default-button delay-for-repeat "
        "detail-fields disabled dropdown echo-char enctype escape-processing filter "
        "focus-on-click for id ignore-result image-align image-data image-position "
        "input-required is-tristate label linked-cell list-linkage-type list-source "
        "list-source-type master-fields max-length max-value method min-value "
        "multi-line multiple name navigation-mode order orientation page-step-size "
        "printable property-name readonly repeat selected size source-cell-range "
        "spin-button state step-size tab-cycle tab-index tab-stop text-style-name "
        "title toggle validation value visual-effect xforms-list-source "
        "xforms-submission"
    ),
    "loext": (
        "alias allow-overlap background-color blank-exponent-digits blank-width-char "
        "border border-bottom border-left border-right border-top bounciness "
        "can-add-comment char-shading-value checkbox checked checked-state clear "
        "color color-lum-mod color-lum-off color-type color-value combobox condition "
        "contextual-spacing current-date custom-label-field custom-label-pos-x "
        "custom-label-pos-y custom-label-size-height custom-label-size-width "
        "custom-leader-lines data-label-guid data-labels-cell-range data-pilot-source "
        "data-type date date-format date-rfc-language-tag decorative delete-columns "
        "delete-rows density display-text dropdown exponent-interval "
        "exponent-lowercase fill-use-slide-background font-style font-weight "
        "forced-exponent-sign glow-color glow-radius glow-text-color glow-text-radius "
        "glow-text-transparency glow-transparency hidden "
        "hyphenation-compound-remain-char-count hyphenation-keep-line "
        "hyphenation-keep-type hyphenation-no-caps hyphenation-no-last-word "
        "hyphenation-word-char-count hyphenation-zone id insert-columns insert-rows "
        "is-legal label-followed-by label-string layout-mode linked-style-name lock "
        "major-origin margin-gutter margin-left margin-right marker-style-name "
        "max-blank-integer-digits max-numerator-digits may-break-between-pages "
        "mime-type min-decimal-places move-id name num-list-format opacity "
        "outline-content-visible outline-level overlay padding padding-bottom "
        "padding-left padding-right padding-top page-number parent-name picture "
        "plain-text qrcode-border qrcode-errorcorrection qrcode-type "
        "reference-from-bottom reference-hide-non-numerical reference-language "
        "regression-extrapolate-backward regression-extrapolate-forward "
        "regression-force-intercept regression-intercept-value regression-max-degree "
        "regression-name regression-period rel-height-rel rel-width-rel "
        "repeat-item-labels resolved ruby-position select-protected-cells "
        "select-unprotected-cells shadow shadow-blur show-drill-down-buttons "
        "show-horizontal-border show-keys show-outline show-sign-date "
        "show-vertical-border showing-place-holder softedge-radius split-position "
        "std-weight style-name sub-bar sub-pie summary-below tab-index "
        "tab-stop-distance tag text-changes-only text-indent theme theme-type "
        "try-staggering-first type unchecked-state use-autofilter use-pivot value "
        "velocity-x velocity-y vertical-justify vertical-rel wrap-text-at-frame-start "
        "writing-mode"
    ),
    "number": (
        "automatic-order calendar country decimal-places decimal-replacement "
        "denominator-value display-factor exponent-interval forced-exponent-sign "
        "format-source grouping language max-denominator-value min-decimal-places "
        "min-denominator-digits min-exponent-digits min-integer-digits "
        "min-numerator-digits position possessive-form rfc-language-tag script style "
        "textual title transliteration-country transliteration-format "
        "transliteration-language transliteration-style truncate-on-overflow"
    ),
    "office": (
        "automatic-update boolean-value conversion-mode currency date-value "
        "dde-application dde-item dde-topic display mimetype name process-content "
        "server-map string-value target-frame target-frame-name time-value title "
        "value value-type version"
    ),
    "presentation": (
        "action animations background-objects-visible background-visible class "
        "class-names delay direction display-date-time display-footer display-header "
        "display-page-number duration effect endless force-manual full-screen "
        "group-id master-element mouse-as-pen mouse-visible name node-type object "
        "pages path-id pause placeholder play-full presentation-page-layout-name "
        "preset-class preset-id preset-sub-type show show-end-of-presentation-slide "
        "show-logo source speed start-page start-scale start-with-navigator "
        "stay-on-top style-name transition-on-click transition-speed transition-style "
        "transition-type use-date-time-name use-footer-name use-header-name "
        "user-transformed verb visibility"
    ),
    "smil": (
        "accelerate accumulate additive attributeName autoReverse begin by calcMode "
        "decelerate direction dur end endsync fadeColor fill fillDefault from "
        "keySplines keyTimes mode repeatCount repeatDur restart restartDefault "
        "subtype targetElement to type values"
    ),
    "style": (
        "adjustment apply-style-name auto-text-indent auto-update "
        "background-transparency base-cell-address border-line-width "
        "border-line-width-bottom border-line-width-left border-line-width-right "
        "border-line-width-top cell-protect char class color column-width condition "
        "contextual-spacing country-asian country-complex data-style-name "
        "decimal-places default-outline-level diagonal-bl-tr diagonal-bl-tr-widths "
        "diagonal-tl-br diagonal-tl-br-widths direction display display-name distance "
        "distance-after-sep distance-before-sep dynamic-spacing editable family "
        "filter-name first-page-number flow-with-text font-adornments font-charset "
        "font-charset-asian font-charset-complex font-family-asian "
        "font-family-complex font-family-generic font-family-generic-asian "
        "font-family-generic-complex font-independent-line-spacing font-name "
        "font-name-asian font-name-complex font-pitch font-pitch-asian "
        "font-pitch-complex font-relief font-size-asian font-size-complex "
        "font-size-rel font-size-rel-asian font-size-rel-complex font-style-asian "
        "font-style-complex font-style-name font-style-name-asian "
        "font-style-name-complex font-weight-asian font-weight-complex "
        "footnote-max-height glyph-orientation-vertical height horizontal-pos "
        "horizontal-rel join-border justify-single-word keep-together language-asian "
        "language-complex layout-grid-base-height layout-grid-base-width "
        "layout-grid-color layout-grid-display layout-grid-lines layout-grid-mode "
        "layout-grid-print layout-grid-ruby-below layout-grid-ruby-height "
        "layout-grid-snap-to layout-grid-snap-to-characters layout-grid-square-mode "
        "layout-grid-standard-mode leader-char leader-color leader-style leader-text "
        "leader-text-style leader-type leader-width legend-expansion "
        "legend-expansion-aspect-ratio length letter-kerning line-break "
        "line-height-at-least line-spacing line-style lines list-level "
        "list-style-name margin-gutter master-page-name may-break-between-rows "
        "min-row-height mirror name next-style-name num-format num-letter-sync "
        "num-list-format-name num-prefix num-suffix number-wrapped-paragraphs "
        "overflow-behavior page-layout-name page-number page-usage paper-tray-name "
        "parent-style-name percentage-data-style-name position print print-content "
        "print-orientation print-page-order protect punctuation-wrap register-true "
        "register-truth-ref-style-name rel-column-width rel-height rel-width repeat "
        "repeat-content rfc-language-tag rfc-language-tag-asian "
        "rfc-language-tag-complex rotation-align rotation-angle row-height ruby-align "
        "ruby-position run-through scale-to scale-to-X scale-to-Y scale-to-pages "
        "script-asian script-complex script-type shadow shrink-to-fit "
        "snap-to-layout-grid style style-name tab-stop-distance table-centering "
        "text-align-source text-autospace text-blinking text-combine "
        "text-combine-end-char text-combine-start-char text-emphasize "
        "text-line-through-color text-line-through-mode text-line-through-style "
        "text-line-through-text text-line-through-text-style text-line-through-type "
        "text-line-through-width text-outline text-overline-color text-overline-mode "
        "text-overline-style text-overline-type text-overline-width text-position "
        "text-rotation-angle text-rotation-scale text-scale text-underline-color "
        "text-underline-mode text-underline-style text-underline-type "
        "text-underline-width type use-optimal-column-width use-optimal-row-height "
        "use-window-font-color vertical-align vertical-justify vertical-pos "
        "vertical-rel volatile width with-tab wrap wrap-contour wrap-contour-mode "
        "wrap-dynamic-threshold wrap-dynamic-treshold writing-mode "
        "writing-mode-automatic"
    ),
    "svg": (
        "accent-height alphabetic ascent bbox cap-height cx cy d descent fill-rule "
        "font-family font-size font-stretch font-style font-variant font-weight fx fy "
        "gradientTransform gradientUnits hanging height ideographic mathematical name "
        "offset origin overline-position overline-thickness panose-1 path r rx ry "
        "slope spreadMethod stemh stemv stop-color stop-opacity "
        "strikethrough-position strikethrough-thickness string stroke-color "
        "stroke-linecap stroke-opacity stroke-width type underline-position "
        "underline-thickness unicode-range units-per-em v-alphabetic v-hanging "
        "v-ideographic v-mathematical viewBox width widths x x-height x1 x2 y y1 y2"
    ),
    "table": (
        "acceptance-state add-empty-lines algorithm align allow-empty-cell "
        "application-data automatic-find-labels base-cell-address "
        "bind-styles-to-content border-color border-model buttons case-sensitive "
        "cell-address cell-range cell-range-address column comment condition "
        "condition-source condition-source-range-address contains-error "
        "contains-header content-validation-name copy-back copy-formulas copy-styles "
        "count country data-cell-range-address data-field data-type database-name "
        "database-table-name date-end date-start date-value date-value-type "
        "default-cell-style-name direction display display-border display-duplicates "
        "display-filter-buttons display-list display-member-mode "
        "drill-down-on-double-click embedded-number-behavior enabled end "
        "end-cell-address end-column end-position end-row end-table end-x end-y "
        "execute expression field-name field-number filter-name filter-options "
        "first-row-end-column first-row-start-column formula function grand-total "
        "group-by-field-number grouped-by has-persistent-data id identify-categories "
        "ignore-empty-rows index is-active is-data-layout-field is-selection "
        "is-sub-table label-cell-range-address language last-column-spanned "
        "last-row-end-column last-row-spanned last-row-start-column layout-mode "
        "link-to-source-data marked-invalid matrix-covered maximum-difference "
        "member-count member-name member-type message-type mode "
        "multi-deletion-spanned name null-year number-columns-repeated "
        "number-columns-spanned number-matrix-columns-spanned "
        "number-matrix-rows-spanned number-rows-repeated number-rows-spanned "
        "object-name on-update-keep-size on-update-keep-styles operator order "
        "orientation page-breaks-on-group-change paragraph-style-name "
        "parse-sql-statement password position precision-as-shown print print-ranges "
        "protect protected protection-key protection-key-digest-algorithm query-name "
        "range-usable-as refresh-delay rejecting-change-id rfc-language-tag row "
        "scenario-ranges script search-criteria-must-apply-to-whole-cell "
        "selected-page show-details show-empty show-filter-button sort-mode "
        "source-cell-range-addresses source-field-name source-name sql-statement "
        "start start-column start-position start-row start-table status step steps "
        "structure-protected style-name tab-color table table-background table-name "
        "target-cell-address target-range-address template-name title track-changes "
        "type use-banding-columns-styles use-banding-rows-styles "
        "use-first-column-styles use-first-row-styles use-labels "
        "use-last-column-styles use-last-row-styles use-regular-expressions "
        "use-wildcards used-hierarchy user-name value value-type visibility"
    ),
    "tableooo": "display-name tab-color",
    "text": (
        "active address alphabetical-separators anchor-page-number anchor-type "
        "animation animation-delay animation-direction animation-repeat "
        "animation-start-inside animation-steps animation-stop-inside annote author "
        "bibliography-data-field bibliography-type booktitle bullet-char "
        "bullet-relative-size c capitalize-entries caption-sequence-format "
        "caption-sequence-name change-id chapter citation-body-style-name "
        "citation-style-name class-names column-name combine-entries "
        "combine-entries-with-dash combine-entries-with-pp comma-separated "
        "cond-style-name condition connection-name consecutive-numbering "
        "continue-list continue-numbering copy-outline-levels count-empty-lines "
        "count-in-text-boxes current-selected current-value custom1 custom2 custom3 "
        "custom4 custom5 database-name date-adjust date-value default-style-name "
        "description display display-levels display-outline-level "
        "dont-balance-text-columns duration edition editor enable-numbering "
        "filter-name first-row-end-column first-row-start-column fixed "
        "footnotes-position formula global howpublished id identifier ignore-case "
        "increment index-name index-scope institution is-hidden is-list-header isbn "
        "issn journal key key1 key1-phonetic key2 key2-phonetic kind label "
        "label-followed-by last-row-end-column last-row-start-column level line-break "
        "line-number list-id list-level-position-and-space-mode "
        "list-tab-stop-position main-entry main-entry-style-name master-page-name "
        "min-label-distance min-label-width month name note note-class number "
        "number-lines number-position numbered-entries offset organizations "
        "outline-level page-adjust pages paragraph-style-name placeholder-type prefix "
        "protected protection-key protection-key-digest-algorithm publisher ref-name "
        "reference-format relative-tab-stop-position report-type restart-numbering "
        "restart-on-page row-number school section-name select-page "
        "separation-character series sort-algorithm sort-ascending sort-by-position "
        "space-before start-numbering-at start-value string-value "
        "string-value-if-false string-value-if-true string-value-phonetic style-name "
        "style-override suffix tab-ref table-name table-type time-adjust time-value "
        "title track-changes url use-caption use-chart-objects use-draw-objects "
        "use-floating-frames use-graphics use-index-marks use-index-source-styles "
        "use-keys-as-entries use-math-objects use-objects use-other-objects "
        "use-outline-level use-soft-page-breaks use-spreadsheet-objects use-tables "
        "value visited-style-name volume year"
    ),
    "xlink": "actuate href show title type",
    "xml": "id lang space",
}

#: Attributes of formulas have no namespace.
OF_FORMULAS = (
    "accent accentunder align background bevelled charalign charspacing close color "
    "columnalign columnlines columnspacing columnspan columnwidth crossout "
    "decimalpoint denomalign depth dir display displaystyle edge encoding "
    "equalcolumns equalrows fence fontfamily fontsize fontstyle fontweight form "
    "frame framespacing groupalign height indentalign indentshift largeop lquote "
    "lspace mathbackground mathcolor mathsize mathvariant maxsize maxwidth "
    "minlabelspacing minsize mode movablelimits notation numalign open position "
    "rowalign rowlines rowspacing rowspan rquote rspace scriptlevel scriptminsize "
    "scriptsizemultiplier selection separator separators shift side stackalign "
    "stretchy subscriptshift superscriptshift symmetric veryverythickmathspace "
    "voffset width"
)


def clark(name: str) -> str:
    """Return `prefix:name` as the parser writes it."""
    prefix, colon, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else local
