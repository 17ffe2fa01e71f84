"""Pages on which those whose turn it is change when and where a meeting is."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.core.pages.components import Notice
from leap.cop.meeting import changing
from leap.cop.meeting import clock
from leap.cop.meeting import planning
from leap.cop.meeting import schemas
from leap.cop.meeting import words
from leap.cop.meeting.minutes.views.found import LooksFirst
from leap.cop.meeting.views.forms import UNUSUAL
from leap.cop.meeting.views.page import MeetingPage
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


_IS_SHOWN = Notice(
    "care",
    _("This place is shown with the meeting"),
    _(
        "Everybody who can see the meeting can read it, and it appears in calendars. "
        "The facilitators can change that. Your notes on getting there, and the "
        "link, stay in your community."
    ),
)


class ChangingPage(MeetingPage):
    """A page that changes fields of a meeting."""

    button = _("Save")
    is_about_practice = False

    def rests_on(self) -> dict[str, object]:
        """Return what stood in the form."""
        return {name: str(value) for name, value in self.values().items()}

    @property
    def lead(self) -> str:
        """Which meeting it is."""
        return words.when(self.context, self.request)


class ChangePlaceView(LooksFirst, ChangingPage):
    """Say where a meeting is, and how one gets there."""

    page_title = _("Where you meet")
    needs = "change_place"
    asks = schemas.IWhere
    index = ViewPageTemplateFile("../templates/change-place.pt")

    @property
    def notice(self) -> Notice | None:
        """That others read the place, too, where that is so."""
        return _IS_SHOWN if self.context.address_may_be_shown else None

    def values(self) -> dict[str, object]:
        return {name: changing.there(self.context, name) for name in schemas.IWhere}

    def act(
        self,
        location: str = "",
        venue_notes: str = "",
        room_for: int | None = None,
        online_link: str = "",
    ) -> str:
        changing.change(
            self.context,
            confirmed=self.confirmed,
            location=location or None,
            venue_notes=venue_notes or None,
            room_for=room_for,
            online_link=online_link or None,
        )
        self.say_done(_("Saved."))
        return self.url


class ChangeTimeView(ChangingPage):
    """Say when a meeting is, on the clock where it is."""

    page_title = _("When you meet")
    needs = "change_time"
    asks = schemas.IWhen

    @property
    def lead(self):
        """On whose clock."""
        return _("Local time (${zone}).", mapping={"zone": self.context.timezone})

    def values(self) -> dict[str, object]:
        begins, ends = self.context.start, self.context.end
        return {
            "day": begins.date().isoformat(),
            "begins": f"{begins:%H:%M}",
            "ends": f"{ends:%H:%M}",
        }

    def act(self, day: date, begins: str, ends: str) -> str:
        zone = self.context.timezone
        first = clock.time_of_day(begins, "begins")
        last = clock.time_of_day(ends, "ends")
        start = clock.on_clock(datetime.combine(day, first), zone, "begins")
        # People who meet late go home on the next day.
        until = day if last > first else day + timedelta(days=1)
        end = clock.on_clock(datetime.combine(until, last), zone, "ends")
        changing.check_times(start, end, "ends")
        changing.change(self.context, start=start, end=end)
        unusual = changing.is_unusual(start, end, self.context.mode)
        self.say_done(UNUSUAL if unusual else _("Saved."))
        return self.url


class PlanNextView(MeetingPage):
    """Plan a meeting like this one."""

    page_title = _("Plan the next meeting")
    lead = _(
        "This copies how you meet, for how long, and what comes up "
        "again on the agenda, but not people or their turns. Only "
        "facilitators can see it until you show it."
    )
    button = _("Plan it")
    needs = "lead"
    asks = schemas.INext
    is_about_practice = False
    unseen = {"": "A new meeting; nothing that is there is changed."}

    def values(self) -> dict[str, object]:
        return {"begins": f"{self.context.start:%H:%M}"}

    def act(self, day: date, begins: str, same_place: bool = False) -> str:
        start = datetime.combine(day, clock.time_of_day(begins, "begins"))
        made = planning.plan_next(self.context, start, same_place=same_place)
        self.say_done(
            _(
                "The next meeting is planned. Only facilitators can see it "
                "until you show it."
            )
        )
        return made.absolute_url()
