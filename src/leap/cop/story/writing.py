"""REST of what people write through a story: notes to its teller, and concerns."""

from leap.cop.consent.rest import CopService
from leap.cop.story import concerns
from leap.cop.story import notes


class NotesService(CopService):
    """What the services of notes share."""

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@notes"

    def row(self, line: notes.Line) -> dict:
        """Give one note; a teller's has neither name nor id."""
        sender = {"fullname": line.fullname, "role": line.note.voice}
        return {
            "@id": f"{self.url}#{line.note.id}",
            "id": line.note.id,
            "thread": line.thread,
            "from": "teller" if line.is_tellers else sender,
            "date": line.note.day.isoformat(),
            "text": line.note.text,
        }


class NotesGet(NotesService):
    """The notes that the reader reads: all to the teller, else one thread."""

    def reply(self):
        return self.listing(list(notes.lines_for_reader(self.context)), self.row)


class NotesPost(NotesService):
    """Write a note: `{text, thread?}`."""

    def reply(self):
        data = self.body()
        line = notes.write(
            self.context,
            data.get("text"),
            data.get("thread"),
            now=self.now,
        )
        self.request.response.setStatus(201)
        return self.row(line)


class ConcernsPost(CopService):
    """Write about somebody in a public story: `{text, contact?}`."""

    def reply(self):
        data = self.body()
        concerns.raise_concern(
            self.context,
            data.get("text"),
            data.get("contact"),
            now=self.now,
        )
        self.request.response.setStatus(201)
        # No id: it would let whoever asks twice find out what is there already. That
        # mails went is known after the commit, and said then.
        return {"@id": f"{self.context.absolute_url()}/@concerns", "sent": False}


class ConcernsService(CopService):
    """What the services at the site root share."""

    def row(self, found: concerns.Found) -> dict:
        """Give one concern; its story while all staff can read that."""
        concern = found.concern
        story = found.kept.story(concern)
        return {
            "@id": f"{self.context.absolute_url()}/@concerns/{found.id}",
            "id": found.id,
            "story": story.absolute_url() if story is not None else None,
            "title": story.title if story is not None else "",
            "community": found.kept.community.title,
            "date": concern.day.isoformat(),
            "text": concern.text,
            "contact": concern.contact,
            "status": concern.status,
        }


class ConcernsGet(ConcernsService):
    """What the reader reads; for whoever looks after nothing, an empty list."""

    def reply(self):
        return self.listing(concerns.for_reader(), self.row)


class ConcernsPatch(ConcernsService):
    """Mark one as dealt with: `{status}`."""

    def reply(self):
        key = self.one_param()
        data = self.body()
        return self.row(concerns.set_status(key, data.get("status")))


class ConcernsDelete(ConcernsService):
    """Erase one that was dealt with."""

    def reply(self):
        key = self.one_param()
        self.body()
        concerns.erase(key)
        return self.reply_no_content()
