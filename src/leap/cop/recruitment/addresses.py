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


def one_line(text: object) -> str:
    """Give a name on one line, without signs that nobody sees.

    Its length is for the caller to bound.
    """
    if not isinstance(text, str):
        return ""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    seen = (sign for sign in spaced if unicodedata.category(sign) not in _DROPPED)
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
