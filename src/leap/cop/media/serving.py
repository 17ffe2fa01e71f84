"""Serving files: who may see the holder was asked by the gate, on each request.

Views of our own and not stock's: nothing is made or stored while reading, nothing is
marked for a cache, and what a browser might run is a download only.
"""

from leap.cop.core.containment import container_of
from leap.cop.core.headers import set_confidential
from leap.cop.core.pages.path import TakesPath
from leap.cop.core.unwalked import Unwalked
from plone.namedfile.browser import Download
from plone.namedfile.utils import stream_data
from Products.Five.browser import BrowserView
from zExceptions import NotFound


#: Whatever is in a file, it runs nothing and calls nobody.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class FileView(TakesPath, BrowserView):
    """A file of a medium: `@@download/<field>`, always to be kept."""

    may_be_inline = False

    @property
    def field(self) -> str:
        """The field that holds the file."""
        return self.context.field

    def __call__(self):
        value = self.found()
        self.set_headers(value)
        # As it is stored, to the byte: a transform would put a reader's token into it.
        self.request.environ["plone.transformchain.disable"] = True
        if self.request.get("REQUEST_METHOD") == "HEAD":
            return ""
        return stream_data(value, **self.handle_request_range(value))

    HEAD = __call__

    #: What stock does with `Range`, which players need.
    handle_request_range = Download.handle_request_range

    def found(self):
        """Return the file that is asked for."""
        name = self.path[0] if self.path else self.field
        value = self.context_file
        if name != self.field or len(self.path) > 2 or not hasattr(value, "_blob"):
            raise NotFound(name)
        return value

    def set_headers(self, value) -> None:
        """Say what it is, that it is for this reader alone, and how to show it."""
        response = self.request.response
        kind = value.contentType
        charset = ";charset=utf-8" if kind.startswith("text/") else ""
        response.setHeader("Content-Type", kind + charset)
        response.setHeader("Content-Length", str(value.getSize()))
        response.setHeader("Accept-Ranges", "bytes")
        inline = self.may_be_inline and self.context_file.is_inline
        shown = "inline" if inline else "attachment"
        name = self.context_file.filename
        response.setHeader("Content-Disposition", f'{shown}; filename="{name}"')
        if not inline:
            response.setHeader("Content-Security-Policy", POLICY)
        set_confidential(response)

    @property
    def context_file(self):
        """The file that is kept, None for none."""
        return getattr(self.context, self.field, None)


class ShownFileView(FileView):
    """The same, in the browser's window, where that is safe: `@@display-file`."""

    may_be_inline = True


class ScaleView(ShownFileView):
    """A picture, or one of its smaller ones: `@@images/image/preview`."""

    def tag(self, *_field, **_wanted) -> None:
        """Return no picture to stock's lists and searches, which ask each content."""

    scale = tag

    def found(self):
        """Return what is asked for: nothing is made on the way."""
        if len(self.path) == 2:
            name, scale = self.path
            scales = getattr(self.context_file, "scales", {})
            if name == self.field and scale in scales:
                return scales[scale]
            raise NotFound(scale)
        return super().found()


class NotHereView(Unwalked, BrowserView):
    """A stock view that would make scales, or store them."""

    def __call__(self):
        raise NotFound(self.__name__)


class MediumView(Unwalked, BrowserView):
    """A medium has no page of its own: it stands on its holder's."""

    def __call__(self):
        medium = self.context
        holder = container_of(medium).absolute_url()
        self.request.response.redirect(f"{holder}#medium-{medium.getId()}")
        return ""
