"""REST of what people write through a story: notes to its teller, and concerns."""

from leap.cop.core.services import CopService
from leap.cop.story.notes import concerns
from leap.cop.story.notes import notes
from leap.cop.story.schemas import IConcern
from leap.cop.story.schemas import INote


class NotesService(CopService):
    """What the services of notes share."""

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@notes"

    def row(self, line: notes.Line) -> dict:
        """Return one note; a teller's has neither name nor id."""
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

    def handle(self):
        return self.listing(list(notes.lines_for_reader(self.context)), self.row)


class NotesPost(NotesService):
    """Write a note."""

    takes = INote

    def handle(self, text, thread=None):
        line = notes.write(self.context, text, thread, now=self.now)
        self.request.response.setStatus(201)
        return self.row(line)


class ConcernsPost(CopService):
    """Write about somebody in a public story."""

    takes = IConcern

    def handle(self, text, contact=None):
        concerns.raise_concern(self.context, text, contact, now=self.now)
        self.request.response.setStatus(201)
        # No id: it would let whoever asks twice find out what is there already. That
        # mails went is known after the commit, and said then.
        return {"@id": f"{self.context.absolute_url()}/@concerns", "sent": False}
