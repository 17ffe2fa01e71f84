"""The pages and services of agreements, each in a row: a part of `own_channels.OWN`.

`{agreement}` makes a row one for each planted agreement, `{agreed}` is the community
that it is of; `{clause_id}` is a rule that people work on there.
"""

from tests.exposure.channels import Channel
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.channels import PEOPLE


def page(*addresses: str, on: str = "{agreement}") -> list[Channel]:
    return [Channel(f"{on}{one}", HTML, "O") for one in addresses]


def service(
    address: str, method: str = "GET", on: str = "{agreement}", **more
) -> list[Channel]:
    return [Channel(f"{on}{address}", JSON, "O", method=method, **more)]


#: The community's own places, where nothing may tell that it has one.
COMMUNITY = "{agreed}"

AGREEMENTS: dict[str, list[Channel]] = {
    # The agreement
    "page community begin-agreement": page("/@@begin-agreement", on=COMMUNITY),
    "page IAgreement view": page("", "/@@view", "/edit", "/@@cop-macros"),
    "page IAgreement versions": page("/@@versions"),
    "page IAgreement clauses": page("/@@clauses"),
    "page IAgreement change-clause": page(
        "/@@change-clause?clause={clause_id}", "/@@change-clause?clause=nothing"
    ),
    "page IAgreement what-changed": page("/@@what-changed"),
    "page IAgreement put-in-force": page("/@@put-in-force"),
    "page IAgreement who-has-answered": page("/@@who-has-answered"),
    "page IAgreement agreement-script": page("/@@agreement-script"),
    "page IAgreement change-audience": page(
        "/@@change-audience?transition=publish", "/@@change-audience?transition=hide"
    ),
    "service DELETE IAgreement": [
        *service("", "DELETE"),
        *service("", "PATCH", body={"title": ["x"]}),
        *service("/@workflow/nothing", "POST", body={}),
    ],
    # Clauses
    "service GET IAgreement @clauses": [
        *service("/@clauses"),
        *service("/@clauses/{clause_id}"),
    ],
    "service POST IAgreement @clauses": service(
        "/@clauses", "POST", body={"text": ["x"]}
    ),
    "service PATCH IAgreement @clauses": [
        *service("/@clauses/{clause_id}", "PATCH", body={"rev": 0, "text": "x"}),
        *service("/@clauses/nothing", "PATCH", body={"answer": "never"}),
    ],
    "service DELETE IAgreement @clauses": service("/@clauses/nothing", "DELETE"),
    # Versions
    "service GET IAgreement @versions": [
        *service("/@versions"),
        *service("/@versions/1"),
        *service("/@versions/1?against=1"),
    ],
    "service POST IAgreement @versions": [
        *service("/@versions", "POST", body={"digest": "v1:nothing"}),
        *service("/@versions/1", "POST", body={"contest": False}),
    ],
    # Answers
    "service GET IAgreement @acceptance": service("/@acceptance"),
    "service PUT IAgreement @acceptance": service(
        "/@acceptance", "PUT", body={"userid": "zzquibble"}
    ),
    "service GET IAgreement @acceptances": service("/@acceptances"),
    "service POST IAgreement @reminder": service("/@reminder/nothing", "POST", body={}),
    # What went wrong, from the agreement's own page
    "service POST IMadeByCommunity @concerns": [
        *service("/@concerns", "POST", body={"text": ["x"]}),
        *service("/@concerns", "POST", on="tuesday/{round}", body={"text": ["x"]}),
    ],
    # What the community says where an agreement is
    "page community view": page("", "/@@view", on=COMMUNITY),
    "page community say-something": page("/@@say-something", on=COMMUNITY),
    "page community concerns": page("/@@concerns", on=COMMUNITY),
    "page community members": [
        Channel(f"{COMMUNITY}/@@members", HTML, "O", tells=PEOPLE)
    ],
    "page community join": page("/@@join", on=COMMUNITY),
    "service GET community @cop-home": [
        *service("/@cop-home", on=COMMUNITY),
        *service("", on=COMMUNITY),
        *service("?fullobjects=1", on=COMMUNITY),
    ],
    "service POST community @concerns": service(
        "/@concerns", "POST", on=COMMUNITY, body={"text": ["x"]}
    ),
}

#: How stock Plone is asked for it.
STOCK = [
    *(
        Channel(f"{{agreement}}{address}", HTML, "O")
        for address in ("/@@title", "/@@sitemap", "/@@folder_contents", "/@@sharing")
    ),
    *(
        Channel(f"{{agreement}}{address}", JSON, "O")
        for address in ("/@history", "/@workflow", "/@breadcrumbs", "/@actions")
    ),
    Channel("{agreed}/++add++leap.cop.Agreement", HTML, "O"),
    Channel("@@resolveuid/{agreement_uid}", HTML, "O"),
    Channel("resolveuid/{agreement_uid}/@clauses", JSON, "O"),
    Channel("@search?UID={agreement_uid}&fullobjects=1", JSON, "O"),
    Channel("@search?portal_type=leap.cop.Agreement&metadata_fields=_all", JSON, "O"),
    Channel("{agreed}/@search?b_size=100&metadata_fields=_all", JSON, "O"),
    Channel("{agreed}/@@folder_contents", HTML, "O"),
    Channel("{agreed}/@navigation?expand.navigation.depth=3", JSON, "O"),
]
