"""What nobody means to send. Data, and no test."""

#: Values of another kind than a text.
NO_TEXTS = [None, 1, 1.5, True, ["x"], {"a": "b"}, [], {}]

#: Texts that say nothing.
EMPTY = ["", " ", "\n\t", "\u2003"]

#: Half of a sign: JSON can write it, nobody can keep it.
HALF = "A \ud800 word"

#: Bodies that are no JSON object.
BODIES = [
    b"",
    b"[]",
    b"{",
    b"null",
    b'"x"',
    b"\xff",
    b'{"a":' * 600 + b"1" + b"}" * 600,
]

#: Nested so deep that stock stumbles before anybody knows who asks.
DEEP = [b"[" * 100_000, b'{"a":' * 60_000]
