"""Mail addresses and names as people type them. Pure rules, no Zope.

Two ways to write one address must meet: `ＭＩＡ@Bücher.example` and
`mia@xn--bcher-kva.example` are one mailbox, and whoever is invited twice would get two
tokens. And whatever a person typed may reach a mail or a page: no line breaks, no signs
that turn the reading direction round.
"""

import idna
import re
import unicodedata


#: The longest address that mail allows (RFC 5321), in signs.
MAX_ADDRESS = 254

MAX_NAME = 100

#: The longest name in a mail to somebody outside, in signs.
MAX_IN_MAIL = 60

#: What mail programs make a link of, and what no name has.
_LINKS = re.compile(r"[@/\\]|://|www\.|[^\W\d_]{2}\.[^\W\d_]{2}", re.IGNORECASE)

#: What stands before the @ without quotes (RFC 5321, dot-string). Mail servers that
#: take other alphabets there are rare, and a mail that bounces invites nobody.
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")

#: Controls, formats (the bidirectional ones among them), halves of a character, and
#: characters that nobody has agreed on.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def normal(address: object) -> str:
    """Give an address in the one form in which addresses are compared and written to.

    NFKC, lower case, the domain as ASCII. Empty for what is no plain address.
    """
    if not isinstance(address, str) or len(address) > MAX_ADDRESS:
        return ""
    text = unicodedata.normalize("NFKC", address).strip(" ")
    local, _at, domain = text.rpartition("@")
    try:
        domain = idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        return ""
    local = local.lower()
    result = f"{local}@{domain}"
    return result if _LOCAL.fullmatch(local) and len(result) <= MAX_ADDRESS else ""


def is_own(address: str, own: str) -> bool:
    """Tell whether an address leads to the mailbox of another one, tags left aside."""
    return bool(_mailbox(address)) and _mailbox(address) == _mailbox(own)


def _mailbox(address: str) -> tuple[str, str] | None:
    local, _at, domain = normal(address).rpartition("@")
    return (local.partition("+")[0], domain) if local else None


def domain_of(address: str) -> str:
    """Give the domain of an address, empty for what is no plain address."""
    return normal(address).rpartition("@")[2]


def in_mail(name: object) -> str:
    """Give a name as it may stand in a mail to somebody outside, empty for none.

    People choose their names themselves, and a mail from this site lends its word to
    whatever stands there: a name is short and holds nothing to follow.
    """
    text = one_line(name)
    plain = unicodedata.normalize("NFKC", text)
    return "" if len(plain) > MAX_IN_MAIL or _LINKS.search(plain) else text


def one_line(text: object) -> str:
    """Give a name on one line, without signs that nobody sees.

    Its length is for the caller to bound.
    """
    if not isinstance(text, str):
        return ""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    seen = (sign for sign in spaced if unicodedata.category(sign) not in _DROPPED)
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
