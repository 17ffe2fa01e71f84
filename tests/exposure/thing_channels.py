"""Stock ways to ask for one thing, a story or a community. Data, and no test."""

from tests.exposure.channels import FAILS
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.channels import rows


#: What stock Plone has on the content itself: most of it asks nothing of the content.
ON_THE_THING = [
    *rows(
        "F1 F2 S1",
        HTML,
        """
        {thing}
        {thing}/
        {thing}/view
        {thing}/index_html
        {thing}/@@title
        {thing}/@@description
        {thing}/@@uuid
        {thing}/@@main_template
        {thing}/@@sitemap
        {thing}/@@contact-info
        {thing}/@@passwordreset
        {thing}/@@mail_password_response
        {thing}/@@sendto_form
        {thing}/@@breadcrumbs_view
        {thing}/@@plone_context_state
        {thing}/@@layout
        {thing}/@@search
        {thing}/nothing-here
        {thing}/nothing/below/this
        {thing}/++view++view
        {thing}/++widget++title
        {thing}/@@edit/++widget++starting_point
        {thing}/acl_users
        """,
    ),
    *rows("F32", HTML, "{thing}/getId\n{thing}/Title\n{thing}/Description\n"),
    *rows(
        "F18 P-A feeds",
        HTML,
        """
        {thing}/rss.xml
        {thing}/atom.xml
        {thing}/itunes.xml
        {thing}/RSS
        {thing}/search_rss?SearchableText={word}
        """,
    ),
    *rows(
        "F22 F23 S9",
        HTML,
        """
        {thing}/@@historyview
        {thing}/@@historypopup
        {thing}/@@contenthistorypopup
        {thing}/@@content-history
        {thing}/versions_history_form
        {thing}/@@version-view
        """,
    ),
    # CMFEditions fails for whoever may see versions of what has none.
    *rows("F23", HTML, "{thing}/@@history", tells=FAILS),
    *rows(
        "F19 P-A scales",
        HTML,
        """
        {thing}/@@images
        {thing}/@@images/image
        {thing}/@@images/image/preview
        {thing}/@@images/picture/preview
        {thing}/@@download/picture
        {thing}/@@display-file/picture
        {thing}/@@images/{uid}.png
        {thing}/@@download
        {thing}/@@download/image
        {thing}/@@download/file/file.pdf
        {thing}/@@display-file
        {thing}/@@display-file/image
        {thing}/image
        {thing}/image_preview
        """,
    ),
    *rows(
        "F30 F34 O",
        HTML,
        """
        {thing}/@@sharing
        {thing}/@@edit
        {thing}/@@delete_confirmation
        {thing}/object_cut
        {thing}/object_copy
        {thing}/folder_contents
        {thing}/@@fc-contextInfo
        {thing}/@@manage-portlets
        {thing}/@@content_status_history
        {thing}/content_status_modify?workflow_action=withdraw
        {thing}/@@delete-links-info
        {thing}/@@updateLinkIntegrityInformation
        {thing}/manage_main
        {thing}/manage_workspace
        {thing}/manage_access
        {thing}/manage_owner
        {thing}/manage_UndoForm
        {thing}/manage_FTPget
        {thing}/PUT
        """,
    ),
    *rows(
        "S4 S10 F34",
        JSON,
        """
        {thing}
        {thing}?expand=actions,aliases,breadcrumbs,contextnavigation,inherit
        {thing}?expand=navigation,navroot,translations,types,workflow
        {thing}?fullobjects=1&include_items=1&metadata_fields=_all
        {thing}?version=0
        {thing}/@actions
        {thing}/@addons
        {thing}/@aliases
        {thing}/@breadcrumbs
        {thing}/@comments
        {thing}/@content-rules
        {thing}/@contextnavigation
        {thing}/@history
        {thing}/@linkintegrity?uids={uid}
        {thing}/@lock
        {thing}/@navigation
        {thing}/@navroot
        {thing}/@querysources/relatedItems?query={word}
        {thing}/@relations?source={uid}
        {thing}/@search?SearchableText={word}
        {thing}/@search?sort_on=created
        {thing}/@sharing
        {thing}/@sharing?search={teller}
        {thing}/@site
        {thing}/@sources/domain
        {thing}/@translation-locator
        {thing}/@translations
        {thing}/@types
        {thing}/@vocabularies/leap.cop.domains
        {thing}/@workflow
        {thing}/@workingcopy
        {thing}/++api++
        {thing}/nothing-here
        """,
    ),
    *rows(
        "S9 O",
        JSON,
        """
        {thing}/@history/0
        {thing}/@inherit?expand.inherit.behaviors=plone.basic
        """,
        tells=FAILS,
    ),
    *rows("F11", HTML, "{thing}", method="PROPFIND", headers={"Depth": "1"}),
    *rows("F11", HTML, "{thing}", method="PROPFIND", headers={"Depth": "0"}),
    *rows("S1", HTML, "{thing}\n{thing}/@@title\n{thing}/@@download", method="HEAD"),
    *rows("S1", JSON, "{thing}\n{thing}/@consent", method="HEAD"),
    *rows("S1", HTML, "{thing}\n", method="OPTIONS"),
    *rows("S1", HTML, "{thing}/view\n", method="OPTIONS", tells=FAILS),
    *rows("S1", JSON, "{thing}\n{thing}/@workflow", method="OPTIONS"),
    *rows("O wrong method", HTML, "{thing}", method="LOCK", body={"x": 1}),
    *rows("O wrong method", JSON, "{thing}", method="PUT", body={"title": "x"}),
    *rows("O wrong method", JSON, "{thing}/@consent", method="PUT", body={}),
    *rows("O wrong method", JSON, "{thing}/@history", method="PATCH", body={}),
    *rows("O wrong kind", JSON, "{thing}", method="PATCH", body={"title": ["x"]}),
    *rows(
        "F10 S20",
        HTML,
        "{thing}\n{thing}/@@download",
        headers={
            "If-None-Match": "*",
            "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT",
        },
    ),
    *rows(
        "F10",
        JSON,
        "{thing}",
        headers={"If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT"},
    ),
    *rows("O", HTML, "{thing}\n{thing}/@@download", headers={"Range": "bytes=0-40"}),
    *rows(
        "S3 F8",
        HTML,
        """
        resolveuid/{uid}
        resolveUid/{uid}
        resolveuid/{uid}/@@title
        resolveuid/{uid}/nothing
        folder/resolveuid/{uid}
        @@redirect-to-uuid/{uid}
        @@resolveuid?uid={uid}
        """,
    ),
    *rows("S3", JSON, "resolveuid/{uid}\n@search?UID={uid}&metadata_fields=_all\n"),
    *rows(
        "S4",
        JSON,
        """
        @linkintegrity?uids={uid}
        @relations?source={uid}
        @relations?target={uid}
        @search?UID={uid}
        """,
    ),
    *rows(
        "S6 oracles",
        JSON,
        """
        @search?getId={id}&metadata_fields=_all
        @search?id={id}
        @search?path.query=/plone/tuesday/{id}
        @search?path.query=/plone/tuesday/{id}&path.depth=0&metadata_fields=_all
        """,
    ),
]
