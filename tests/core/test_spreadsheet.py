"""Tables in which nothing is calculated, whatever people called their themes."""

from hypothesis import given
from hypothesis import strategies
from leap.cop.core import spreadsheet

import csv
import io
import pytest
import re


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "\u200b=1", "\t1"],
)
def test_a_formula_is_a_text(cell):
    assert spreadsheet.defused(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell,defused",
    [
        ("x;=1+1;y", "x;'=1+1;y"),
        ("x,@y", "x,'@y"),
        ("x\t=1", "x\t'=1"),
        ("x\n =1", "x\n' =1"),
        ("a; -1", "a;' -1"),
        (";=1", ";'=1"),
        ("=1;=2", "'=1;'=2"),
        ("a=b", "a=b"),
        ("well-known; a-b", "well-known; a-b"),
        (None, ""),
        ("\t=1", "'\t'=1"),
        ("\n=1", "'\n'=1"),
    ],
)
def test_wherever_another_cell_may_begin(cell, defused):
    assert spreadsheet.defused(cell) == defused


def test_texts_stand_in_quotes_and_numbers_do_not():
    table = spreadsheet.as_csv([["Place", "Theme"], [1, 'say "x"'], [None, "Школа"]])
    assert table.startswith(b"\xef\xbb\xbf")
    lines = table.decode("utf-8-sig").splitlines()
    assert lines == ['"Place","Theme"', '1,"say ""x"""', '"","Школа"']


@given(strategies.lists(strategies.text(alphabet="=+-@;,|\t\n\r \"'a1"), min_size=1))
def test_no_separator_finds_a_formula(row):
    table = spreadsheet.as_csv([row]).decode("utf-8-sig")
    assert len(next(csv.reader(io.StringIO(table, newline="")))) == len(row)
    for cell in row:
        for part in re.split("[;,|\t\r\n]", spreadsheet.defused(cell)):
            assert not part.lstrip(" ").startswith(("=", "+", "-", "@"))
