"""Stock ways to ask the site and a community for what they hold. Data, and no test."""

from tests.exposure.channels import FAILS
from tests.exposure.channels import HTML
from tests.exposure.channels import IDS
from tests.exposure.channels import JSON
from tests.exposure.channels import PEOPLE
from tests.exposure.channels import rows
from tests.exposure.channels import UIDS


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
        ?
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
        ?
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
    # Stock's page of a group for the root user: who is in it, and of nothing else.
    *rows("F30", HTML, "acl_users/leap_cop_groups/manage_groups", tells=IDS | PEOPLE),
    # Stock finds no such record, and fails on it.
    *rows("F3", JSON, "@registry/leap.cop", tells=FAILS),
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
