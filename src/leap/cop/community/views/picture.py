"""The picture of a community: serving it, and the page on which it is chosen."""

from leap.cop import _
from leap.cop.community.records import CommunityPicture
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.errors import Refused
from leap.cop.core.pages import emblem
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.schemas import CleanLine
from leap.cop.media import serving
from leap.cop.media.accept import accepted_pictures
from zope.event import notify
from zope.interface import Interface
from zope.lifecycleevent import ObjectModifiedEvent


class PictureDownload(serving.FileView):
    """The picture, to be kept."""

    field = emblem.FIELD


class PictureShown(serving.ShownFileView):
    """The picture, in the browser's window."""

    field = emblem.FIELD


class PictureScales(serving.ScaleView):
    """The picture, or a smaller one: `@@images/picture/preview`."""

    field = emblem.FIELD


class ISaid(Interface):
    """What is sent besides the file."""

    act = CleanLine(required=False, may_be_empty=True)
    text = CleanLine(
        title=_("What the picture shows"),
        required=False,
        may_be_empty=True,
        max_length=200,
    )


class CommunityPictureView(CommunityPage):
    """Choose a picture, say what one sees there, or take it away."""

    page_title = _("Picture of the community")
    tab = "settings"
    has_columns = False
    takes = ISaid
    unseen = {"remove": PROTECTS}

    @property
    def emblem(self) -> emblem.Emblem:
        """What stands for the community now."""
        return emblem.emblem_of(self.context)

    @property
    def accepted(self) -> str:
        """What the file input asks for."""
        return accepted_pictures()

    @property
    def text(self) -> str:
        """What is said of the picture."""
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.typed("text")
        return self.context.picture_text or ""

    @property
    def leave_url(self) -> str:
        """Where everything is that can be set."""
        return f"{self.url}/settings"

    def rests_on(self) -> dict[str, object]:
        """Return the picture that is there, and what is said of it."""
        picture = self.context.picture
        return {
            "picture": picture.sha256 if picture else "",
            "text": self.context.picture_text or "",
        }

    def act(self, act: str = "", text: str = "") -> str:
        """Keep what was chosen, or take away what is there."""
        community = self.context
        if act == "remove":
            community.picture, community.picture_text = None, None
            self.say_done(
                _(
                    "Removed. The initials of the community's name take the "
                    "picture's place."
                )
            )
        else:
            sent = self.request.form.get(emblem.FIELD)
            if getattr(sent, "filename", ""):
                community.picture = CommunityPicture(sent)
            if community.picture is None:
                raise Refused(_("choose a picture."), emblem.FIELD)
            community.picture_text = text or None
            self.say_done(_("Saved."))
        notify(ObjectModifiedEvent(community))
        return self.form_url
