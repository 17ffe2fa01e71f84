"""The guide says what the code goes by."""

from pathlib import Path

import importlib


ROOT = Path(__file__).resolve().parents[2]


def test_the_tables_of_the_guide_are_those_of_the_code(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    assert importlib.import_module("media_tables").main(["--check"]) == 0


def test_every_kind_that_is_taken_has_a_table(monkeypatch):
    from leap.cop.media.cleaning import cleaners

    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    tables = importlib.import_module("media_tables").TABLES
    packages = {*cleaners.CLEANED_BY.values(), *cleaners.DOCUMENTS.values()}
    assert {module.partition(".")[0] for _heading, module, _name in tables} == packages
