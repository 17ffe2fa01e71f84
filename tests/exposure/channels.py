"""Every way out of the site that we know of, as rows. Data, and no test.

A row is an address with placeholders, how it is asked for, and where the idea comes
from: F is feasibility §7, S security and performance §1.2, P peers §A (the research of
this project), O ours. `{story}` and `{community}` make a row one for each of those;
the others are asked once. To add one, add a line; what an own view or service is
called stands in `own_channels.py`.
"""

from typing import NamedTuple


HTML = "html"
JSON = "json"


class Channel(NamedTuple):
    """One way to ask, and what its answer may tell besides the audience's own."""

    address: str
    accept: str
    source: str
    method: str = "GET"
    body: dict | None = None
    headers: dict | None = None
    #: `people`: who has an account or belongs, which ties nobody to a story.
    #: `uids`: UIDs that the page's own text holds; they open nothing.
    #: `ids`: random ids, to whoever holds the keys of the management interface.
    #: `500`: stock fails here by itself, on any content.
    tells: frozenset = frozenset()

    @property
    def name(self) -> str:
        return f"{self.method} {self.accept} {self.address}"


def rows(source: str, accept: str, addresses: str, **more) -> list[Channel]:
    """Give a row for each address, one per line."""
    return [
        Channel(line.strip(), accept, source, **more)
        for line in addresses.strip().splitlines()
        if line.strip()
    ]


PEOPLE = frozenset({"people"})
UIDS = frozenset({"uids"})
IDS = frozenset({"ids"})
FAILS = frozenset({"500"})

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
        {thing}/@@history
        """,
    ),
    *rows(
        "F19 P-A scales",
        HTML,
        """
        {thing}/@@images
        {thing}/@@images/image
        {thing}/@@images/image/preview
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

#: In a community and around it: pages and lists that hold many things.
ON_THE_COMMUNITY = [
    *rows(
        "F16 F18",
        HTML,
        """
        tuesday
        tuesday/view
        tuesday/@@sitemap
        tuesday/@@breadcrumbs_view
        tuesday/@@main_template
        tuesday/folder_contents
        tuesday/@@fc-contextInfo
        tuesday/@@getSource
        tuesday/listing_view
        tuesday/summary_view
        tuesday/full_view
        tuesday/tabular_view
        tuesday/album_view
        tuesday/event_listing
        tuesday/@@event_listing_ical
        tuesday/rss.xml
        tuesday/atom.xml
        tuesday/itunes.xml
        tuesday/RSS
        tuesday/search_rss?SearchableText={word}
        tuesday/@@search?SearchableText={word}
        tuesday/@@historyview
        tuesday/@@sharing
        tuesday/@@navigation_root
        tuesday/objectIds
        tuesday/objectValues
        tuesday/contentIds
        tuesday/keys
        tuesday/manage_listLocalRoles
        tuesday/@@delete_confirmation
        tuesday/++add++leap.cop.Story
        tuesday/++add++Document
        """,
    ),
    *rows(
        "F16 S2",
        JSON,
        """
        tuesday
        tuesday?expand=actions,aliases,breadcrumbs,contextnavigation,inherit
        tuesday?expand=navigation,navroot,types,workflow,translations
        tuesday?fullobjects=1
        tuesday?include_items=1&metadata_fields=_all&b_size=100
        tuesday/@contextnavigation?expand.contextnavigation.bottomLevel=3
        tuesday/@search?SearchableText={word}
        tuesday/@search?metadata_fields=_all&portal_type=leap.cop.Story
        tuesday/@search?fullobjects=1&portal_type=leap.cop.Story
        tuesday/@sharing
        tuesday/@history
        tuesday/@workflow
        tuesday/@types
        tuesday/@aliases
        tuesday/@relations
        tuesday/@linkintegrity
        tuesday/@querystring-search?query=%7B%22query%22%3A%5B%5D%7D
        """,
    ),
]

#: At the site root and on stock content that shows other content.
ON_THE_SITE = [
    *rows(
        "F16",
        HTML,
        """

        folder
        everything
        everything/summary_view
        everything/tabular_view
        everything/album_view
        everything/event_listing
        everything/@@edit
        @@sitemap
        sitemap
        @@navtree
        @@portal_navigation_tree
        @@site-navigation
        folder_contents
        @@dashboard
        @@recently_modified
        @@recently_published
        @@search?SearchableText={word}
        @@search?SearchableText={word}*
        @@search?portal_type=leap.cop.Story
        @@search?portal_type=leap.cop.Story&sort_on=created
        @@search?Creator={teller}
        @@search?Title={word}
        @@updated_search?SearchableText={word}
        @@ajax-search?SearchableText={word}
        @@livesearch_reply?q={word}
        @@full_review_list
        @@fullreviewlist
        nothing-here
        """,
    ),
    *rows(
        "F5 F6 pointers",
        HTML,
        """
        pointers
        pointers/@@edit
        pointers/@@relations
        pointers/@@images/image
        everything/full_view
        """,
        tells=UIDS,
    ),
    *rows(
        "F5 F6 pointers",
        JSON,
        """
        pointers
        pointers?expand=actions,breadcrumbs,contextnavigation,navigation
        pointers/@relations
        pointers/@linkintegrity
        @relations
        @relations?relation=relatedItems
        @relations?source=pointers
        way
        @search?Title=way&metadata_fields=_all
        @search?Title=way&fullobjects=1
        everything?fullobjects=1
        """,
        tells=UIDS,
    ),
    *rows("F6 pointers", HTML, "way\nway/link_redirect_view", tells=UIDS),
    *rows(
        "F17 F18 P-A feeds",
        HTML,
        """
        sitemap.xml
        sitemap.xml.gz
        robots.txt
        rss.xml
        atom.xml
        news.xml
        RSS
        everything/rss.xml
        everything/atom.xml
        everything/itunes.xml
        everything/RSS
        everything/newsml.xml
        folder/rss.xml
        search_rss?SearchableText={word}
        search_rss?portal_type=leap.cop.Story
        feed.xml
        @@search_rss?Creator={teller}
        """,
    ),
    *rows(
        "S5 S6 oracles",
        JSON,
        """

        ?fullobjects=1
        ?expand=navigation,contextnavigation,breadcrumbs,actions,types,inherit
        @search
        @search?SearchableText={word}
        @search?SearchableText={word}*
        @search?Title={word}
        @search?Description={word}
        @search?Subject={word}
        @search?portal_type=leap.cop.Story&metadata_fields=_all&b_size=100
        @search?portal_type=leap.cop.Story&fullobjects=1&b_size=100
        @search?portal_type=leap.cop.Community&metadata_fields=_all
        @search?portal_type=leap.cop.Community&fullobjects=1
        @search?Creator={teller}&portal_type=leap.cop.Story&metadata_fields=_all
        @search?listCreators={teller}&portal_type=leap.cop.Story
        @search?commentators={teller}
        @search?allowedRolesAndUsers=user:{teller}&portal_type=leap.cop.Story
        @search?allowedRolesAndUsers=Manager&portal_type=leap.cop.Story
        @search?review_state=private&portal_type=leap.cop.Story
        @search?review_state=pending&metadata_fields=_all
        @search?sort_on=sortable_title&portal_type=leap.cop.Story
        @search?sort_on=modified&portal_type=leap.cop.Story
        @search?sort_on=cop_since&portal_type=leap.cop.Story
        @search?cop_community=x&metadata_fields=_all
        @search?show_inactive=1&portal_type=leap.cop.Story
        @search?use_site_search_settings=1&SearchableText={word}
        @search?path.query=/plone/tuesday&path.depth=1&metadata_fields=_all
        @search?path=/plone/circleclosedcircle
        @querystring-search?query=%7B%22query%22%3A%5B%5D%7D
        @navigation?expand.navigation.depth=4
        @contextnavigation?expand.contextnavigation.includeTop=1
        @navroot
        @site
        @breadcrumbs
        @aliases
        @actions
        @types
        @types/leap.cop.Story
        @types/leap.cop.Community
        @linkintegrity
        @comments
        @system
        @database
        @content-rules
        @registry
        @registry/leap.cop
        @addons
        @controlpanels
        @upgrade
        everything
        folder?include_items=1&metadata_fields=_all
        nothing-here
        """,
    ),
    *rows(
        "F12 S8 people",
        JSON,
        """
        @users
        @users?query=zz
        @users/{teller}
        @groups
        @groups?query=cop
        @roles
        @principals?search=zz
        @portrait/{teller}
        @userschema
        @querystring
        @vocabularies
        @vocabularies/plone.app.vocabularies.Catalog?title={word}
        @vocabularies/plone.app.vocabularies.Catalog
        @vocabularies/plone.app.vocabularies.Users?title=zz
        @vocabularies/plone.app.vocabularies.Principals
        @vocabularies/plone.app.vocabularies.Groups
        @vocabularies/plone.app.vocabularies.Keywords
        """,
        tells=PEOPLE,
    ),
    *rows(
        "F12 F14 F15 people",
        HTML,
        """
        @@qsOptions
        @@querybuilderjsonconfig
        @@querybuildernumberofresults
        @@getVocabulary?name=plone.app.vocabularies.Users&query=zz
        @@getVocabulary?name=plone.app.vocabularies.Principals
        @@getVocabulary?name=plone.app.vocabularies.Groups
        @@getVocabulary?name=plone.app.vocabularies.Keywords
        @@getVocabulary?name=plone.app.vocabularies.SyndicatableFeedItems
        everything/@@getSource
        author/{teller}
        @@author/{teller}
        @@personal-information
        @@member-search
        @@usergroup-userprefs?searchstring=zz
        mail_password_form
        portal_memberdata/portraits/{teller}
        """,
        tells=PEOPLE,
    ),
    *rows(
        "F12 stock fails",
        HTML,
        """
        @@querybuilder_html_results?query=%5B%5D
        @@getVocabulary?name=plone.app.vocabularies.Catalog
        @@getVocabulary?name=plone.app.vocabularies.Catalog&query={query}
        mail_password?userid={teller}
        """,
        tells=PEOPLE | FAILS,
    ),
    *rows(
        "F12 stock fails",
        JSON,
        """
        @vocabularies/plone.app.content.ValidAddableTypes
        @search?b_size=x
        @search?created.query=x&created.range=min
        @search?sort_on=nothing
        @search?sort_on=Creator
        """,
        tells=FAILS,
    ),
    *rows("F13 S15", JSON, "@transactions\n"),
    *rows(
        "F31 F35 S21",
        HTML,
        """
        portal_catalog
        tuesday/manage_main
        portal_catalog/manage_catalogView
        portal_catalog/uniqueValuesFor?name=Creator
        portal_catalog/searchResults?portal_type=leap.cop.Story
        portal_catalog/manage_catalogObjectInformation?rid=1
        portal_workflow/manage_main
        portal_historiesstorage
        portal_undo
        manage_UndoForm
        acl_users/manage_main
        acl_users/leap_cop_groups
        acl_users/leap_cop_groups/getGroupIds
        acl_users/leap_cop_groups/manage_groups
        acl_users/searchGroups
        error_log
        error_log/manage_main
        @@manage-content-exportimport
        @@export-content
        @@exportimport
        @@export_all
        prefs_error_log_form
        portal_setup/manage_exportSteps
        manage_exportObject?id=tuesday
        Control_Panel/Database
        """,
        tells=IDS,
    ),
    *rows(
        "F31 XML-RPC",
        HTML,
        """
        tuesday
        portal_catalog
        acl_users
        {thing}
        """,
        method="POST",
        headers={"Content-Type": "text/xml"},
        body={
            "xml": "<?xml version='1.0'?><methodCall><methodName>Title</methodName>"
            "<params></params></methodCall>"
        },
    ),
    *rows("F11", HTML, "tuesday", method="PROPFIND", headers={"Depth": "1"}),
    *rows("F11", HTML, "tuesday", method="PROPFIND", headers={"Depth": "infinity"}),
    *rows("F11", HTML, "folder", method="PROPFIND", headers={"Depth": "1"}),
    *rows(
        "O bad parameters",
        JSON,
        """
        @story-library?community=%00
        @review-queue?b_start=-1
        """,
    ),
    *rows(
        "F15 account enumeration",
        HTML,
        "login?came_from={thing}\n",
    ),
]

STOCK = ON_THE_THING + ON_THE_COMMUNITY + ON_THE_SITE

#: Collections and vocabularies ask like this.
QUERY = (
    "%7B%22criteria%22%3A%5B%7B%22i%22%3A%22portal_type%22%2C%22o%22%3A%22plone.app."
    "querystring.operation.selection.any%22%2C%22v%22%3A%5B%22leap.cop.Story%22%5D"
    "%7D%5D%7D"
)


def is_per_thing(channel: Channel) -> bool:
    """Tell whether a row is asked for each thing, or once."""
    return any(part in channel.address for part in ("{thing}", "{uid}", "{id}"))
