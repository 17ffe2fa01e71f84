"""P1: nobody reads a story, or a trace of it, beyond its audience.

Canary words stand in each field of a story. For each state every reader asks every
channel over real HTTP; whoever is outside the audience must find no canary, no id, no
UID and no teller in status line, headers or body.
"""

from leap.cop.story import lifecycle

import os
import pytest
import transaction


CANARIES = {
    "title": "Zanzibarbier",
    "description": "Quokkateller",
    "starting_point": "<p>Xylophonhut</p>",
    "participation_work": "<p>Wombatklavier</p>",
    "reflection": "<p>Yakmelodie</p>",
    "learning": "<p>Zebramarmelade</p>",
    "content_note": "Gnuwolke",
    "others_note": "Okapibrief",
}
WORDS = (
    "Zanzibarbier",
    "Quokkateller",
    "Xylophonhut",
    "Wombatklavier",
    "Yakmelodie",
    "Zebramarmelade",
    "Gnuwolke",
    "Okapibrief",
)

#: `make exposure` asks as everybody; `make test` as a fixed sample.
WHOLE = bool(os.environ.get("LEAP_COP_EXPOSURE"))

READERS = (None, "colleague", "newcomer", "member", "facilitator", "reviewer")
READERS += ("siteadmin", "admin")

INSIDE = {
    "private": (),
    "community": ("member", "facilitator"),
    "pending": ("reviewer",),
    "community_pending": ("member", "facilitator", "reviewer"),
    "public": tuple(reader for reader in READERS if reader is not None),
}

#: On the story itself; stock views that ask nothing stand beside our own.
ON_STORY = (
    "",
    "view",
    "@@title",
    "@@description",
    "@@uuid",
    "@@main_template",
    "@@sitemap",
    "@@contact-info",
    "@@passwordreset",
    "@@sendto_form",
    "@@historyview",
    "@@edit",
    "@@delete_confirmation",
    "@@sharing",
    "@@share-story",
    "@@publish-story",
    "@@take-back",
    "@@review-story",
    "@@hold-story",
    "@@agreed",
    "@@see-it-as",
    "@@notes",
    "@@recognise",
    "getId",
    "Title",
    "rss.xml",
    "atom.xml",
    "RSS",
    "folder_contents",
    "manage_main",
    "manage_workspace",
    "@consent",
    "@audience",
    "@audience?as=member&level=public",
    "@notes",
    "@history",
    "@workflow",
    "@actions",
    "@breadcrumbs",
    "@navigation",
    "@contextnavigation",
    "@types",
    "@sharing",
    "@aliases",
    "@linkintegrity",
    "@relations",
    "@comments",
    "@lock",
    "@translations",
    "nothing-here",
)

#: On the community and the site.
AROUND = (
    "",
    "tuesday",
    "tuesday/@@sitemap",
    "tuesday/folder_contents",
    "tuesday/rss.xml",
    "tuesday/atom.xml",
    "tuesday/search_rss?SearchableText={word}",
    "tuesday/@cop-home",
    "tuesday/@search?SearchableText={word}",
    "tuesday/@search?metadata_fields=_all&portal_type=leap.cop.Story",
    "tuesday/@search?fullobjects=1&portal_type=leap.cop.Story",
    "tuesday/@contextnavigation",
    "tuesday?expand=navigation,contextnavigation,breadcrumbs,actions",
    "tuesday?fullobjects=1",
    "@@search?SearchableText={word}",
    "@@ajax-search?SearchableText={word}",
    "@@updated_search?SearchableText={word}",
    "search_rss?SearchableText={word}",
    "sitemap",
    "sitemap.xml.gz",
    "news.xml",
    "@search?SearchableText={word}",
    "@search?Title={word}",
    "@search?UID={uid}&metadata_fields=_all",
    "@search?allowedRolesAndUsers=user:teller&portal_type=leap.cop.Story",
    "@search?Creator=teller&metadata_fields=_all",
    "@story-library",
    "@story-library?words={word}",
    "@@story-library?words={word}",
    "@review-queue",
    "@@review-queue",
    "@concerns",
    "@@concerns",
    "@my-stories",
    "@@my-stories",
    "resolveuid/{uid}",
    "@@redirect-to-uuid/{uid}",
    "@@getVocabulary?name=plone.app.vocabularies.Catalog&query={query}",
    "@vocabularies/plone.app.vocabularies.Catalog?title={word}",
    "@linkintegrity?uids={uid}",
    "@relations?source={uid}",
    "@@recently_modified",
    "@@recently_published",
    "author/teller",
    "@transactions",
)

QUERY = (
    '{"criteria":[{"i":"portal_type","o":"plone.app.querystring.operation.'
    'selection.any","v":["leap.cop.Story"]}]}'
)

#: Channels that anybody who is logged in may know a name from: the person, no story.
ABOUT_PEOPLE = ("author/teller",)


def addresses(url, uid):
    for name in ON_STORY:
        yield f"{url}/{name}" if name else url
    for name in AROUND:
        yield name.format(word=WORDS[0], uid=uid, query=QUERY)


def traces(answer, url, uid, asked):
    """Give what an answer tells of the story, beyond what was in the question."""
    text = "\n".join(
        [answer.reason or "", *map(": ".join, answer.headers.items()), answer.text]
    )
    own_id = url.rsplit("/", 1)[1]
    needles = [*WORDS, "Tess Lane", uid, own_id]
    return [needle for needle in needles if needle in text and needle not in asked]


@pytest.fixture
def planted(site, told):
    """Plant a story with canaries in a state; give its URL and UID."""

    def plant(state):
        url = told(state, **canary_fields())
        story = site["tuesday"][url.rsplit("/", 1)[1]]
        return url, story.UID()

    return plant


def canary_fields():
    from plone.app.textfield.value import RichTextValue

    return {
        name: RichTextValue(text, "text/html", "text/x-html-safe")
        if text.startswith("<")
        else text
        for name, text in CANARIES.items()
    }


def asked_as(accept):
    """Give the readers to ask as: pages are slow, so a fixed sample of people there."""
    if WHOLE or accept == "application/json":
        return READERS
    return (None, "colleague", "reviewer", "siteadmin")


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize("state", INSIDE)
def test_no_trace_beyond_the_audience(planted, rest, state, accept):
    url, uid = planted(state)
    found = []
    for reader in asked_as(accept):
        session = rest(reader)
        session.headers["Accept"] = accept
        if reader in INSIDE[state]:
            answer = session.get(url)
            assert answer.status_code == 200, (reader, answer.status_code)
            if accept == "application/json":
                assert WORDS[0] in answer.text, reader
            continue
        for asked in addresses(url, uid):
            answer = session.get(asked)
            leaks = traces(answer, url, uid, answer.request.url)
            if asked in ABOUT_PEOPLE:
                leaks = [leak for leak in leaks if leak != "Tess Lane"]
            if leaks:
                found.append((reader, asked, answer.status_code, leaks))
            if answer.status_code >= 500:
                found.append((reader, asked, answer.status_code, answer.text[:200]))
    assert found == [], "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize("state", ["community", "pending", "public"])
def test_no_trace_after_it_was_taken_back(site, planted, rest, state):
    url, uid = planted(state)
    rest("teller").delete(f"{url}/@consent")
    transaction.begin()
    assert lifecycle.state_of(site["tuesday"][url.rsplit("/", 1)[1]]) == "private"
    found = []
    for reader in READERS:
        session = rest(reader)
        for asked in addresses(url, uid):
            answer = session.get(asked)
            leaks = traces(answer, url, uid, answer.request.url)
            if leaks and asked not in ABOUT_PEOPLE:
                found.append((reader, asked, answer.status_code, leaks))
    assert found == [], "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@pytest.mark.parametrize("reader", READERS)
def test_missing_and_not_yours_look_the_same(told, rest, reader, accept):
    url = told("private")
    session = rest(reader)
    session.headers["Accept"] = accept
    missing = url.rsplit("/", 1)[0] + "/" + "a" * 20
    for path in ("", "/view", "/@@title", "/@@edit", "/@consent", "/nothing"):
        theirs, nothing = session.get(url + path), session.get(missing + path)
        assert theirs.status_code == nothing.status_code, path
        expected = 404 if reader else (401 if "json" in accept else 302)
        assert theirs.status_code == expected, path
        same = theirs.text.replace(url.rsplit("/", 1)[1], "ID")
        assert same == nothing.text.replace("a" * 20, "ID"), path
        names = {name for name in theirs.headers if name != "Date"}
        assert names == {name for name in nothing.headers if name != "Date"}, path


@pytest.mark.parametrize("reader", [reader for reader in READERS if reader])
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_answers_are_for_one_reader_alone(told, rest, reader, accept):
    url = told("public")
    session = rest(reader)
    session.headers["Accept"] = accept
    library = "@story-library" if "json" in accept else "@@story-library"
    search = "@search" if "json" in accept else "@@search"
    for path in (url, url + "x", "tuesday", library, search, ""):
        headers = session.get(path).headers
        assert headers["Cache-Control"] == "private, no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
