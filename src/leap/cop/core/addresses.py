"""Mail addresses: the one notion of them, for everybody who types or gets one. Pure.

Two ways to write one address must meet: `ＭＩＡ@Bücher.example.` and
`mia@xn--bcher-kva.example` are one mailbox, and whoever is invited twice would get two
tokens. And what is none must reach no mail: a line break would add headers to it.
"""

import idna
import re
import unicodedata


#: The longest address that mail allows (RFC 5321), in characters.
MAX_ADDRESS = 254

#: What stands before the @ without quotes (RFC 5321, dot-string). Mail servers that
#: take other alphabets there are rare, and a mail that bounces invites nobody.
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


#: Scripts whose letters look alike: a name with several of them is there to deceive.
_LOOK_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})


def _deceives(domain: str) -> bool:
    """Tell whether a part of a domain has letters of several look-alike scripts."""
    return any(
        len({_script(letter) for letter in label if letter.isalpha()} & _LOOK_ALIKE) > 1
        for label in domain.split(".")
    )


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def normal(address: object) -> str:
    """Return an address in the one form in which it is compared and written to.

    Lower case, the domain as ASCII and without the dot of the root. Characters that
    nobody sees and that come with what is pasted do not count, wherever they stand.
    Empty for what is no plain address, and for a domain that mixes alphabets: it would
    go to somebody else than it seems.
    """
    if not isinstance(address, str) or len(address) > MAX_ADDRESS:
        return ""
    try:
        plain = unicodedata.normalize("NFKC", address)
        text = idna.uts46_remap(plain, std3_rules=False).strip(" ")
        local, _at, domain = text.rpartition("@")
        domain = idna.encode(domain).decode("ascii").removesuffix(".")
        # As people read it, in whichever way it was written.
        if _deceives(idna.decode(domain)):
            return ""
    except UnicodeError:
        return ""
    result = f"{local}@{domain}"
    return result if _LOCAL.fullmatch(local) and len(result) <= MAX_ADDRESS else ""


def deliverable(address: object) -> str:
    """Return an address as it is written to, empty for what is none.

    As `normal` does, but for the case of what stands before the @: a server may mind.
    """
    plain = normal(address)
    local, at, domain = plain.rpartition("@")
    typed = str(address).strip(" ").rpartition("@")[0]
    return f"{typed}{at}{domain}" if typed.lower() == local else plain


def is_own(address: str, own: str) -> bool:
    """Tell whether an address leads to the mailbox of another one, tags left aside."""
    return bool(_mailbox(address)) and _mailbox(address) == _mailbox(own)


def _mailbox(address: str) -> tuple[str, str] | None:
    local, _at, domain = normal(address).rpartition("@")
    return (local.partition("+")[0], domain) if local else None


def domain_of(address: str) -> str:
    """Return the domain of an address, empty for what is no plain address."""
    return normal(address).rpartition("@")[2]
