"""The pages and services of meetings, each in a row: a part of `own_channels.OWN`.

`{meeting}` makes a row one for each planted meeting; `{row_id}` is what stands on its
agenda.
"""

from tests.exposure.channels import Channel
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.channels import PEOPLE


def page(*addresses: str, on: str = "{meeting}", **more) -> list[Channel]:
    return [Channel(f"{on}{one}", HTML, "O", **more) for one in addresses]


def service(
    address: str, method: str = "GET", on: str = "{meeting}", **more
) -> list[Channel]:
    return [Channel(f"{on}{address}", JSON, "O", method=method, **more)]


#: Who of the community could take a turn, lead something, or was there.
ROSTER = {"tells": PEOPLE}

#: What is of the community, and where a medium would be.
TUESDAY = {"on": "tuesday"}
MEDIUM = "{meeting}/nothing"

MEETINGS: dict[str, list[Channel]] = {
    # The meeting
    "page IMeeting view": page("", "/@@view"),
    "page IMeeting edit": page("/edit", "/@@edit"),
    "page IMeeting delete_confirmation": page("/@@delete_confirmation"),
    "page IMeeting move-meeting": page(
        "/@@move-meeting?transition=publish", "/@@move-meeting?transition=hide"
    ),
    "page IMeeting change-place": page("/@@change-place"),
    "page IMeeting change-time": page("/@@change-time"),
    "page IMeeting cancel-meeting": page("/@@cancel-meeting"),
    "page IMeeting restore-meeting": page("/@@restore-meeting"),
    "page IMeeting took-place": page("/@@took-place"),
    "page IMeeting not-held": page("/@@not-held"),
    "page IMeeting plan-next": page("/@@plan-next"),
    "page IMeeting invite-to-meeting": page("/@@invite-to-meeting"),
    "page IMeeting calendar.ics": page("/calendar.ics", "/ics_view"),
    "page add leap.cop.Meeting": page("/++add++leap.cop.Meeting", **TUESDAY),
    "page community meetings": page("/@@meetings", "/meetings?when=past", **TUESDAY),
    "page community calendar.ics": page("/calendar.ics", **TUESDAY),
    "page community community-next-meeting": page(
        "/@@community-next-meeting", **TUESDAY
    ),
    "service PATCH IMeeting": [
        *service(""),
        *service("", "PATCH", body={"title": ["x"]}),
    ],
    "service POST IMeeting": service("", "POST", body={"@type": "nothing"}),
    "service POST IMeeting @workflow": service("/@workflow/nothing", "POST", body={}),
    "service GET IMeeting @phase": service("/@phase"),
    "service POST IMeeting @phase": service("/@phase", "POST", body={"phase": "x"}),
    "service POST IMeeting @invite": service("/@invite/nothing", "POST", body={}),
    "service GET community @meetings": [
        *service("/@meetings?b_size=100", **TUESDAY),
        *service("/@meetings?when=next", **TUESDAY),
        *service("/@meetings?when=past", **TUESDAY),
    ],
    # The agenda
    "page IMeeting agenda": page("/@@agenda"),
    "page IMeeting add-row": page("/@@add-row", **ROSTER),
    "page IMeeting change-row": page(
        "/@@change-row?row={row_id}", "/@@change-row?row=nothing", **ROSTER
    ),
    "page IMeeting bring-story": page("/@@bring-story"),
    "page IMeeting agenda-suggestions": page("/@@agenda-suggestions"),
    "service GET IMeeting @agenda": [
        *service("/@agenda"),
        *service("/@agenda/{row_id}"),
    ],
    "service POST IMeeting @agenda": service("/@agenda", "POST", body={"kind": "x"}),
    "service PATCH IMeeting @agenda": [
        *service("/@agenda/{row_id}", "PATCH", body={"rev": 999, "title": "x"}),
        *service("/@agenda/nothing", "PATCH", body={"rev": 1}),
    ],
    "service DELETE IMeeting @agenda": service("/@agenda/nothing", "DELETE"),
    "service GET IMeeting @agenda-suggestions": service("/@agenda-suggestions"),
    "service POST IMeeting @agenda-suggestions": service(
        "/@agenda-suggestions", "POST", body={"take": ["nothing"]}
    ),
    # Who comes, who came, whose turn
    "page IMeeting will-you-come": page("/@@will-you-come"),
    "page IMeeting who-comes": page("/@@who-comes", **ROSTER),
    "page IMeeting who-was-here": page("/@@who-was-here", **ROSTER),
    "page IMeeting whose-turn": page("/@@whose-turn", **ROSTER),
    "page site cop-answer": page("@@cop-answer/nothing", on=""),
    "service GET IMeeting @rsvp": service("/@rsvp", **ROSTER),
    "service PUT IMeeting @rsvp": service("/@rsvp", "PUT", body={"answer": "x"}),
    "service DELETE IMeeting @rsvp": service("/@rsvp/nothing", "DELETE"),
    "service GET IMeeting @attendance": service("/@attendance", **ROSTER),
    "service PATCH IMeeting @attendance": service(
        "/@attendance", "PATCH", body={"people": {"nobody-here": "present"}}
    ),
    "service GET IMeeting @turns": service("/@turns", **ROSTER),
    "service PATCH IMeeting @turns": service(
        "/@turns", "PATCH", body={"host": {"userid": "nobody-here"}}
    ),
    # What was said
    "page IMeeting record": page("/@@record"),
    "page IMeeting keep-record": page("/@@keep-record"),
    "page IMeeting open-record": page("/@@open-record"),
    "page IMeeting print-record": page("/@@print-record"),
    "page IMeeting print-summary": page("/@@print-summary"),
    "page IMeeting after": page("/@@after", **ROSTER),
    "page IMeeting tell-here": page("/@@tell-here"),
    "page IMeeting take-off-story": page("/@@take-off-story?story=nothing"),
    "page story traces": page("/@@traces", on="{thing}"),
    "service GET IMeeting @record": service("/@record"),
    "service PUT IMeeting @record": service("/@record", "PUT", body={"rev": 999}),
    "service POST IMeeting @record": service("/@record/nothing", "POST", body={}),
    "service DELETE IMeeting @record": service("/@record/nothing", "DELETE"),
    "service GET IMeeting @told": service("/@told"),
    "service POST IMeeting @told": service("/@told", "POST", body={"story": "x"}),
    "service DELETE IMeeting @told": service("/@told/nothing", "DELETE"),
    "service GET story @traces": service("/@traces", on="{thing}"),
    "service POST story @traces": service(
        "/@traces", "POST", on="{thing}", body={"nothing": 1}
    ),
    # Files and links
    "page IMeeting meeting-media": page("/@@meeting-media"),
    "page IMeeting change-medium": page("/@@change-medium?medium=nothing"),
    "page IMeeting remove-medium": page("/@@remove-medium?medium=nothing"),
    "page IMeeting show-medium": page("/@@show-medium?medium=nothing"),
    "page IMeeting hide-medium": page("/@@hide-medium?medium=nothing"),
    "page community resources": page(
        "/@@resources", "/@@resources?words={word}", **TUESDAY
    ),
    "service PATCH IMeetingMedium": service(
        "", "PATCH", on=MEDIUM, body={"title": ["x"]}
    ),
    "service DELETE IMeetingMedium": service("", "DELETE", on=MEDIUM),
    "service GET community @resources": service("/@resources?b_size=100", **TUESDAY),
    # Who does what
    "page community actions": page("/@@actions", **TUESDAY),
    "page community add-action": page("/@@add-action", **TUESDAY, **ROSTER),
    "page community change-action": page(
        "/@@change-action?action=nothing", **TUESDAY, **ROSTER
    ),
    "page community move-action": page("/@@move-action", **TUESDAY),
    "page community drop-action": page("/@@drop-action?action=nothing", **TUESDAY),
    "page site my-actions": page("@@my-actions", on=""),
    "service GET community @cop-actions": service(
        "/@cop-actions?b_size=100", **TUESDAY
    ),
    "service POST community @cop-actions": service(
        "/@cop-actions", "POST", body={"text": ["x"]}, **TUESDAY
    ),
    "service PATCH community @cop-actions": service(
        "/@cop-actions/nothing", "PATCH", body={"rev": 1}, **TUESDAY
    ),
    "service DELETE community @cop-actions": service(
        "/@cop-actions/nothing", "DELETE", **TUESDAY
    ),
    "service GET site @my-actions": service("@my-actions?b_size=100", on=""),
    # Calendars
    "page site cop-calendar": page("@@cop-calendar/nothing.ics", on=""),
    "page site my-calendar": page("@@my-calendar", on=""),
    "page site end-my-calendar": page("@@end-my-calendar", on=""),
    "service GET site @calendar-link": service("@calendar-link", on=""),
    "service POST site @calendar-link": service(
        "@calendar-link/nothing", "POST", on="", body={}
    ),
    "service DELETE site @calendar-link": service(
        "@calendar-link/nothing", "DELETE", on=""
    ),
}
