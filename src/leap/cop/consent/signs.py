"""Signs in what people type. Pure, no Zope."""


def seen(text: str) -> str:
    """Give a text with plain line ends and without signs that nobody sees.

    Control signs stop some readers of files, and those that turn the direction of
    writing make a text look like another one.
    """
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
