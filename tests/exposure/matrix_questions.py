"""What is asked over the network for each operation of the matrix. Data, and no test.

A question is a function of (session, thing, portal) to yes or no.
"""

import transaction


TRANSITIONS = ("share", "submit", "approve", "return", "retract", "withdraw")
TRANSITIONS += ("take_down", "revise", "publish", "hide")


def ok(answer) -> bool:
    return answer.status_code in (200, 201, 204)


def asks(method: str, path: str, body=None, good=(200, 201, 204)):
    def ask(session, thing, portal):
        answer = session.request(method, thing.url + path, json=body)
        assert answer.status_code < 500, (method, path, answer.text[:200])
        return answer.status_code in good

    return ask


def in_answer(path: str):
    """Ask for a list at the site, and look whether it holds the thing."""

    def ask(session, thing, portal):
        word = thing.words.get("learning", thing.words["description"])
        answer = session.get(path.format(word=word, uid=thing.uid))
        # The address of what was found, not of the question.
        return answer.ok and f'"{thing.url}"' in answer.text

    return ask


def sends(service: str, target: str):
    def ask(session, thing, portal):
        answer = session.post(f"{target}/{service}", json={"source": thing.url})
        # Stock answers 200 with an empty list where it finds no source.
        return ok(answer) and answer.text.strip() not in ("[]", "")

    return ask


def history(session, thing, portal):
    answer = session.get(f"{thing.url}/@workflow")
    return answer.ok and bool(answer.json()["history"])


def edit(session, thing, portal):
    return ok(session.patch(thing.url, json={"learning": "<p>Anew.</p>"}))


def roles(session, thing, portal):
    session.post(
        f"{thing.url}/manage_setLocalRoles",
        data={"userid": "colleague", "roles:list": "CoP Teller"},
        headers={"Accept": "text/html"},
    )
    transaction.begin()
    path = thing.url[len(portal.absolute_url()) + 1 :]
    found = portal.unrestrictedTraverse(path).get_local_roles()
    return any(who == "colleague" for who, _roles in found)


def lock(session, thing, portal):
    answer = session.post(f"{thing.url}/@lock", json={})
    return answer.ok and bool(answer.json().get("locked"))


def rename_in_community(session, thing, portal):
    url = thing.url.rpartition("/")[0]
    session.post(
        f"{url}/manage_renameObject",
        data={"id": thing.id, "new_id": "chosen"},
        headers={"Accept": "text/html"},
    )
    transaction.begin()
    return "chosen" in portal[url.rpartition("/")[2]]


def moves(name: str):
    body = {"comment": "A word."} if name in ("return", "take_down") else {}

    def ask(session, thing, portal):
        if name in ("share", "submit"):
            level = "community" if name == "share" else "public"
            answer = session.post(
                f"{thing.url}/@consent",
                json={"level": level, "attribution": "anonymous"},
            )
            return ok(answer)
        return ok(session.post(f"{thing.url}/@workflow/{name}", json=body))

    return ask


STORY_HTTP = {
    "page": lambda session, thing, portal: (
        session.get(thing.url, headers={"Accept": "text/html"}).status_code == 200
    ),
    "json": asks("GET", ""),
    "brain": in_answer("@search?UID={uid}"),
    "listing": in_answer("tuesday?b_size=100"),
    "fulltext": in_answer("@search?SearchableText={word}"),
    "library": in_answer("@story-library?words={word}"),
    "history": history,
    "audience": asks("GET", "/@audience"),
    "consent": asks("GET", "/@consent"),
    "responses": asks("GET", "/@responses"),
    # What is wrong, or not now, is said to those who may, and to nobody else.
    "respond": asks("POST", "/@responses", {}, good=(400, 409)),
    "edit": edit,
    "delete": asks("DELETE", ""),
    "copy": sends("@copy", "tuesday"),
    "move": sends("@move", "circle-public"),
    "rename": rename_in_community,
    "sharing": asks("GET", "/@sharing"),
    "roles": roles,
    "add": asks("POST", "", {"@type": "leap.cop.Story", "title": "Below"}),
    "lock": lock,
    **{name: moves(name) for name in TRANSITIONS[:8]},
}
WRITES = {"edit", "delete", "copy", "move", "add", *TRANSITIONS}

COMMUNITY_HTTP = {
    "page": STORY_HTTP["page"],
    "json": asks("GET", ""),
    "home": asks("GET", "/@cop-home"),
    "roster": asks("GET", "/@members"),
    # What is wrong with it is said to those who may, and to nobody else.
    "let_in": asks("POST", "/@members", {"userid": "nobody"}, good=(400,)),
    "user_search": asks("GET", "/@user-search?query=zzz"),
    "edit": asks("PATCH", "", {"title": ["x"]}, good=(400,)),
    "tell": asks("POST", "", {"@type": "leap.cop.Story", "title": "Told"}),
    "begin_round": asks(
        "POST", "", {"@type": "leap.cop.TopicRound", "title": "Spring"}
    ),
    # A second one is too much, for those who may.
    "begin": asks("POST", "", {"@type": "leap.cop.Agreement"}, good=(201, 409)),
    "say": asks("POST", "/@concerns", {}, good=(400,)),
    "copy": sends("@copy", "folder"),
    "sharing": asks("GET", "/@sharing"),
    "roles": roles,
    "lock": lock,
}

ROUND_HTTP = {
    **{name: STORY_HTTP[name] for name in ("page", "json", "brain", "listing")},
    **{name: STORY_HTTP[name] for name in ("fulltext", "history", "delete", "copy")},
    **{name: STORY_HTTP[name] for name in ("move", "rename", "sharing", "roles")},
    **{name: STORY_HTTP[name] for name in ("add", "lock")},
    "edit": asks("PATCH", "", {"stage": "later"}),
    **{
        name: asks("GET", f"/@{name}")
        for name in ("topics", "themes", "phase", "ballot", "voters")
    },
    # What is wrong, or too early, is said to those who may, and to nobody else.
    "results": asks("GET", "/@results", good=(409,)),
    "raise": asks("POST", "/@topics", {}, good=(400,)),
    "take_back": asks("DELETE", "/@topics", good=(400,)),
    "group": asks("POST", "/@themes", {}, good=(400,)),
    "take_out": asks("DELETE", "/@themes", good=(400,)),
    "go_on": asks("POST", "/@phase", {}, good=(400,)),
    "vote": asks("PUT", "/@ballot", {}, good=(400,)),
    "vote_again": asks("DELETE", "/@ballot", good=(409,)),
    "paper": asks("POST", "/@paper-ballots", {}, good=(400,)),
    "admit": asks("POST", "/@voters", {"userid": "member"}, good=(409,)),
    "remind": asks("POST", "/@reminder", {}, good=(409,)),
    **{
        name: asks("POST", f"/@workflow/{name}", {})
        for name in ("share", "publish", "retract", "hide")
    },
}


def in_its_community(session, thing, portal):
    """Look whether the list of what stands in the community holds it."""
    answer = session.get(f"{thing.url.rpartition('/')[0]}?b_size=100")
    return answer.ok and f'"{thing.url}"' in answer.text


def names_people(session, thing, portal):
    answer = session.get(f"{thing.url}/@acceptances")
    return answer.ok and "items" in answer.json()


def on_a_clause(method: str, body=None, good=(200, 204)):
    """Ask something of the rule that people work on."""

    def ask(session, thing, portal):
        url = thing.below["clause"].url
        return session.request(method, url, json=body).status_code in good

    return ask


#: Not the words that were read: kept by nobody, and said to those who may.
OLD = {"digest": "v1:nothing"}
ENACT = {**OLD, "change": "material", "note": "It says more."}
ACCEPT = {**OLD, "answer": "accepted", "version": 9}

AGREEMENT_HTTP = {
    **{name: STORY_HTTP[name] for name in ("page", "json", "brain", "fulltext")},
    **{name: STORY_HTTP[name] for name in ("history", "copy", "move", "sharing")},
    **{name: STORY_HTTP[name] for name in ("roles", "add", "lock")},
    **{name: ROUND_HTTP[name] for name in ("share", "publish", "retract")},
    # People keep to it, so it stays readable: said to those who may.
    "hide": asks("POST", "/@workflow/hide", {}, good=(409,)),
    "listing": in_its_community,
    "rename": rename_in_community,
    "edit": asks("PATCH", "", {"title": ["x"]}, good=(400,)),
    # One to which people have said yes stays.
    "delete": asks("DELETE", "", good=(204, 409)),
    **{name: asks("GET", f"/@{name}") for name in ("versions", "clauses")},
    "acceptance": asks("GET", "/@acceptance"),
    "totals": asks("GET", "/@acceptances"),
    "who": names_people,
    "write": asks("POST", "/@clauses", {}, good=(400,)),
    "change": on_a_clause("PATCH", {"text": "Other words."}, good=(400,)),
    "agree": on_a_clause("PATCH", {"answer": "agree", "rev": 1}, good=(400,)),
    "order": on_a_clause("PATCH", {"rev": 999, "goes_in": True}, good=(409,)),
    "take_out": on_a_clause("DELETE"),
    "enact": asks("POST", "/@versions", ENACT, good=(409,)),
    "contest": asks("POST", "/@versions/1", {"contest": True}, good=(409,)),
    "answer": asks("PUT", "/@acceptance", ACCEPT, good=(409,)),
    # Once a week.
    "remind": asks("POST", "/@reminder", {}, good=(200, 409)),
    "say": asks("POST", "/@concerns", {}, good=(400,)),
}
AGREEMENT_WRITES = {"delete", "take_out", "share", "publish", "retract", "hide"}


def says_where(session, thing, portal):
    answer = session.get(thing.url)
    return answer.ok and "venue_notes" in answer.json()


def on_a_row(method: str, body=None, good=(200, 204)):
    """Ask something of the row that stands on the agenda."""

    def ask(session, thing, portal):
        url = thing.below["row"].url
        return session.request(method, url, json=body).status_code in good

    return ask


MEETING_HTTP = {
    **{name: ROUND_HTTP[name] for name in ("page", "json", "brain", "listing")},
    **{name: ROUND_HTTP[name] for name in ("fulltext", "history", "copy", "move")},
    **{name: ROUND_HTTP[name] for name in ("rename", "sharing", "roles", "add")},
    **{name: ROUND_HTTP[name] for name in ("lock", "share", "publish", "retract")},
    "hide": ROUND_HTTP["hide"],
    "insides": says_where,
    "edit": asks("PATCH", "", {"title": ["x"]}, good=(400,)),
    # One of which something was recorded stays.
    "delete": asks("DELETE", "", good=(204, 409)),
    **{
        name: asks("GET", f"/@{name}")
        for name in ("phase", "agenda", "rsvp", "attendance", "turns", "record", "told")
    },
    "suggestions": asks("GET", "/@agenda-suggestions"),
    # What is wrong, or too early, is said to those who may, and to nobody else.
    "add_row": asks("POST", "/@agenda", {"kind": "advice", "note": "x"}, good=(400,)),
    "any_row": on_a_row("PATCH", {"rev": 999, "title": "x"}, good=(409,)),
    "answer": asks("PUT", "/@rsvp", {}, good=(400,)),
    "mark": asks("PATCH", "/@attendance", {"guests": 1}, good=(409,)),
    "ask": asks("PATCH", "/@turns", {"host": {"userid": "nobody-here"}}, good=(400,)),
    "write": asks("PUT", "/@record", {"rev": 999}, good=(409,)),
    "hold": asks("POST", "/@phase", {"phase": "held"}, good=(409,)),
}
MEETING_WRITES = {"delete", "share", "publish", "retract", "hide"}
