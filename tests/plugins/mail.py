"""A mail server that keeps what it gets, and a site that sends there."""

from aiosmtpd.controller import Controller
from email import message_from_bytes
from email.policy import default
from plone import api

import pytest
import socket
import transaction


class Sink:
    """Keeps envelopes; refuses some receivers, or everything."""

    def __init__(self) -> None:
        self.envelopes = []
        self.refused: set[str] = set()
        self.accepts = True

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if not self.accepts:
            return "554 not today"
        self.envelopes.append(envelope)
        return "250 OK"

    @property
    def receivers(self) -> list[str]:
        """Return who got how many mails, sorted, the part before the @."""
        found = [to for envelope in self.envelopes for to in envelope.rcpt_tos]
        return sorted(address.partition("@")[0] for address in found)

    @property
    def messages(self):
        return [
            message_from_bytes(envelope.content, policy=default)
            for envelope in self.envelopes
        ]

    def message_to(self, name: str):
        [found] = [m for m in self.messages if m["To"] == f"{name}@example.org"]
        return found

    def everything(self) -> str:
        """Return all that went over the wire, as it went and as it is read."""
        parts = []
        for envelope, message in zip(self.envelopes, self.messages, strict=True):
            parts.append(f"{envelope.mail_from} {envelope.rcpt_tos}")
            parts.append(envelope.content.decode("utf-8"))
            parts.extend(f"{name}: {value}" for name, value in message.items())
            parts.append(message.get_content())
        return "\n".join(parts)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def sink():
    handler = Sink()
    handler.port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def post(site, sink):
    """Return the site with the sink as its mail server; nothing was sent so far."""
    records = {
        "plone.smtp_host": "127.0.0.1",
        "plone.smtp_port": sink.port,
        "plone.email_from_address": "intranet@example.org",
    }
    for name, value in records.items():
        api.portal.set_registry_record(name, value)
    transaction.commit()
    return site
