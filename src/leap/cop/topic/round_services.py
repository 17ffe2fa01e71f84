"""REST of a round: topics, themes, and which phase it is in."""

from datetime import datetime
from leap.cop import _
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.revision import check_rev
from leap.cop.core.services import CopService
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic import schemas
from leap.cop.topic import theme_history
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.interfaces import Met
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from leap.cop.topic.records import topics_under
from leap.cop.topic.theme_history import Stop


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="seconds") if value is not None else None


class TopicsService(CopService):
    """What the topics services share."""

    path = "topic"

    def url(self, topic_id: str) -> str:
        return f"{self.context.absolute_url()}/@topics/{topic_id}"

    def row(self, row: TopicRow) -> dict:
        result = {
            "@id": self.url(row.id),
            "id": row.id,
            "text": row.text,
            "theme": row.theme or None,
            "mine": row.mine,
            "rev": row.rev,
        }
        if row.author:
            result["author"] = row.author
        if row.objection:
            result["objection"] = row.objection
        return result


class TopicsGet(TopicsService):
    """The topics, or one of them."""

    path_may_be_empty = True

    def handle(self, topic_id=""):
        if topic_id:
            return self.row(collecting.topic_row(self.context, topic_id))
        return self.listing(collecting.topics(self.context), self.row)


class TopicsPost(TopicsService):
    """Write one: `{text}`."""

    path = ""
    takes = schemas.ITopic

    def handle(self, text):
        row = collecting.raise_topic(self.context, text, now=self.now)
        return self.created(self.row(row))


class TopicsPatch(TopicsService):
    """Change one's own: `{text}`, `{objection}`; put one under a theme: `{theme}`.

    With `rev`, the one that was seen, a change that rests on another one is refused.
    """

    takes = schemas.IChangedTopic

    def handle(self, topic_id, rev=None, **sent):
        if not sent:
            raise Refused(_("send what you want to change."), "text")
        row = collecting.topic_row(self.context, topic_id)
        if rev is not None:
            check_rev(row, rev, lambda: self.row(row))
        if "text" in sent:
            collecting.change_topic(self.context, topic_id, sent["text"], now=self.now)
        if "theme" in sent:
            self._move(topic_id, sent["theme"])
        if "objection" in sent:
            why = sent["objection"]
            collecting.object_to(self.context, topic_id, why, now=self.now)
        return self.row(collecting.topic_row(self.context, topic_id))

    def _move(self, topic_id: str, theme_id: str | None) -> None:
        if not collecting.may_group(self.context):
            raise NotYours(_("Only facilitators can group topics into themes."))
        grouping.move_topic(self.context, topic_id, theme_id, now=self.now)


class TopicsDelete(TopicsService):
    """Take one back, or, as a facilitator, out."""

    def handle(self, topic_id):
        collecting.drop_topic(self.context, topic_id, now=self.now)


class ThemesService(CopService):
    """What the themes services share."""

    path = "theme"

    def url(self, theme_id: str) -> str:
        return f"{self.context.absolute_url()}/@themes/{theme_id}"

    def row(self, theme: Theme) -> dict:
        record = record_of(self.context)
        topics = [topic.id for topic in topics_under(record, theme.id)]
        return {
            "@id": self.url(theme.id),
            "id": theme.id,
            "title": theme.title,
            "description": theme.description,
            "position": theme.position,
            "topics": topics,
            "dealt_with": theme.dealt_with,
            "rev": theme.rev,
            "corrected": [{"title": title, "date": day} for title, day in theme.labels],
        }

    def stop(self, stop: Stop) -> dict:
        """Return a theme in one of its rounds."""
        result = {
            "round": {
                "@id": stop.round.absolute_url(),
                "title": stop.round.title,
            },
            "id": stop.theme.id,
            "title": stop.theme.title,
            "topics": [topic.text for topic in stop.topics],
        }
        if stop.result is not None:
            result["place"] = stop.result.place
            result["dots"] = stop.result.dots
            result["share"] = stop.share
        return result

    def met(self, stop: Met) -> dict:
        """Return a meeting in which people talked about a theme."""
        return {
            "meeting": {"@id": stop.url, "title": stop.title},
            "held": stop.day.isoformat(),
        }


class ThemesGet(ThemesService):
    """The themes, or one with its life-line; for facilitators what may come back."""

    path_may_be_empty = True

    def handle(self, theme_id=""):
        if theme_id:
            return self._one(theme_id)
        found = self.listing(grouping.themes(self.context), self.row)
        if collecting.may_group(self.context):
            found["candidates"] = [
                self.stop(stop)
                for stop in theme_history.candidates(self.context, now=self.now)
            ]
        return found

    def _one(self, theme_id: str) -> dict:
        result = self.row(grouping.theme(self.context, theme_id))
        line = theme_history.life_line(self.context, theme_id, now=self.now)
        met = theme_history.met(community_of(self.context), line.line)
        result["life_line"] = [self.stop(stop) for stop in line.stops]
        result["life_line"] += [self.met(stop) for stop in met]
        return result


class ThemesPost(ThemesService):
    """Make one: `{title, description?, topics?}`; take one over: `{candidate}`."""

    path = ""
    takes = schemas.ITheme

    def handle(self, title="", description="", topics=(), candidate=None):
        if candidate is not None:
            made = theme_history.take_candidate(self.context, candidate, now=self.now)
        else:
            made = grouping.add_theme(
                self.context, title, description, topics, now=self.now
            )
        return self.created(self.row(made))


class ThemesPatch(ThemesService):
    """Change one: `{title?, description?, topics?, position?, dealt_with?, rev?}`."""

    takes = schemas.IChangedTheme

    def handle(self, theme_id, rev=None, **sent):
        theme = grouping.theme(self.context, theme_id)
        if rev is not None:
            check_rev(theme, rev, lambda: self.row(theme))
        return self.row(
            grouping.change_theme(self.context, theme_id, sent, now=self.now)
        )


class ThemesDelete(ThemesService):
    """Take one out, while nobody has voted; its topics stand alone again."""

    def handle(self, theme_id):
        grouping.drop_theme(self.context, theme_id, now=self.now)


class PhaseService(CopService):
    """What the phase services share."""

    def state(self) -> dict:
        """Return where the round is."""
        phase = phases.phase_of(self.context, self.now)
        result = {
            "@id": f"{self.context.absolute_url()}/@phase",
            "phase": phase,
            "opens": _moment(self.context.opens),
            "closes": _moment(self.context.closes),
            "next": list(rules.WAY.ahead_of(phase)),
        }
        if phase in (rules.VOTING, rules.CLOSED):
            result["voted"], result["electorate"] = phases.turnout(
                self.context, self.now
            )
        return result


class PhaseGet(PhaseService):
    """Where the round is, and how many have voted."""

    def handle(self):
        return self.state()


class PhasePost(PhaseService):
    """Take the round on: `{phase}`."""

    takes = schemas.IPhase

    def handle(self, phase, revision=None):
        self.check_seen(revision)
        phases.go_to(self.context, phase, now=self.now)
        return self.state()
