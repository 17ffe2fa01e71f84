"""Every mail reads right for a group without a short name."""

from leap.cop.notify import mails
from leap.cop.notify.mails import Letter
from leap.cop.notify.receivers import Receiver
from leap.cop.recruitment.support import mail as manager_mail

import importlib
import leap.cop.notify
import pkgutil
import pytest
import re


#: What else letters leave open.
WORDS = dict.fromkeys(
    ("day", "days", "when", "where", "inviter", "name", "moment", "since", "until"), "X"
)

#: Whom these are for: people who are in no such group, or not yet, or no longer.
OUTSIDE = {
    "applications.ANSWERED",
    "applications.MANAGER_SAID",
    "invitations.INVITED",
    "invitations.WAITS",
    "leaving.ALONE",
    "leaving.OWN_LINK",
}


def letters() -> dict[str, Letter]:
    """Return all letters, by module and name."""
    found = {}
    for info in pkgutil.iter_modules(leap.cop.notify.__path__):
        module = importlib.import_module(f"leap.cop.notify.{info.name}")
        for name, value in vars(module).items():
            if isinstance(value, Letter):
                found[f"{info.name}.{name}"] = value
    return found


def texts(letter: Letter) -> list[str]:
    return [letter.subject, *letter.opening, *letter.closing]


def test_there_are_letters():
    assert len(letters()) > 20
    assert letters().keys() >= OUTSIDE


@pytest.mark.parametrize("name", letters())
def test_what_stands_for_a_name_begins_a_line(name):
    letter = letters()[name]
    for text in texts(letter):
        assert "${group}" not in re.sub(r"^\$\{group\}: ", "", str(text)), text
    mail = mails.write(letter, Receiver("a@x", "en"), group="", site="", words=WORDS)
    stands = str(letter.no_name)
    for line in (mail.subject, *mail.body.splitlines()):
        assert stands not in line.removeprefix(f"{stands}: ")[1:]
        assert not re.search(r"\$\{|None|^[:,.]|: *:", line), line


@pytest.mark.parametrize("name", letters())
def test_nobody_outside_reads_that_it_is_theirs(name):
    outside = letters()[name].no_name == mails.SOME_GROUP
    assert outside == (name in OUTSIDE)


def test_the_mail_to_a_manager_has_it_in_its_subject_alone():
    said = (*manager_mail._OPENING, *manager_mail._CLOSING)
    assert not [text for text in said if "${group}" in text]
    assert str(manager_mail._SUBJECT).startswith("${group}: ")
