"""The pages and services of rounds, each in a row: a part of `own_channels.OWN`.

`{round}` makes a row one for each planted round; `{theme_id}` and `{topic_id}` are
what stands in that very round.
"""

from tests.exposure.channels import Channel
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.channels import PEOPLE


def page(*addresses: str, **more) -> list[Channel]:
    return [Channel(f"tuesday/{{round}}/{one}", HTML, "O", **more) for one in addresses]


def service(address: str, method: str = "GET", **more) -> list[Channel]:
    return [Channel(f"tuesday/{{round}}/{address}", JSON, "O", method=method, **more)]


#: Facilitators choose from those who can vote, and let others in.
VOTERS = {"tells": PEOPLE}

ROUNDS: dict[str, list[Channel]] = {
    # Topics and themes
    "page ITopicRound view": page("", "@@view"),
    "page ITopicRound change-topics": page("@@change-topics"),
    "page ITopicRound take-back-topic": page("@@take-back-topic?topic={topic_id}"),
    "page ITopicRound take-out-topic": page("@@take-out-topic?topic={topic_id}"),
    "page ITopicRound board": page("@@board"),
    "page ITopicRound take-out-theme": page("@@take-out-theme?theme={theme_id}"),
    "page ITopicRound go-on": page("@@go-on?phase=voting", "@@go-on?phase=closed"),
    "page ITopicRound move-round": page(
        "@@move-round?transition=hide", "@@move-round?transition=publish"
    ),
    "page ITopicRound delete_confirmation": page("@@delete_confirmation"),
    "service GET ITopicRound @topics": [
        *service("@topics"),
        *service("@topics?b_size=100"),
        *service("@topics/{topic_id}"),
    ],
    "service POST ITopicRound @topics": service(
        "@topics", "POST", body={"text": ["x"]}
    ),
    "service PATCH ITopicRound @topics": [
        *service("@topics/{topic_id}", "PATCH", body={"text": ["x"]}),
        *service("@topics/nothing", "PATCH", body={"objection": ["x"]}),
    ],
    "service DELETE ITopicRound @topics": service("@topics/nothing", "DELETE"),
    "service GET ITopicRound @themes": [
        *service("@themes"),
        *service("@themes/{theme_id}"),
    ],
    "service POST ITopicRound @themes": [
        *service("@themes", "POST", body={"title": ["x"]}),
        *service("@themes", "POST", body={"candidate": "nothing"}),
    ],
    "service PATCH ITopicRound @themes": service(
        "@themes/{theme_id}", "PATCH", body={"position": "x"}
    ),
    "service DELETE ITopicRound @themes": service("@themes/nothing", "DELETE"),
    "service GET ITopicRound @phase": service("@phase"),
    "service POST ITopicRound @phase": service(
        "@phase", "POST", body={"phase": "collecting or so"}
    ),
    # Dots
    "page ITopicRound vote": page("@@vote"),
    "page ITopicRound voters": page("@@voters", **VOTERS),
    "page ITopicRound paper": page("@@paper", **VOTERS),
    "page ITopicRound take-out-paper": page("@@take-out-paper?wall=nothing"),
    "page ITopicRound room": page("@@room"),
    "service GET ITopicRound @ballot": service("@ballot"),
    "service PUT ITopicRound @ballot": service("@ballot", "PUT", body={"dots": 1}),
    "service DELETE ITopicRound @ballot": service("@ballot/nothing", "DELETE"),
    "service POST ITopicRound @paper-ballots": service(
        "@paper-ballots", "POST", body={"voters": ["nobody-here"], "dots": {}}
    ),
    "service GET ITopicRound @paper-ballots": service("@paper-ballots"),
    "service DELETE ITopicRound @paper-ballots": service(
        "@paper-ballots/nothing", "DELETE"
    ),
    "service GET ITopicRound @voters": service("@voters", **VOTERS),
    "service POST ITopicRound @voters": service(
        "@voters", "POST", body={"userid": "nobody-here"}
    ),
    "service POST ITopicRound @reminder": service("@reminder/nothing", "POST", body={}),
    # What came out
    "page ITopicRound results-part": page("@@results-part"),
    "page ITopicRound results-csv": page("@@results-csv"),
    "page ITopicRound my-ballot-counted": page("@@my-ballot-counted"),
    "page ITopicRound dealt-with": page("@@dealt-with"),
    "page ITopicRound put-aside": page("@@put-aside"),
    "page ITopicRound theme": page("@@theme?id={theme_id}"),
    "service GET ITopicRound @results": service("@results"),
    "service PATCH ITopicRound @results": service("@results", "PATCH", body={"x": 1}),
    # On the community
    "page community rounds": [Channel("tuesday/@@rounds", HTML, "O")],
    "service GET community @rounds": [Channel("tuesday/@rounds", JSON, "O")],
}
