"""Signs in what people type. Pure, no Zope."""

#: Letters and patterns that are drawn as nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")

#: Joins two signs into one: a family of emoji, letters of some scripts.
_JOINER = "\u200d"


def seen(text: str) -> str:
    """Give a text with plain line ends and without signs that nobody sees.

    Control signs stop some readers of files, and those that turn the direction of
    writing make a text look like another one.
    """
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    kept = "".join(sign for sign in plain if _is_kept(sign))
    # What joins nothing is a sign that nobody sees.
    parts = kept.split(_JOINER)
    joined = parts[0]
    for part in parts[1:]:
        joins = joined[-1:] > "\x7f" and part[:1] > "\x7f"
        joined += _JOINER + part if joins else part
    return joined


def _is_kept(sign: str) -> bool:
    if sign in _BLANK:
        return False
    return sign in ("\n", _JOINER) or sign.isprintable()
