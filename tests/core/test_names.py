"""Names in the order in which readers look for them."""

from leap.cop.core.names import hue
from leap.cop.core.names import HUES
from leap.cop.core.names import initials
from leap.cop.core.names import matches
from leap.cop.core.names import MOST_WAYS
from leap.cop.core.names import sort_key
from leap.cop.core.names import spellings
from random import Random

import pytest


LISTS = [
    ["Ana", "Änne", "Anouk", "Ăna", "Bela"],
    ["Sandu", "Stan", "Șerban", "Ștefan", "Tudor", "Țurcanu", "Ursula"],
    ["Oda", "Ødegård", "Olaf", "Öznur", "Zora"],
    ["Lech", "Łęcka", "Lena", "Żaneta", "Zora"],
    ["Zora", "Ωmega", "Анна", "Иван", "Йордан", "Калина", "Яна", "שרה"],
    ["Maria", "maria ionescu", "Maria  Popa", "Márta"],
    ["7 of nine", "Ada"],
    ["Straße", "Strasser", "Strauß"],
    ["Cafe", "Café"],
]


@pytest.mark.parametrize("names", LISTS, ids=lambda names: names[0])
def test_names_stand_where_readers_look_for_them(names):
    mixed = list(names)
    Random(7).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == sorted(names, key=sort_key)
    assert sorted(mixed, key=sort_key) == names


def test_readers_of_another_alphabet_find_it_first():
    names = ["Zora", "Ωmega", "Анна", "Яна", "7 of nine", "שרה"]
    first = ["7 of nine", "Анна", "Яна", "Zora", "Ωmega", "שרה"]
    assert sorted(names, key=lambda name: sort_key(name, "bg")) == first
    assert sorted(names, key=lambda name: sort_key(name, "el"))[1] == "Ωmega"
    assert sorted(names, key=lambda name: sort_key(name, "ro"))[1] == "Zora"


def test_how_a_letter_is_put_together_does_not_matter():
    assert sort_key("S\u0326erban") == sort_key("\u0218erban")
    assert sort_key("") == sort_key("  ")


@pytest.mark.parametrize(
    "name,letters",
    [
        ("Ruth Calloway", "RC"),
        ("Niamh", "N"),
        ("Ионка Георгиева Петрова", "ИП"),
        ("ștefan (he) o'Neill", "ȘO"),
        ("Side by side: the Tuesday circle", "SC"),
        ("– Tea –", "T"),
        ("Tea & cake", "TC"),
        ("", ""),
        ("…", ""),
    ],
)
def test_initials_are_letters_of_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters


def test_a_name_has_one_colour_however_it_is_written():
    assert hue("Ștefan  Pop") == hue("S\u0326tefan pop ")
    assert {hue(f"Person {number}") for number in range(200)} == set(range(1, HUES + 1))


@pytest.mark.parametrize(
    "typed,written",
    [
        ("Zoé", "Zoe\u0301"),
        ("Zoe\u0301", "Zoé"),
        ("Şt", "Șt"),
        ("Țăran", "Ţăran"),
        ("Живков Иван", "Иван Живков"),
        ("taran", "țăran"),
        ("Stanescu", "Stănescu"),
        ("Țăran", "Taran"),
        ("jorg", "jörg"),
    ],
)
def test_a_name_is_looked_for_as_sources_may_have_written_it(typed, written):
    assert written in spellings(typed)


def test_what_has_one_spelling_is_asked_for_once():
    assert spellings("fry") == ["fry"]
    assert spellings("Иван") == ["Иван"]


def test_no_name_is_asked_for_in_more_ways_than_a_search_may_cost():
    assert len(spellings("Anastasia Constantinescu Iasi")) == MOST_WAYS


@pytest.mark.parametrize(
    "typed,name",
    [
        ("taran", "Ion Țăran"),
        ("Țăran", "Ion Taran"),
        ("ţaran", "Ion Țăran"),
        ("zoé", "Zoe\u0301 Martin"),
        ("Zoe", "Zoé Martin"),
        ("Живков Иван", "Иван Живков"),
        ("lecka zan", "Żaneta Łęcka"),
        ("Li", "Li Wei"),
        ("li", "Wei Li"),
        ("opesc", "Ana Popescu"),
        ("ana p", "Ana Popescu"),
    ],
)
def test_a_name_matches_however_it_is_typed(typed, name):
    assert matches(typed, name)


@pytest.mark.parametrize(
    "typed,name",
    [
        ("li", "Livia Olin"),
        ("ана", "Ana"),
        ("pop x", "Ana Popescu"),
        ("", "Ana"),
        ("   ", "Ana"),
    ],
)
def test_another_name_does_not(typed, name):
    assert not matches(typed, name)
