"""A site with some pages beside a community."""

from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFPlone.interfaces.syndication import IFeedSettings
from tests.media.sample_pictures import png

import pytest
import transaction


@pytest.fixture
def pages(site, told):
    """Return a site with a list of stories, a feed, a text file and a picture."""
    told("community")
    with api.env.adopt_roles(["Manager"]):
        news = api.content.create(site, "Collection", "news", title="News")
        news.query = [
            {
                "i": "portal_type",
                "o": "plone.app.querystring.operation.selection.any",
                "v": ["leap.cop.Story"],
            }
        ]
        IFeedSettings(news).enabled = True
        files = api.content.create(site, "Folder", "files")
        text = api.content.create(files, "File", "text")
        text.file = NamedBlobFile(b"Soup.", "text/plain", "menu.txt")
        picture = api.content.create(files, "Image", "picture")
        picture.image = NamedBlobImage(png(), "image/png", "soup.png")
        for content in (news, files, text, picture):
            if api.content.get_state(content, "published") != "published":
                api.content.transition(content, "publish")
    transaction.commit()
    return site
