"""A site from which the package is simply gone: it starts, and opens nothing.

Real databases on disk and processes of their own: one that has the package makes the
site, one that cannot import it answers. Of the second, the packages are the same ones
without ours.
"""

from pathlib import Path

import importlib.util
import json
import os
import pytest
import subprocess
import sys
import sysconfig


HERE = Path(__file__).parent / "gone"
ROOT = HERE.parent.parent.parent

CONF = """\
%define INSTANCE {home}
instancehome $INSTANCE
clienthome $INSTANCE
debug-mode off
<zodb_db main>
    mount-point /
    <filestorage>
        path $INSTANCE/Data.fs
        blob-dir $INSTANCE/blobs
    </filestorage>
</zodb_db>
"""

SITE_ZCML = """\
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:five="http://namespaces.zope.org/five">
  <include package="Zope2.App" />
  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />
</configure>
"""

#: Who read the title of a story or round in a list while the package was there.
INSIDE = {"teller", "member", "facilitator"}
READERS = {
    "private": {"teller"},
    "community": INSIDE,
    "pending": {"teller", "reviewer"},
    "communitypending": INSIDE | {"reviewer"},
    "roundprivate": {"facilitator", "siteadmin", "admin"},
    "roundcommunity": INSIDE | {"siteadmin", "admin"},
}


@pytest.fixture(scope="module")
def packages_without_ours(tmp_path_factory):
    """Return a folder with every installed package but leap.cop."""
    folder = tmp_path_factory.mktemp("packages")
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        name = found.name.lower()
        if "leap" not in name and not name.endswith(".pth"):
            (folder / found.name).symlink_to(found)
    return folder


def run(script: str, *words, path: Path, text: str = "", options=()) -> list[dict]:
    command = [sys.executable, *options, str(HERE / script), *map(str, words)]
    done = subprocess.run(
        command,
        input=text,
        env={**os.environ, "PYTHONPATH": str(path), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        cwd="/",
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [
        json.loads(line.split(" ", 1)[1])
        for line in done.stdout.splitlines()
        if line.startswith(("FOUND ", "ROW "))
    ]


@pytest.fixture(scope="module", params=["uninstalled", "left"])
def answers(request, tmp_path_factory, packages_without_ours):
    """Return what a site answers once the package is gone, taken out first or not."""
    home = tmp_path_factory.mktemp(request.param)
    (home / "etc").mkdir()
    (home / "etc" / "site.zcml").write_text(SITE_ZCML)
    conf = home / "etc" / "zope.conf"
    conf.write_text(CONF.format(home=home))
    sources = Path(importlib.util.find_spec("leap.cop").origin).parent.parent.parent
    (known,) = run("build.py", conf, request.param, path=sources)
    rows = run(
        "ask.py",
        conf,
        path=packages_without_ours,
        text=json.dumps(known),
        options=("-S", "-s"),
    )
    return request.param, known, rows


def test_the_site_answers(answers):
    how, _known, rows = answers
    status = {
        (row["who"], row["path"]): row["status"]
        for row in rows
        if row["accept"] == "text/html"
    }
    for who in (None, "colleague", "siteadmin", "admin"):
        for page in ("/cop", "/cop/page", "/cop/login", "/cop/sitemap"):
            assert status[who, page] == 200, (who, page)
        if how == "uninstalled":
            # Simply gone, Plone's search page stops at the first story it finds.
            assert status[who, "/cop/@@search?SearchableText=canary*"] == 200, who
    for who in ("siteadmin", "admin"):
        assert status[who, "/cop/@@overview-controlpanel"] == 200
        assert status[who, "/cop/folder_contents"] == 200
    assert status["admin", "/cop/manage_main"] == 200


def test_people_log_in(answers):
    """Our group manager is then a broken object, which the user folder passes over."""
    _how, _known, rows = answers
    for who in ("member", "facilitator", "siteadmin"):
        assert [row["own"] for row in rows if row["path"] == f"/cop/@users/{who}"] == [
            "own"
        ], who


def test_nothing_opens(answers):
    how, _known, rows = answers
    for row in rows:
        for state in set(row["found"]) & set(READERS):
            # Taken out, it is in no list at all; simply gone, in no other's list.
            assert how == "left", row
            assert row["who"] in READERS[state], row
            assert not row["path"].startswith("/cop/tuesday/"), row


def test_no_topic_no_theme_and_no_vote_is_told_at_all(answers):
    _how, known, rows = answers
    assert {"roundprivate", "roundcommunity"} <= set(known["stories"])
    for row in rows:
        assert not row["told"], row


def test_nothing_breaks(answers):
    how, _known, rows = answers
    broken = {row["path"] for row in rows if row["status"] >= 500}
    # What was never taken out still stands in the catalog, and plone.restapi wakes it.
    assert broken <= ({"/cop/@search?fullobjects=1"} if how == "left" else set())


def test_anonymous_finds_not_even_what_was_for_all_staff(answers):
    _how, _known, rows = answers
    assert not [row for row in rows if row["who"] is None and row["found"]]
