"""What browsers and proxies may keep: nothing that was made for one reader."""

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

PERSONAL = (
    "",
    "sitemap",
    "news",
    "@@ajax-search?SearchableText=long",
    "search_rss?SearchableText=long",
    "RSS",
    "news/RSS",
    "news/rss.xml",
    "news/atom.xml",
    "news/@@event_listing_ical",
    "@search?SearchableText=long",
    "news",
)

SHARED = (
    "++plone++leap.cop/cop.css",
    "++plone++static/icons/plone.svg",
    "++theme++barceloneta/barceloneta-apple-touch-icon.png",
    "files/text/@@download/file",
    "files/picture/@@images/image",
    "files/picture/@@images/image/thumb",
    "favicon.ico",
)


def get(session, path: str, accept: str = "text/html", **headers):
    if path.startswith("@search"):
        accept = "application/json"
    return session.get(path, headers={"Accept": accept, **headers})


def test_what_was_made_for_one_reader_is_kept_nowhere(pages, rest):
    for path in PERSONAL:
        answer = get(rest("member"), path)
        assert answer.status_code == 200, path
        said = {name: answer.headers.get(name) for name in HEADERS}
        assert said == HEADERS, (path, answer.headers)
        assert not {"ETag", "Last-Modified"} & {*answer.headers}, path


def test_nor_is_an_error_page_that_knows_who_reads(pages, rest):
    answer = get(rest("member"), "news/itunes.xml")
    assert answer.status_code == 404
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_what_is_the_same_for_all_is_left_alone(pages, rest):
    for path in SHARED:
        answer = get(rest("member"), path)
        assert answer.status_code == 200, path
        assert "no-store" not in answer.headers.get("Cache-Control", ""), path
