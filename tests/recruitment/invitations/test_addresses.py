"""Addresses and names as people type them."""

from leap.cop.recruitment import addresses

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
    "typed,seen",
    [
        ("Mia Brook", "Mia Brook"),
        ("  Mia\r\nBcc: all@example.org ", "Mia Bcc: all@example.org"),
        ("Mia\u2028Brook\u2029x", "Mia Brook x"),
        ("\u202eMia\u2066 Brook\u200f", "Mia Brook"),
        ("Mi\x00a\x1b[31m", "Mia[31m"),
        ("\ud800Mia", "Mia"),
        ("S\u0326tefania T\u0326ugui", "Ștefania Țugui"),
        ("Мая Иванова", "Мая Иванова"),
        (None, ""),
        (["Mia"], ""),
    ],
)
def test_a_name_stands_on_one_line(typed, seen):
    assert addresses.one_line(typed) == seen
