"""The add-on's own views and services, each in a row: the gate asks for that.

`OWN` maps what is registered, as the gate names it, to the rows that ask for it:
`page <context> <name>`, `service <METHOD> <context> <name>`. What cannot be asked for
by an address stands in `NOT_ASKED`, with the reason.
"""

from tests.exposure.agreement_channels import AGREEMENTS
from tests.exposure.channels import Channel
from tests.exposure.channels import FAILS
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.channels import PEOPLE
from tests.exposure.meeting_channels import MEETINGS
from tests.exposure.round_channels import ROUNDS


def page(address: str, **more) -> list[Channel]:
    return [Channel(address, HTML, "O", **more)]


def service(address: str, method: str = "GET", **more) -> list[Channel]:
    return [Channel(address, JSON, "O", method=method, **more)]


#: Names and ids of people are told to those who belong, or who let people in.
ROSTER = {"tells": PEOPLE}

#: A query for what stands at the address of a thing, as the way from the site.
AT_THE_THING = (
    "query.i:records=path&query.o:records="
    "plone.app.querystring.operation.string.relativePath"
    "&query.v:records=tuesday/{id}"
)

OWN: dict[str, list[Channel]] = {
    # Community
    "page community view": page("tuesday/@@view"),
    "page community about": page("tuesday/@@about"),
    "page community settings": page("tuesday/@@settings"),
    "page community community-picture": page("tuesday/@@community-picture"),
    "page community download": [
        *page("tuesday/@@download"),
        *page("tuesday/@@download/picture"),
    ],
    "page community display-file": page("tuesday/@@display-file/picture"),
    "page community images": [
        *page("tuesday/@@images"),
        *page("tuesday/@@images/picture/preview"),
        *page("tuesday/@@images/picture/huge"),
        *page("tuesday/++api++/@@images/picture/preview"),
    ],
    "page community images-test": page("tuesday/@@images-test"),
    "page community images-clear": page("tuesday/@@images-clear"),
    "page community stories": [
        *page("tuesday/@@stories"),
        *page("tuesday/@@stories?words={word}"),
        *page("tuesday/@@stories?domain=practice&audience=community"),
    ],
    "page community community-newest": page("tuesday/@@community-newest"),
    "page community write-to-facilitators": page("tuesday/@@write-to-facilitators"),
    "page community members": page("tuesday/@@members", **ROSTER),
    "page community change-members": page("tuesday/@@change-members", **ROSTER),
    "page community remove-member": page(
        "tuesday/@@remove-member?userid=zzquibble", **ROSTER
    ),
    "page community leave-community": page("tuesday/@@leave-community"),
    "page community edit": page("tuesday/@@edit"),
    "page community change-audience": [
        *page("tuesday/@@change-audience?transition=hide"),
        *page("tuesday/@@change-audience?transition=retract"),
        *page("tuesday/@@change-audience?story_ceiling=community"),
    ],
    "page community keep-story": page("tuesday/@@keep-story"),
    "page add leap.cop.Community": page("++add++leap.cop.Community"),
    "page add leap.cop.Story": page("tuesday/++add++leap.cop.Story"),
    "service GET community @members": service("tuesday/@members", **ROSTER),
    "service POST community @members": service(
        "tuesday/@members", "POST", body={"userid": "nobody-here", "role": "member"}
    ),
    "service PATCH community @members": service(
        "tuesday/@members/nobody-here", "PATCH", body={"role": "member"}
    ),
    "service DELETE community @members": service(
        "tuesday/@members/nobody-here", "DELETE"
    ),
    "service GET community @user-search": service(
        "tuesday/@user-search?query=zzo", **ROSTER
    ),
    "service GET community @cop-home": service("tuesday/@cop-home"),
    "service PATCH community": service("tuesday", "PATCH", body={"title": ["x"]}),
    "service POST community": service("tuesday", "POST", body={"@type": "nothing"}),
    "service POST community @workflow": service(
        "tuesday/@workflow/nothing", "POST", body={}
    ),
    # Stock's, which say another thing of ours
    "page INavigationRoot search": page("@@search?SearchableText={word}"),
    "page content plone_context_state": page("tuesday/@@plone_context_state"),
    "page site plone_context_state": page("@@plone_context_state"),
    # Site root
    "page site communities": page("@@communities"),
    "page site may-review": page("@@may-review"),
    "page site cop-macros": page("@@cop-macros"),
    "page site review-queue": page("@@review-queue"),
    "page site release-hold": page("@@release-hold"),
    "page site my-stories": page("@@my-stories"),
    "page site story-library": [
        *page("@@story-library"),
        *page("@@story-library?words={word}"),
        *page("@@story-library?domain=practice&country=GB"),
        *page("@@story-library?audience=community"),
    ],
    "page site story-list": [
        *page("@@story-list"),
        *page("@@story-list?words={word}"),
    ],
    "service GET site @story-library": [
        *service("@story-library?b_size=100"),
        *service("@story-library?words={word}"),
        *service("@story-library?country=GB"),
        *service("@story-library?audience=community"),
    ],
    "service GET site @review-queue": service("@review-queue?b_size=100"),
    "page site my-place": page("@@my-place"),
    "service GET site @my-place": service("@my-place"),
    "service GET site @my-stories": service("@my-stories?b_size=100"),
    "service POST site @reminders": service("@reminders", "POST", body={}),
    "page site cop-settings": page("@@cop-settings"),
    "page site communities-overview": page("@@communities-overview"),
    "service GET site @communities-overview": service("@communities-overview"),
    "page site site-reviewers": [
        *page("@@site-reviewers"),
        *page("@@site-reviewers?query=zzo", **ROSTER),
    ],
    "page community who-reviews": page("tuesday/@@who-reviews"),
    "service GET community @reviewers": service("tuesday/@reviewers"),
    "service GET site @site-reviewers": service("@site-reviewers"),
    "service POST site @site-reviewers": service("@site-reviewers", "POST", body={}),
    "service DELETE site @site-reviewers": service(
        "@site-reviewers/nobody-here", "DELETE"
    ),
    # Plone's own page about people, for those who administer them.
    "page site usergroup-userprefs": page("@@usergroup-userprefs", **ROSTER),
    "page site usergroup-groupprefs": page("@@usergroup-groupprefs", **ROSTER),
    "service GET site @roles": service("@roles"),
    "page IBelowCommunity sitemap": page("{thing}/@@sitemap"),
    "page community safeguarding": page("tuesday/@@safeguarding"),
    "page community say-something": page("tuesday/@@say-something"),
    "page community concerns": page("tuesday/@@concerns"),
    "service POST community @concerns": service(
        "tuesday/@concerns", "POST", body={"text": ["x"]}
    ),
    "page site concerns": page("@@concerns"),
    "page site consent-ledger": page("@@consent-ledger"),
    "service GET site @concerns": service("@concerns"),
    "service PATCH site @concerns": service("@concerns/nothing", "PATCH", body={}),
    "service DELETE site @concerns": service("@concerns/nothing", "DELETE"),
    "service GET site @consent-ledger": service("@consent-ledger"),
    "page story agreed": page("{thing}/@@agreed"),
    "page story delete_confirmation": page("{thing}/@@delete_confirmation"),
    "page story notes": page("{thing}/@@notes"),
    "page story recognise": page("{thing}/@@recognise"),
    "page story see-it-as": page("{thing}/@@see-it-as?as=member&level=public"),
    "page story responses": page("{thing}/@@responses"),
    "service GET story @responses": service("{thing}/@responses"),
    "service POST story @responses": service("{thing}/@responses", "POST", body={}),
    "service DELETE story @responses": service("{thing}/@responses/nothing", "DELETE"),
    "service GET story @notes": service("{thing}/@notes"),
    "service POST story @notes": service("{thing}/@notes", "POST", body={}),
    "service POST story @concerns": service("{thing}/@concerns", "POST", body={}),
    "page anything pas_member": page("{thing}/@@pas_member"),
    "page anything resolveuid": page("@@resolveuid/{uid}"),
    "page anything redirect-to-uuid": page("redirect-to-uuid/{uid}"),
    # Stock's own, which get addresses without what the reader may not see.
    "page anything querybuilderresults": page(
        f"@@querybuilderresults?{AT_THE_THING}", tells=FAILS
    ),
    "page anything querybuilder_html_results": page(
        f"@@querybuilder_html_results?{AT_THE_THING}", tells=FAILS
    ),
    "page anything querybuildernumberofresults": page(
        f"@@querybuildernumberofresults?{AT_THE_THING}", tells=FAILS
    ),
    "page anything getVocabulary": page(
        "{thing}/@@getVocabulary?name=plone.app.vocabularies.Catalog", tells=FAILS
    ),
    "page anything allow_upload": page(
        "@@allow_upload?path=/plone/tuesday/{id}", tells=FAILS
    ),
    "service GET anything @contextnavigation": service(
        "@contextnavigation?expand.contextnavigation.includeTop=1"
        "&expand.contextnavigation.root_path=/tuesday/{id}"
    ),
    # Story
    "page story view": page("{thing}/@@view"),
    "page story edit": page("{thing}/@@edit"),
    "page story breadcrumbs_view": page("{thing}/@@breadcrumbs_view/breadcrumbs"),
    "page story share-story": page("{thing}/@@share-story"),
    "page story publish-story": page("{thing}/@@publish-story"),
    "page story shared": page("{thing}/@@shared"),
    "page story take-back": page("{thing}/@@take-back"),
    "page story review-story": page("{thing}/@@review-story"),
    "page story hold-story": page("{thing}/@@hold-story"),
    "page content edit": page("tuesday/{form}/@@edit"),
    "page content cop-macros": [
        *page("{thing}/@@cop-macros"),
        *page("tuesday/@@cop-macros"),
    ],
    "service PATCH content @history": service(
        "{thing}/@history", "PATCH", body={"version": 0}
    ),
    "service PATCH story": service("{thing}", "PATCH", body={"title": ["x"]}),
    "service GET story @consent": service("{thing}/@consent"),
    "service POST story @consent": service("{thing}/@consent", "POST", body={}),
    "service DELETE story @consent": service(
        "{thing}/@consent/nothing", "DELETE", body={"x": 1}
    ),
    "service GET story @audience": [
        *service("{thing}/@audience"),
        *service("{thing}/@audience?as=member&level=public"),
    ],
    "service POST story @workflow": [
        *service("{thing}/@workflow/nothing", "POST", body={}),
        *service("{thing}/@workflow/return", "POST", body={"comment": 1}),
    ],
    # Media of a story
    "page add": [
        # On anything but a story stock's form answers that it takes none.
        *page("{thing}/++add++leap.cop.Image", tells=FAILS),
        *page("{thing}/++add++leap.cop.File", tells=FAILS),
        *page("{thing}/++add++leap.cop.Link", tells=FAILS),
    ],
    "page story story-media": page("{thing}/@@story-media"),
    "page story describe-media": page("{thing}/@@describe-media"),
    "page story change-medium": page("{thing}/@@change-medium?medium={image_id}"),
    "page story remove-medium": page("{thing}/@@remove-medium?medium={document_id}"),
    "page IMedium view": [
        *page("{image}"),
        *page("{image}/@@view"),
        *page("{document}/@@view"),
        *page("{link}/@@view"),
    ],
    "page IMedium edit": page("{image}/@@edit"),
    "page IMedium breadcrumbs_view": page("{image}/@@breadcrumbs_view/breadcrumbs"),
    "page IMedium download": [
        *page("{image}/@@download"),
        *page("{image}/@@download/image"),
        *page("{document}/@@download"),
        *page("{document}/@@download/file"),
        *page("{document}/@@download/file/document.docx"),
    ],
    "page IMedium display-file": [
        *page("{image}/@@display-file/image"),
        *page("{document}/@@display-file/file"),
    ],
    "page IMedium images": [
        *page("{image}/@@images"),
        *page("{image}/@@images/image"),
        *page("{image}/@@images/image/preview"),
        *page("{image}/@@images/image/large"),
        *page("{image}/@@images/image/huge"),
        *page("{document}/@@images/file"),
    ],
    "page IMedium images-test": page("{image}/@@images-test"),
    "page IMedium images-clear": page("{image}/@@images-clear"),
    "service PATCH IMedium": [
        *service("{image}", "PATCH", body={"title": ["x"]}),
        *service("{image}"),
        *service("{document}"),
        *service("{link}"),
        *service("{image}/@history"),
    ],
    "service POST IMediaHolder": service("{thing}", "POST", body={"@type": "nothing"}),
    "service POST content @tus-upload": service("{thing}/@tus-upload", "POST", body={}),
    "service POST content @tus-replace": service(
        "{thing}/@tus-replace", "POST", body={}
    ),
    "service PATCH content @tus-upload": service(
        "{thing}/@tus-upload/nothing", "PATCH", body={}
    ),
    "service HEAD content @tus-upload": service("{thing}/@tus-upload/nothing", "HEAD"),
    "service OPTIONS content @tus-upload": service("{thing}/@tus-upload", "OPTIONS"),
    # Coming in: invitations
    "page community invitations": page("tuesday/@@invitations", **ROSTER),
    "page community change-invitations": page("tuesday/@@change-invitations", **ROSTER),
    "page community invitation-letter": page(
        "tuesday/@@invitation-letter?id=nothing", **ROSTER
    ),
    "page site invitation": page("@@invitation/nothing"),
    "page site invitation-thanks": page("@@invitation-thanks?answer=in"),
    "page site waiting-for-an-account": page("@@waiting-for-an-account"),
    "service GET community @invitations": service("tuesday/@invitations", **ROSTER),
    "service POST community @invitations": [
        *service("tuesday/@invitations", "POST", body={"userid": "nobody-here"}),
        *service("tuesday/@invitations/nothing", "POST", body={}),
    ],
    "service DELETE community @invitations": service(
        "tuesday/@invitations/nothing", "DELETE"
    ),
    "service GET site @cop-invitations": service("@cop-invitations/nothing"),
    "service PATCH site @cop-invitations": service(
        "@cop-invitations/nothing", "PATCH", body={"answer": "accept"}
    ),
    # Coming in: applications, a manager's support, how people are listed
    "page community join": page("tuesday/@@join"),
    "page community applications": page("tuesday/@@applications", **ROSTER),
    "page site my-applications": page("@@my-applications"),
    "page community ask-manager": page("tuesday/@@ask-manager"),
    "page site my-stories-link": page("@@my-stories-link/nothing"),
    "service GET site @cop-leaver": service("@cop-leaver/nothing"),
    "service PATCH site @cop-leaver": service(
        "@cop-leaver/nothing", "PATCH", body={"story": "nothing", "do": "take_back"}
    ),
    # Who could read it, for the safeguarding person alone.
    "page story readers": page("{thing}/@@readers", **ROSTER),
    "service GET story @readers": service("{thing}/@readers", **ROSTER),
    "page site manager-support": [
        *page("@@manager-support/nothing"),
        *page("@@manager-support/thank-you"),
    ],
    "page community how-i-am-listed": page("tuesday/@@how-i-am-listed"),
    "page community sign-in-sheet": page("tuesday/@@sign-in-sheet", **ROSTER),
    "service GET community @applications": service("tuesday/@applications", **ROSTER),
    "service POST community @applications": service(
        "tuesday/@applications", "POST", body={"message": ["x"]}
    ),
    "service PATCH community @applications": service(
        "tuesday/@applications/nothing", "PATCH", body={"decision": "accept"}
    ),
    "service DELETE community @applications": service(
        "tuesday/@applications/nothing", "DELETE"
    ),
    "service GET community @manager-support": service("tuesday/@manager-support"),
    "service POST community @manager-support": service(
        "tuesday/@manager-support", "POST", body={"manager_email": ["x"]}
    ),
    "service PATCH community @manager-support": service(
        "tuesday/@manager-support/nobody-here", "PATCH", body={"without": True}
    ),
    # What its home says of its agreement
    "page community community-agreement": page("tuesday/@@community-agreement"),
    # Forms of a community
    "page community community-forms": page("tuesday/@@community-forms"),
    "page community make-form": page("tuesday/@@make-form?kind=join"),
    "page IFormInCommunity move-form": page("tuesday/{form}/@@move-form"),
    "page IFormInCommunity saved-answers": page("tuesday/{form}/@@saved-answers"),
    "service GET community @forms": service("tuesday/@forms"),
    "service POST community @forms": service(
        "tuesday/@forms", "POST", body={"kind": "nothing"}
    ),
    "service PATCH IFormInCommunity": [
        *service("tuesday/{form}", "PATCH", body={"actions_model": "x"}),
        *service("tuesday/{form}"),
        *page("tuesday/{form}"),
    ],
    "service POST IFormInCommunity @workflow": service(
        "tuesday/{form}/@workflow/nothing", "POST", body={}
    ),
    # Rounds of topics, and whatever else a community makes
    "page add leap.cop.TopicRound": page("tuesday/++add++leap.cop.TopicRound"),
    "page ITopicRound edit": page("tuesday/{round}/@@edit"),
    "page ITopicRound view": page("tuesday/{round}/@@view"),
    "page ITopicRound change-topics": page("tuesday/{round}/@@change-topics"),
    "page ITopicRound take-back-topic": page(
        "tuesday/{round}/@@take-back-topic?topic=nothing"
    ),
    "page ITopicRound take-out-topic": page(
        "tuesday/{round}/@@take-out-topic?topic=nothing"
    ),
    "page ITopicRound board": page("tuesday/{round}/@@board"),
    "page ITopicRound take-out-theme": page(
        "tuesday/{round}/@@take-out-theme?theme=nothing"
    ),
    "page ITopicRound go-on": [
        *page("tuesday/{round}/@@go-on"),
        *page("tuesday/{round}/@@go-on?phase=voting"),
        *page("tuesday/{round}/@@go-on?phase=closed"),
    ],
    "page ITopicRound move-round": page("tuesday/{round}/@@move-round"),
    "page ITopicRound delete_confirmation": page(
        "tuesday/{round}/@@delete_confirmation"
    ),
    "page community rounds": page("tuesday/@@rounds"),
    "page ITopicRound vote": page("tuesday/{round}/@@vote"),
    "page ITopicRound voters": page("tuesday/{round}/@@voters", **ROSTER),
    "page ITopicRound paper": page("tuesday/{round}/@@paper", **ROSTER),
    "page ITopicRound take-out-paper": page(
        "tuesday/{round}/@@take-out-paper?wall=nothing"
    ),
    "page ITopicRound room": page("tuesday/{round}/@@room"),
    "page ITopicRound results-part": page("tuesday/{round}/@@results-part"),
    "page ITopicRound results-csv": page("tuesday/{round}/@@results-csv"),
    "page ITopicRound my-ballot-counted": page("tuesday/{round}/@@my-ballot-counted"),
    "page ITopicRound dealt-with": page("tuesday/{round}/@@dealt-with"),
    "page ITopicRound theme": page("tuesday/{round}/@@theme?id=nothing"),
    "service PATCH IMadeByCommunity": [
        *service("tuesday/{round}", "PATCH", body={"title": ["x"]}),
        *service("tuesday/{round}"),
        *page("tuesday/{round}"),
    ],
    "service POST IMadeByCommunity @workflow": service(
        "tuesday/{round}/@workflow/nothing", "POST", body={}
    ),
    # Closed on content of ours, whatever is switched on; panels that leave it out
    "page content content-checkout": page("{thing}/@@content-checkout"),
    "page content content-checkin": page("{thing}/@@content-checkin"),
    "page content content-cancel-checkout": page("{thing}/@@content-cancel-checkout"),
    "page content iterate_control": page("{thing}/@@iterate_control"),
    **{
        f"service {method} content @workingcopy": service(
            "{thing}/@workingcopy", method
        )
        for method in ("GET", "POST", "PATCH", "DELETE")
    },
    "service GET site @linkintegrity": service("@linkintegrity?uids={uid}"),
    "service GET content @workflow": service("{thing}/@workflow"),
    "page site content-controlpanel": [
        *page("@@content-controlpanel"),
        *page("@@content-controlpanel?type_id=leap.cop.Story"),
    ],
    "page site dexterity-types": page("dexterity-types"),
    "page ITypesContext edit": page("dexterity-types/@@edit"),
    "page ITypesContext import-types": page("dexterity-types/@@import-types"),
    "page ITypesContext types-export": page(
        "dexterity-types/@@types-export?selected=leap.cop.Story"
    ),
    "page ITypesContext models-export": page(
        "dexterity-types/@@models-export?selected=leap.cop.Story"
    ),
}

OWN |= ROUNDS
# What stands on the community is asked there as well.
for ROOM in (AGREEMENTS, MEETINGS):
    OWN |= {name: [*OWN.get(name, ()), *rows] for name, rows in ROOM.items()}

#: Registered, and asked for in another way than by an address.
NOT_ASKED = {
    "page NotFound index.html": "every row that is answered 404 asks for it",
    "page Unauthorized index.html": "every row that is refused asks for it",
    "page Exception index.html": "tests/exposure/test_by_name.py makes some",
    "page IPortletAdding leap.cop.place": "it adds a portlet, and shows nothing",
    "page CopyError index.html": "tests/journeys/test_bad_input_rest.py pastes",
    "page Refused index.html": "rows with bad parameters ask for it",
    "page NotNow index.html": "transitions of a wrong state ask for it",
    "page NotYours index.html": "transitions of somebody else's ask for it",
}
