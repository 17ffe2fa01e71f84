"""Mail addresses: one notion of them, whoever types or gets one."""

from hypothesis import given
from hypothesis import strategies
from leap.cop.core import addresses

import pytest


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("mia@example.org", "mia@example.org"),
        ("  Mia.Brook+cop@Example.ORG ", "mia.brook+cop@example.org"),
        ("ｍｉａ＠ｅｘａｍｐｌｅ.ｏｒｇ", "mia@example.org"),
        ("mia@Bücher.example", "mia@xn--bcher-kva.example"),
        ("mia@bu\u0308cher.example", "mia@xn--bcher-kva.example"),
        ("mia@faß.example", "mia@xn--fa-hia.example"),
        ("mia@example.org.", "mia@example.org"),
        ("mia@пример.бг。", "mia@xn--e1afmkfd.xn--90ae"),
        ("o'brien+cop@mail.example.org", "o'brien+cop@mail.example.org"),
        ("mia@localhost", "mia@localhost"),
        ("\u200bmia@example.org", "mia@example.org"),
        ("mia@example.org\ufeff", "mia@example.org"),
        ("mi\u00ada@example.org", "mia@example.org"),
        ("\u00a0mia@example.org", "mia@example.org"),
        ("mia@example.org..", ""),
        ("mia@bü cher.example", ""),
        ("mailto:mia@example.org", ""),
        ("\tmia@example.org", ""),
        ("mia@example.org\u2028", ""),
        ("мия@пример.бг", ""),
        ("miа@example.org", ""),  # a Cyrillic a
        ("mia@example.org\r\nBcc: all@example.org", ""),
        ("mia@example.org\n", ""),
        ("mia\u202e@example.org", ""),
        ("mia@exa\u200bmple.org", "mia@example.org"),
        ("mia@example.org, ron@example.org", ""),
        ("Mia <mia@example.org>", ""),
        ('"mia brook"@example.org', ""),
        ("mia@ron@example.org", ""),
        (".mia@example.org", ""),
        ("mia..b@example.org", ""),
        ("mia@", ""),
        ("@example.org", ""),
        ("mia@example..org", ""),
        ("mia@-example.org", ""),
        ("mia@[127.0.0.1]", ""),
        ("mia", ""),
        ("", ""),
        (f"{'m' * 260}@example.org", ""),
        (f"mia@{'e' * 64}.org", ""),
        ("mia@\ud800.org", ""),
        (None, ""),
        (["mia@example.org"], ""),
        (7, ""),
    ],
)
def test_one_mailbox_is_written_one_way(typed, meant):
    assert addresses.normal(typed) == meant


@pytest.mark.parametrize(
    "typed,written",
    [
        (" Mia@Example.org ", "Mia@example.org"),
        ("Mia@Bücher.example.", "Mia@xn--bcher-kva.example"),
        ("ＭＩＡ@example.org", "mia@example.org"),
        ("mia", ""),
        (None, ""),
    ],
)
def test_it_is_written_to_as_its_owner_writes_it(typed, written):
    assert addresses.deliverable(typed) == written


@given(strategies.text() | strategies.text().map("mia@{}".format))
def test_no_address_holds_what_would_end_a_header(text):
    for found in (addresses.normal(text), addresses.deliverable(text)):
        assert found == " ".join(found.split())
        assert found.isascii() and found.isprintable()
        assert addresses.normal(found) == addresses.normal(text)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("ann@example.org", "ann@example.org"),
        ("ANN@Example.org", "ann@example.org"),
        ("ann+boss@example.org", "ann@example.org"),
        ("ann@example.org", "ann+work@example.org"),
        ("ann@xn--bcher-kva.example", "ann@bücher.example"),
    ],
)
def test_ways_to_write_the_own_address(address, own):
    assert addresses.is_own(address, own)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("boss@example.org", "ann@example.org"),
        ("ann@example.com", "ann@example.org"),
        ("ann@example.org", ""),
        ("ann@example.org", "ann"),
        ("ann", "ann"),
    ],
)
def test_addresses_of_others(address, own):
    assert not addresses.is_own(address, own)


@pytest.mark.parametrize(
    "typed",
    ["ann@e\u0445ample.org", "ann@\u0430pple.com", "ann@xn--pple-43d.com"],
)
def test_a_domain_of_several_alphabets_is_none(typed):
    assert addresses.normal(typed) == addresses.deliverable(typed) == ""
