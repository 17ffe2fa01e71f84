"""What stands in a mail: no secret, the receiver's language, headers."""

from leap.cop.notify import mails
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import PEOPLE
from plone import api
from plone.app.textfield.value import RichTextValue
from tests.notify.doing import make_site_reviewer
from tests.notify.doing import set_properties
from tests.notify.doing import submit
from zope.component import getGlobalSiteManager
from zope.i18n.interfaces import ITranslationDomain
from zope.i18n.simpletranslationdomain import SimpleTranslationDomain

import pytest
import transaction


SECRETS = {
    "title": "Zanzibar",
    "text": "Marmalade",
    "community": "Quillfeather",
    "purpose": "Perihelion",
    "note": "Thimblerig",
}


@pytest.fixture
def secretive(post):
    """Return the community with secrets in all its texts."""
    community = post["tuesday"]
    community.title = f"{SECRETS['community']} practitioners"
    community.description = SECRETS["purpose"]
    community.purpose = RichTextValue(SECRETS["purpose"], "text/html", "text/html")
    transaction.commit()
    return community


@pytest.fixture
def told_secret(secretive, story_there):
    words = RichTextValue(f"<p>{SECRETS['text']}</p>", "text/html", "text/html")
    return story_there(title=SECRETS["title"], description="", learning=words)


class TestWhatItSays:
    def letters(self, act, sink, story):
        """Send one mail of each kind."""
        submit(act, story)
        transaction.commit()
        act("reviewer", lifecycle.send_back, story, SECRETS["note"])
        transaction.commit()
        submit(act, story)
        act("reviewer", lifecycle.approve, story)
        transaction.commit()
        act("reviewer", lifecycle.put_on_hold, story, SECRETS["note"])
        transaction.commit()
        assert sink.receivers == ["reviewer", *["teller"] * 3]

    @pytest.mark.parametrize("short_name", ["Tuesday", "", None])
    def test_no_secret(self, act, sink, told_secret, secretive, short_name):
        secretive.short_name = short_name
        transaction.commit()
        self.letters(act, sink, told_secret)
        said = sink.everything()
        names = [word for name, *_rest in PEOPLE.values() for word in name.split()]
        ids = [told_secret.getId(), told_secret.UID(), secretive.UID()]
        for secret in (*SECRETS.values(), *names, *ids):
            assert secret.casefold() not in said.casefold(), secret
        start = short_name or "Your group"
        assert all(m["Subject"].startswith(f"{start}: ") for m in sink.messages)

    def test_headers(self, act, sink, told_secret, post):
        self.letters(act, sink, told_secret)
        for envelope, message in zip(sink.envelopes, sink.messages, strict=True):
            assert set(message.keys()) == {
                "Subject",
                "From",
                "To",
                "Date",
                "Message-ID",
                "Auto-Submitted",
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding",
            }
            assert message["Auto-Submitted"] == "auto-generated"
            assert message["From"] == envelope.mail_from == "intranet@example.org"
            assert [message["To"]] == envelope.rcpt_tos
            assert message.get_content_type() == "text/plain"
            assert message.get_content_charset() == "utf-8"
            words = message.get_content().splitlines()
            assert words[0] == "Hello,"
            assert max(map(len, words)) <= 76
            page = "review-queue" if "reviewer" in message["To"] else "my-stories"
            assert f"{post.absolute_url()}/{page}" in words

    def test_in_the_language_of_the_receiver(self, act, sink, story_there, romanian):
        make_site_reviewer()
        set_properties("colleague", language="ro")
        submit(act, story_there())
        transaction.commit()
        assert sink.receivers == ["colleague", "reviewer"]
        theirs = sink.message_to("colleague")
        assert theirs["Subject"] == "Tuesday circle: vă așteaptă o poveste"
        assert theirs.get_content().splitlines()[0] == "Bună ziua,"
        assert sink.message_to("reviewer").get_content().startswith("Hello,")

    def test_in_the_language_of_the_site(self, act, sink, story_there, romanian, post):
        api.portal.set_registry_record("plone.available_languages", ["en", "ro"])
        api.portal.set_registry_record("plone.default_language", "ro")
        post["tuesday"].short_name = ""
        transaction.commit()
        set_properties("reviewer", language="")
        submit(act, story_there())
        transaction.commit()
        message = sink.message_to("reviewer")
        assert message["Subject"] == "Grupul tău: vă așteaptă o poveste"


@pytest.fixture
def romanian():
    """Put a few Romanian messages in the place of the real ones."""
    manager = getGlobalSiteManager()
    real = manager.queryUtility(ITranslationDomain, name="leap.cop")
    texts = {
        "Hello,": "Bună ziua,",
        mails.ASKED.subject: "${group}: vă așteaptă o poveste",
        mails.NO_NAME: "Grupul tău",
    }
    domain = SimpleTranslationDomain(
        "leap.cop", {("ro", str(text)): said for text, said in texts.items()}
    )
    manager.registerUtility(domain, ITranslationDomain, name="leap.cop")
    yield
    if real is None:
        manager.unregisterUtility(domain, ITranslationDomain, name="leap.cop")
    else:
        manager.registerUtility(real, ITranslationDomain, name="leap.cop")
