"""A key fits exactly one text."""

from hypothesis import given
from hypothesis import strategies as st
from leap.cop.consent.digest import text_digest

import unicodedata


SALT = b"0123456789abcdef"

texts = st.dictionaries(st.sampled_from(["title", "learning"]), st.text())


def test_form():
    digest = text_digest({"title": "A"}, SALT)
    assert digest.startswith("v1:")
    assert len(digest) == 3 + 64


def test_another_salt_is_another_digest():
    assert text_digest({"title": "A"}, SALT) != text_digest({"title": "A"}, b"other")


def test_empty_and_absent_value_are_one():
    assert text_digest({"title": None}, SALT) == text_digest({"title": ""}, SALT)


def test_a_line_end_is_a_line_end():
    one, other = {"title": "a\r\nb"}, {"title": "a\nb"}
    assert text_digest(one, SALT) == text_digest(other, SALT)


@given(texts)
def test_composed_and_decomposed_letters_are_one(parts):
    composed = {key: unicodedata.normalize("NFC", text) for key, text in parts.items()}
    taken = {key: unicodedata.normalize("NFD", text) for key, text in parts.items()}
    assert text_digest(composed, SALT) == text_digest(taken, SALT)


@given(texts, texts)
def test_different_texts_differ(one, other):
    def normal(parts):
        ends = {key: text.replace("\r\n", "\n") for key, text in parts.items()}
        return {
            key: unicodedata.normalize("NFC", text.replace("\r", "\n"))
            for key, text in ends.items()
        }

    same = normal(one) == normal(other)
    assert (text_digest(one, SALT) == text_digest(other, SALT)) == same


def test_media_are_covered_whatever_their_order():
    from leap.cop.story import rules

    texts = {"title": "The long table"}
    one = {"kind": "a", "sha256": "1", "title": "Picture", "description": None}
    two = {"kind": "b", "sha256": "2", "title": "Film", "description": "A song"}
    assert rules.digested(texts, []) == texts
    both = rules.digested(texts, [one, two])
    assert both == rules.digested(texts, [two, one])
    digests = {
        text_digest(rules.digested(texts, media), b"salt")
        for media in (
            [],
            [one],
            [two],
            [one, two],
            [one, one],
            [{**one, "description": "x"}],
            [{**one, "sha256": "3"}],
            [{**one, "title": "x"}],
            [{**one, "kind": "b"}],
        )
    }
    assert len(digests) == 9
