"""Mails that cannot go: what was done is done, and the log tells nobody's name."""

from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.notify.doing import make_site_reviewer
from tests.notify.doing import submit

import logging
import pytest
import transaction


class TestTrouble:
    def check(self, act, story, caplog):
        """Ask to publish: it is saved, and the log tells neither whom nor what."""
        with caplog.at_level(logging.DEBUG):
            submit(act, story)
            transaction.commit()
        assert lifecycle.state_of(story) == "pending"
        ours = [r.getMessage() for r in caplog.records if r.name == "leap.cop"]
        for secret in ("@", "example.org", story.getId(), "tuesday"):
            assert secret not in "\n".join(ours)
        assert not any("Error in hook" in r.getMessage() for r in caplog.records)
        return ours

    def test_a_server_that_refuses(self, act, sink, story_there, caplog):
        sink.accepts = False
        ours = self.check(act, story_there(), caplog)
        assert ours == ["A mail could not be sent (SMTPDataError)"]
        assert sink.receivers == []

    def test_one_receiver_refused_the_other_served(
        self, act, sink, story_there, caplog
    ):
        make_site_reviewer()
        sink.refused = {"colleague@example.org"}
        ours = self.check(act, story_there(), caplog)
        assert ours == ["A mail could not be sent (SMTPRecipientsRefused)"]
        assert sink.receivers == ["reviewer"]

    def test_no_server_there(self, act, sink, story_there, caplog):
        make_site_reviewer()
        story = story_there()
        api.portal.set_registry_record("plone.smtp_port", 1)
        transaction.commit()
        ours = self.check(act, story, caplog)
        assert ours == ["A mail could not be sent (ConnectionRefusedError)"]

    @pytest.mark.parametrize(
        ("record", "value"),
        [("plone.smtp_host", ""), ("plone.email_from_address", None)],
    )
    def test_nothing_configured(self, act, sink, story_there, caplog, record, value):
        story = story_there()
        records = api.portal.get_tool("portal_registry").records
        # Past the schema: a new site has no address, which no form lets anybody save.
        records._values[record] = value
        transaction.commit()
        assert self.check(act, story, caplog) == []
        assert sink.receivers == []
