"""Start a database where leap.cop cannot be imported, and ask it for everything.

Run in a process of its own: `ask.py <zope.conf>`, with what `build.py` printed as
standard input. Prints one JSON row for each answer: who, path, status, the states
whose canaries stand in the body or the headers, and what of a round's inside does.
Standard library and Zope only.
"""

from Zope2.Startup.run import make_wsgi_app
from ZPublisher.httpexceptions import HTTPExceptionHandler

import base64
import importlib.util
import io
import json
import sys


READERS = (None, "colleague", "newcomer", "member", "facilitator", "reviewer")
READERS += ("teller", "siteadmin", "admin")

PAGES = (
    "/cop",
    "/cop/page",
    "/cop/login",
    "/cop/sitemap",
    "/cop/@@search?SearchableText=canary*",
    "/cop/@@search?SearchableText=title",
    "/cop/folder_contents",
    "/cop/@@sitemap.xml.gz",
    "/cop/@@overview-controlpanel",
    "/cop/@@usergroup-userprefs",
    "/cop/prefs_install_products_form",
    "/cop/@@getVocabulary?name=plone.app.vocabularies.Catalog"
    "&attributes=%5B%22UID%22,%22Title%22,%22path%22%5D",
    "/cop/@@livesearch",
    "/cop/@@ajax-search?SearchableText=canary*",
    "/cop/tuesday",
    "/cop/tuesday/view",
    "/cop/tuesday/folder_contents",
    "/cop/tuesday/manage_main",
    "/cop/manage_main",
    "/cop/portal_catalog/manage_catalogView",
    "/cop/RSS",
    "/cop/portal_workflow/manage_main",
    "/cop/portal_types/manage_main",
)

REST = (
    "/cop",
    "/cop/@search?SearchableText=canary*",
    "/cop/@search?fullobjects=1",
    "/cop/@search?metadata_fields=_all",
    "/cop/@navigation?expand.navigation.depth=4",
    "/cop?fullobjects=1",
    "/cop/@contextnavigation",
    "/cop/tuesday",
    "/cop/tuesday/@members",
    "/cop/@story-library",
)

OF_A_STORY = (
    "{path}",
    "{path}/view",
    "{path}/title",
    "{path}/Title",
    "{path}/learning",
    "{path}/@@title",
    "{path}/manage_main",
    "{path}/manage_workspace",
    "{path}/document_src",
    "{path}/@@sharing",
    "{path}/manage_FTPget",
    "{path}/index_html",
    "{path}/manage_propertiesForm",
    "/cop/resolveuid/{uid}",
    "{path}/manage_exportObject?download:int=1",
)


def call(app, method, path, who, password, accept) -> tuple[int, str]:
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT": accept,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if who is not None:
        token = base64.b64encode(f"{who}:{password}".encode()).decode()
        environ["HTTP_AUTHORIZATION"] = f"Basic {token}"
    said = {}

    def start_response(status, headers, _info=None):
        said.update(status=int(status.split()[0]), headers=headers)

    try:
        body = b"".join(app(environ, start_response))
    except Exception as error:
        return 599, f"{type(error).__name__}: {error}"
    headers = "\n".join(f"{name}: {value}" for name, value in said["headers"])
    return said["status"], headers + "\n" + body.decode("utf-8", "replace")


def main(conf: str) -> None:
    assert importlib.util.find_spec("leap") is None
    known = json.load(sys.stdin)
    app = HTTPExceptionHandler(make_wsgi_app({}, conf))
    asked = [("GET", page, "text/html") for page in PAGES]
    asked += [("GET", page, "application/json") for page in REST]
    for story in known["stories"].values():
        for page in OF_A_STORY:
            asked.append(("GET", page.format(**story), "text/html"))
        asked.append(("GET", story["path"], "application/json"))
        asked.append(("PROPFIND", story["path"], "text/xml"))
    for who in READERS:
        own = [("GET", f"/cop/@users/{who}", "application/json")] if who else []
        for method, path, accept in asked + own:
            status, text = call(app, method, path, who, known["password"], accept)
            found = [
                state for state in known["stories"] if f"canary{state}word" in text
            ]
            told = [word for word in ("topic", "theme") if f"word {word}" in text]
            row = {
                "who": who,
                "method": method,
                "path": path,
                "accept": accept,
                "status": status,
                "found": found,
                "told": told,
                "own": "own" if f'"username": "{who}"' in text else "",
            }
            if status >= 500:
                row["text"] = text[-300:]
            print("ROW " + json.dumps(row))


if __name__ == "__main__":
    main(*sys.argv[1:])
