"""The data sets: a site with leap.cop and its twin in stock Plone, with N texts each.

Built once in batches, in a process of their own, and kept outside the repository under
a key that stands for everything that shapes them. `python -m bench.dataset` builds one.

Both have 200 members in one circle, 40 % of the texts for everybody, 45 % for the
circle, 15 % waiting for a review. Stock Plone is tuned: its navigation does not list
every page of a folder (`displayed_types`), which would make each of its pages O(N).
"""

from bench import boot
from bench import texts
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent
KINDS = ("leap", "stock")
SITE = "site"
CIRCLE = "circle"
MEMBERS = 200
BATCH = 250
#: Where the first text stands in time; each following one is an hour younger.
BEGIN = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)

READER = "person001"
WRITER = "person002"
REVIEWER = "reviewer"
COLLEAGUE = "colleague"

#: Members who told fifty stories, half of them shared, and none.
PROLIFIC = "prolific"
QUIET = "quiet"
FIFTY = 50

#: What shapes a data set, besides the texts and this file.
SHAPED_BY = {
    "leap": (
        "constraints.txt",
        "src/leap/cop/profiles/default/**/*.xml",
        "src/leap/cop/core/**/*.py",
        "src/leap/cop/consent/*.py",
        "src/leap/cop/community/*.py",
        "src/leap/cop/story/*.py",
    ),
    "stock": ("constraints.txt",),
}


def cache() -> Path:
    """Give the folder that data sets are kept in."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("BENCH_CACHE") or Path(home) / "leap-cop-bench")


def key(kind: str) -> str:
    """Give the key of what shapes a data set now."""
    found = hashlib.sha256()
    here = Path(__file__).parent
    files = [here / "dataset.py", here / "texts.py"]
    for pattern in SHAPED_BY[kind]:
        files.extend(sorted(ROOT.glob(pattern)))
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def folder(kind: str, count: int) -> Path:
    """Give the folder of the data set that fits what is here now."""
    return cache() / f"{kind}-{count}-{key(kind)}"


def newest(kind: str, count: int) -> Path | None:
    """Give the newest data set of this size, whatever shaped it."""
    found = sorted(
        cache().glob(f"{kind}-{count}-*[0-9a-f]/facts.json"),
        key=lambda path: path.stat().st_mtime,
    )
    return found[-1].parent if found else None


def ensure(counts: list[int], *, any_shape: bool = False) -> dict:
    """Build what is missing, two at a time; give the folders by kind and count.

    :param any_shape: take an older data set rather than build one anew.
    """
    wanted = [(kind, count) for count in counts for kind in KINDS]
    folders = {}
    missing = []
    for kind, count in wanted:
        place = folder(kind, count)
        if not (place / "facts.json").exists():
            older = newest(kind, count) if any_shape else None
            if older is None:
                missing.append((kind, count))
            else:
                place = older
        folders[kind, count] = place
    for count in counts:
        pair = [(kind, number) for kind, number in missing if number == count]
        running = [_build_elsewhere(kind, count) for kind, _count in pair]
        if any(process.wait() for process in running):
            raise SystemExit(f"The data sets with {count} texts could not be built.")
    return folders


def _build_elsewhere(kind: str, count: int) -> subprocess.Popen:
    print(f"Building {kind} with {count:,} texts ...", file=sys.stderr, flush=True)
    return subprocess.Popen(
        [sys.executable, "-m", "bench.dataset", kind, str(count)], cwd=ROOT
    )


def facts(place: Path) -> dict:
    """Give what is known about a data set."""
    return json.loads((place / "facts.json").read_text(encoding="utf-8"))


def build(kind: str, count: int) -> None:
    """Build a data set; it appears in the cache when it is whole."""
    started = time.monotonic()
    place = folder(kind, count)
    making = place.with_name(f"{place.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    path = making / "Data.fs"
    boot.start(making / "home", path)
    import Zope2

    fill(kind, count)
    Zope2.DB.pack(time.time() + 1)
    known = {
        "kind": kind,
        "count": count,
        "bytes": Zope2.DB.storage.getSize(),
        "seconds": round(time.monotonic() - started),
    }
    Zope2.DB.close()
    for name in ("home", "Data.fs.old", "Data.fs.lock"):
        found = making / name
        shutil.rmtree(found) if found.is_dir() else found.unlink(missing_ok=True)
    (making / "facts.json").write_text(json.dumps(known), encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    making.rename(place)


def fill(kind: str, count: int) -> None:
    """Make the site, the people and the texts in the database that Zope runs on."""
    from AccessControl.SecurityManagement import newSecurityManager
    from plone import api
    from plone.distribution.api import site as sites
    from Testing.makerequest import makerequest
    from zope.component.hooks import setSite
    from zope.globalrequest import setRequest

    import transaction
    import Zope2

    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    app.acl_users._doAddUser("admin", "a root password", ["Manager"], [])
    newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
    answers = {
        "site_id": SITE,
        "title": "Our intranet",
        "description": "",
        "default_language": "en",
        "portal_timezone": "Europe/London",
        "setup_content": False,
    }
    portal = sites.create(app, "classic", answers)
    setSite(portal)
    profiles = ["collective.easyform:default", "plone.restapi:default"]
    if kind == "leap":
        profiles.append("leap.cop:default")
    for profile in profiles:
        portal.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    people = [f"person{number:03}" for number in range(1, MEMBERS + 1)]
    for userid in (*people, REVIEWER, COLLEAGUE, PROLIFIC, QUIET, "facilitator"):
        api.user.create(
            username=userid,
            email=f"{userid}@example.org",
            password="Circle!Of!Practice",
            roles=("Member",),
            properties={"fullname": userid.title()},
        )
    transaction.commit()
    fillers = {"leap": _tell_stories, "stock": _write_pages}
    for number in fillers[kind](portal, people, count):
        if number % BATCH == BATCH - 1:
            transaction.commit()
            portal._p_jar.cacheGC()
    transaction.commit()
    portal._p_jar.close()


def _tell_stories(portal, people: list[str], count: int) -> Iterator[int]:
    from leap.cop.community.membership import Membership
    from leap.cop.story.lifecycle import lifecycle
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContentInContainer

    names = ("starting_point", "participation_work", "reflection", "learning")
    with api.env.adopt_user("facilitator"), api.env.adopt_roles(["Manager"]):
        community = api.content.create(
            portal,
            "leap.cop.Community",
            id=CIRCLE,
            title="The circle",
            short_name="Circle",
            country="GB",
            description="Practitioners who ask first and decide later.",
            safeguarding_contact="Sam Reed, 01632 960001, weekdays 9 to 17",
        )
        api.content.transition(community, "publish")
    membership = Membership(community)
    roles = dict.fromkeys((*people, PROLIFIC, QUIET), "member")
    for userid, role in {**roles, "facilitator": "facilitator"}.items():
        if membership.role_of(userid) is None:
            membership.add(userid, role, now=BEGIN)
    membership.add(REVIEWER, "reviewer", now=BEGIN)

    def tell(number: int):
        text = texts.text(number)
        values = {
            name: RichTextValue(html, "text/html", "text/x-html-safe")
            for name, html in zip(names, text.steps, strict=True)
        }
        return createContentInContainer(
            community,
            "leap.cop.Story",
            checkConstraints=False,
            title=text.title,
            domain=text.domain,
            others_recognisable="nobody",
            attribution=("name", "role", "anonymous")[number % 3],
            attribution_text=("", "A youth worker", "")[number % 3],
            **values,
        )

    # Older than all others, and for the circle at most: they stand in no list of ours
    # that is compared.
    with api.env.adopt_user(PROLIFIC):
        for number in range(FIFTY):
            story = tell(2_000_000 + number)
            if number % 2:
                lifecycle.grant(story, "community", now=BEGIN - timedelta(days=1))
    for number in range(count):
        now = BEGIN + timedelta(hours=number)
        stands = way(number)
        with api.env.adopt_user(people[number % len(people)]):
            story = tell(number)
            level = "community" if stands == "circle" else "public"
            lifecycle.grant(story, level, now=now)
        if stands == "everybody":
            with api.env.adopt_user(REVIEWER):
                lifecycle.move(story, "approve", now=now)
        yield number


def way(number: int) -> str:
    """Give how far a text goes: 40 % everybody, 45 % the circle, 15 % in review."""
    place = number * 7 % 20
    if place < 8:
        return "everybody"
    return "circle" if place < 17 else "review"


def _write_pages(portal, people: list[str], count: int) -> Iterator[int]:
    from DateTime import DateTime
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContentInContainer

    shown = api.portal.get_registry_record("plone.displayed_types")
    api.portal.set_registry_record(
        "plone.displayed_types",
        tuple(name for name in shown if name != "Document"),
    )
    folder = api.content.create(portal, "Folder", id=CIRCLE, title="The circle")
    api.content.transition(folder, "publish")
    api.group.create(groupname="circle-members", title="Circle members")
    api.group.create(groupname="circle-reviewers", title="Circle reviewers")
    groups = portal.acl_users.source_groups
    for userid in (*people, "facilitator"):
        groups.addPrincipalToGroup(userid, "circle-members")
    groups.addPrincipalToGroup(REVIEWER, "circle-reviewers")
    folder.manage_setLocalRoles("circle-members", ["Contributor", "Reader"])
    folder.manage_setLocalRoles("circle-reviewers", ["Reviewer", "Reader"])
    folder.reindexObjectSecurity()
    _make_collection(portal, "library", "published", "effective", True)
    _make_collection(portal, "queue", "pending", "modified", False)
    for number in range(count):
        text = texts.text(number)
        stands = way(number)
        with api.env.adopt_user(people[number % len(people)]):
            page = createContentInContainer(
                folder,
                "Document",
                checkConstraints=False,
                title=text.title,
                description=text.steps[3][3:223],
                subject=(text.domain,),
                text=RichTextValue(text.whole, "text/html", "text/x-html-safe"),
            )
            if stands == "review":
                api.content.transition(page, "submit")
        if stands == "everybody":
            api.content.transition(page, "publish")
            now = BEGIN + timedelta(hours=number)
            page.effective_date = DateTime(now.timestamp())
            page.reindexObject(idxs=["effective"])
        yield number


def _make_collection(portal, id: str, state: str, sort_on: str, down: bool) -> None:
    from plone import api

    is_one_of = "plone.app.querystring.operation.selection.any"
    collection = api.content.create(
        portal,
        "Collection",
        id=id,
        title=id.title(),
        query=[
            {"i": "portal_type", "o": is_one_of, "v": ["Document"]},
            {"i": "review_state", "o": is_one_of, "v": [state]},
        ],
        sort_on=sort_on,
        sort_reversed=down,
        item_count=20,
    )
    collection.setLayout("listing_view")
    api.content.transition(collection, "publish")


if __name__ == "__main__":
    build(sys.argv[1], int(sys.argv[2]))
