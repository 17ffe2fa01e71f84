"""The agreement over REST."""

from functools import cached_property
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import schemas
from leap.cop.agreement import versions
from leap.cop.agreement import voices
from leap.cop.agreement.records import Clause
from leap.cop.agreement.records import record_of
from leap.cop.agreement.rules import Version
from leap.cop.agreement.rules import Wording
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.core.services import CopService
from plone import api
from zExceptions import NotFound


#: What our own words are translated into.
LANGUAGES = ("en", "bg", "ro", "nl")


class AgreementService(CopService):
    """What the services of an agreement share."""

    @cached_property
    def url(self) -> str:
        """The agreement's address."""
        return self.context.absolute_url()

    @property
    def language(self) -> str:
        """The language that the reader reads: the client's, where the site has it."""
        wanted = (self.request.getHeader("Accept-Language") or "").split(",")[0]
        primary = wanted.partition(";")[0].strip().lower().partition("-")[0]
        known = api.portal.get_tool("portal_languages").getSupportedLanguages()
        if primary in {*LANGUAGES, *known}:
            return primary
        return api.portal.get_current_language()


class AgreementDelete(AgreementService):
    """Take an agreement away of which nothing was ever put in force."""

    def handle(self):
        community_of(self.context)._delObject(self.context.getId())


# Clauses


class ClausesService(AgreementService):
    """The clauses that a group works on."""

    path = "clause"

    def row(self, clause: Clause) -> dict:
        """Return what the people of the community see of a clause."""
        given = clause.answers_now()
        may_write = voices.voice_of(self.context, self.me) in voices.PEOPLE
        return {
            "@id": f"{self.url}/@clauses/{clause.id}",
            **clause.wording._asdict(),
            "goes_in": clause.goes_in,
            "rev": clause.rev,
            "mine": given.get(self.me),
            "counts": rules.counts(given.values()),
            "may_change": may_write,
            "may_take_out": clauses.may_take_out(self.context, clause, self.me),
        }


class ClausesGet(ClausesService):
    """All clauses, in order, and the digest of what would be put in force."""

    path = ""

    def handle(self):
        voice = voices.voice_of(self.context, self.me)
        # Whoever administers the site reads what is worked on, and changes none of it.
        if not voices.reads_totals(self.context, voice):
            raise NotFound("clauses")
        rows = [self.row(clause) for clause in record_of(self.context).ordered()]
        return {
            "@id": f"{self.url}/@clauses",
            "items": rows,
            "items_total": len(rows),
            "digest": clauses.next_digest(self.context),
        }


class ClausesPost(ClausesService):
    """Add a clause."""

    path = ""
    takes = schemas.IClause

    def handle(self, text, meaning=""):
        clause = clauses.add(self.context, text, meaning or "", by=self.me)
        return self.created(self.row(clause))


class ClausesPatch(ClausesService):
    """Change a clause, or answer it."""

    takes = schemas.IChangedClause

    def handle(self, clause_id, **sent):
        voices.let_people_write(self.context, self.me)
        clause = clauses.find(self.context, clause_id)
        if "answer" in sent:
            if len(sent) > 1:
                raise Refused(
                    _("send this on its own: it is about the text as you read it."),
                    "answer",
                )
            clauses.answer(self.context, clause, sent["answer"], by=self.me)
            return self.row(clause)
        if sent.get("rev") is None:
            raise Refused(_("send the rev that you read."), "rev")
        if len(sent) == 1:
            raise Refused(_("send what you want to change."), "body")
        self._change(clause, **sent)
        return self.row(clause)

    def _change(self, clause: Clause, rev: int, **sent) -> None:
        seen = {"by": self.me, "current": lambda: self.row(clause)}
        if "goes_in" in sent or "before" in sent:
            clauses.place(
                self.context,
                clause,
                rev=rev,
                goes_in=sent.pop("goes_in", None),
                moves="before" in sent,
                before=sent.pop("before", None),
                **seen,
            )
            rev = clause.rev
        if sent:
            clauses.change(self.context, clause, rev=rev, **sent, **seen)


class ClausesDelete(ClausesService):
    """Take a clause out."""

    def handle(self, clause_id):
        voices.let_people_write(self.context, self.me)
        clauses.take_out(
            self.context, clauses.find(self.context, clause_id), by=self.me
        )


# Versions


def version_as_json(record, version: Version) -> dict:
    """Return a version with its clauses."""
    return {
        "version": version.n,
        "change": versions.change_of(record, version),
        "note": version.note,
        "effective": versions.counts_from(record, version).isoformat(),
        "digest": version.digest,
        "language": version.language,
        "clauses": [wording._asdict() for wording in version.wordings],
        "safeguarding": version.safeguarding,
    }


class VersionsService(AgreementService):
    """The versions of an agreement."""

    path = "version"

    def row(self, version: Version) -> dict:
        """Return what all readers see of a version, without its clauses."""
        row = version_as_json(record_of(self.context), version)
        del row["clauses"], row["safeguarding"]
        return {
            "@id": f"{self.url}/@versions/{version.n}",
            **row,
            "clauses_total": len(version.clauses),
            "made": version.made.isoformat(timespec="seconds"),
        }


class VersionsGet(VersionsService):
    """All versions, newest first; or one, with its clauses and what has changed."""

    path_may_be_empty = True
    takes = schemas.IAgainst

    def handle(self, n=None, against=None):
        record = record_of(self.context)
        if n is None:
            return self.listing(record.all_versions()[::-1], self.row)
        version = versions.find(self.context, n)
        row = {**self.row(version), **version_as_json(record, version)}
        if against is not None:
            old = versions.find(self.context, against)
            row["diff"] = [
                {"id": each.id, "was": _words(each.was), "is": _words(each.now)}
                for each in rules.differences(old, version)
            ]
            other = rules.organisations_difference(old, version)
            if other is not None:
                row["safeguarding_was"] = old.safeguarding
        return row


def _words(wording: Wording | None) -> dict | None:
    if wording is None:
        return None
    return {"text": wording.text, "meaning": wording.meaning}


class VersionsPost(VersionsService):
    """Put the clauses that go in in force; or say that a small change is none."""

    path_may_be_empty = True

    @property
    def takes(self):
        """What is sent: a version's number in the path says which of the two it is."""
        return schemas.IContest if self.params else schemas.IVersion

    def handle(self, n=None, contest=True, **sent):
        if n is None:
            version = versions.put_in_force(
                self.context,
                by=self.me,
                now=self.now,
                language=self.language,
                channel="rest",
                **{name: value for name, value in sent.items() if value is not None},
            )
            row = self.row(version)
            self.created(row)
            return {
                name: row[name] for name in ("@id", "version", "digest", "effective")
            }
        if not contest:
            raise Refused(_("send true."), "contest")
        row = self.row(versions.contest(self.context, n, by=self.me, now=self.now))
        return {name: row[name] for name in ("@id", "version", "change", "effective")}


# Answers


class AcceptanceService(AgreementService):
    """The reader's own answer."""

    def row(self) -> dict:
        """Return how far the reader is."""
        mine = acceptance.mine(self.context, self.me, now=self.now)
        return {
            "@id": f"{self.url}/@acceptance",
            **mine._asdict(),
            "at": mine.at and mine.at.isoformat(timespec="seconds"),
            "until": mine.until and mine.until.isoformat(),
        }


class AcceptanceGet(AcceptanceService):
    """How far the reader is."""

    def handle(self):
        return self.row()


class AcceptancePut(AcceptanceService):
    """Answer the newest version for oneself."""

    takes = schemas.IAcceptance
    hints = {"userid": _("you can only answer for yourself.")}

    def handle(self, answer, version, digest, language=None):
        acceptance.answer(
            self.context,
            answer,
            userid=self.me,
            version=version,
            digest=digest,
            now=self.now,
            language=language or self.language,
            channel="rest",
            current=self.row,
        )
        return self.row()


class AcceptancesGet(AgreementService):
    """Who has answered, for facilitators; how many, for the others."""

    def handle(self):
        voice = voices.voice_of(self.context, self.me)
        if voice != voices.FACILITATOR:
            if not voices.reads_totals(self.context, voice):
                raise NotFound("acceptances")
            accepted, of = acceptance.totals(self.context)
            return {
                "@id": f"{self.url}/@acceptances",
                "accepted": accepted,
                "of": of,
            }
        names = Membership(community_of(self.context)).names
        heard = acceptance.heard(self.context)
        known = names(row.userid for row in heard)
        ordered = sorted(heard, key=lambda row: sort_key(known[row.userid]))
        return self.listing(
            ordered, lambda row: {**row._asdict(), "fullname": known[row.userid]}
        )


class ReminderPost(AgreementService):
    """Have those reminded who have not answered."""

    def handle(self):
        return {"people": acceptance.remind(self.context, by=self.me, now=self.now)}
