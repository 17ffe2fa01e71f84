"""What was said: a record for the people of the community, a summary that may be shown.

Whoever joins later reads the record, too. Nobody but its people knows that there is
one: to those who wait, and to the site's administration, it is not there.
"""

from leap.cop import _
from leap.cop.core import binding
from leap.cop.core import revision
from leap.cop.core.audience import COMMUNITY
from leap.cop.core.audience import PRIVATE
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.markup.clean import clean
from leap.cop.core.markup.clean import plain
from leap.cop.core.numbers import written
from leap.cop.core.pages.richtext import paragraphs
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.events import SummaryShown
from leap.cop.meeting.minutes import showing
from leap.cop.meeting.records import Minutes
from leap.cop.meeting.records import record_of
from zExceptions import NotFound
from zope.event import notify


#: No record and no summary is longer than this, in characters of its HTML.
MAX_TEXT = 50_000

TEXTS = ("members_record", "summary")


def need(meeting, act: str) -> None:
    """Let only those go on who may do something with the record.

    :raises NotFound: for everybody to whom there is no record at all.
    :raises NotYours: for those who read it.
    """
    if not voices.may(meeting, "read_record"):
        raise NotFound("record")
    voices.need(meeting, act)


def read(meeting) -> Minutes:
    """Return what was said, for the people of the community.

    :raises NotFound: for everybody else.
    """
    need(meeting, "read_record")
    return record_of(meeting).minutes


def as_values(minutes: Minutes) -> dict[str, object]:
    """Return everything that its readers know of it."""
    return {
        "members_record": minutes.members_record,
        "summary": minutes.summary,
        "summary_shown": minutes.summary_shown,
        "kept": minutes.kept,
        "rev": minutes.rev,
    }


def shown_summary(meeting) -> str:
    """Return the summary for whoever sees the meeting, empty where none is shown."""
    minutes = record_of(meeting).minutes
    return minutes.summary if minutes.summary_shown else ""


def cleaned(text: str, field: str) -> str:
    """Return what is kept of a text: no pictures, no frames, nothing without a word.

    :raises Refused: for one that is too long.
    """
    html = clean(paragraphs(text))
    if len(html) > MAX_TEXT:
        raise Refused(
            _("up to ${limit} characters.", mapping={"limit": written(MAX_TEXT)}), field
        )
    return html if plain(html, struck=True) else ""


def may_write(meeting) -> bool:
    """Tell whether the current user writes, and the record is not kept."""
    is_open = not record_of(meeting).minutes.kept
    return is_open and voices.may(meeting, "write_record")


def write(
    meeting,
    *,
    rev: int,
    members_record: str | None = None,
    summary: str | None = None,
    summary_shown: bool | None = None,
    confirmed: bool = False,
) -> Minutes:
    """Write down what was said; what is None stays as it is.

    :param rev: what it rests on; 0 where nothing is written yet.
    :param confirmed: whether somebody has looked at what `showing` found.
    :raises NotNow: once it is kept, and for another `rev`.
    :raises SeeFirst: before a summary is shown in which something was found.
    """
    need(meeting, "write_record")
    minutes = record_of(meeting).minutes
    if minutes.kept:
        raise NotNow(
            _("The record of this meeting is final. The facilitators can reopen it.")
        )
    _check_rev(minutes, rev)
    sent = {"members_record": members_record, "summary": summary}
    wanted: dict[str, object] = {
        name: cleaned(text, name) for name, text in sent.items() if text is not None
    }
    if summary_shown is not None:
        wanted["summary_shown"] = summary_shown
    now = as_values(minutes)
    changed = {name for name, value in wanted.items() if value != now[name]}
    after = {**now, **wanted}
    if after["summary_shown"] and not after["summary"]:
        raise Refused(_("write a summary first."), "summary_shown")
    if after["summary_shown"] and changed & {"summary", "summary_shown"}:
        _check_showing(meeting, str(after["summary"]), confirmed)
    if changed:
        _store(meeting, minutes, {name: wanted[name] for name in changed})
    return minutes


def _check_rev(minutes: Minutes, rev: int) -> None:
    """Refuse what rests on another state; both texts as they are go along.

    :raises Stale: with them.
    """
    try:
        revision.check_rev(minutes, rev, lambda: as_values(minutes))
    except NotNow as stale:
        stale.more = {"current_rev": minutes.rev}
        raise


def _check_showing(meeting, summary: str, confirmed: bool) -> None:
    # Before members see the meeting, nobody is to see the summary that they will not.
    state = binding.state_of(meeting)
    audience = COMMUNITY if state == PRIVATE else state
    texts = {**showing.shown_texts(meeting), "summary": summary}
    showing.check(meeting, texts, audience, confirmed=confirmed)


def _store(meeting, minutes: Minutes, changed: dict[str, object]) -> None:
    for name, value in changed.items():
        setattr(minutes, name, value)
    minutes.rev += 1
    if changed.get("summary_shown"):
        notify(SummaryShown(meeting))


def keep(meeting) -> None:
    """Keep the record as it is; once more changes nothing.

    :raises NotNow: where nothing is written, or the meeting did not take place yet.
    """
    need(meeting, "keep_record")
    minutes = record_of(meeting).minutes
    if minutes.kept:
        return
    if (reason := why_not_kept(meeting)) is not None:
        raise NotNow(reason)
    minutes.kept = True
    minutes.rev += 1


def why_not_kept(meeting):
    """Return why there is nothing to keep yet, None where there is."""
    record = record_of(meeting)
    if not any(getattr(record.minutes, name) for name in TEXTS):
        return _("Nothing has been written down yet.")
    if record.phase != rules.HELD:
        return _("First say that the meeting took place.")
    return None


def may_keep(meeting) -> bool:
    """Tell whether there is something that the current user can keep as it is."""
    is_open = not record_of(meeting).minutes.kept and why_not_kept(meeting) is None
    return is_open and voices.may(meeting, "keep_record")


def reopen(meeting) -> None:
    """Let a kept record be changed again."""
    need(meeting, "reopen_record")
    minutes = record_of(meeting).minutes
    if minutes.kept:
        minutes.kept = False
        minutes.rev += 1
