"""Make a real site with stories and rounds, and take the add-on out of it or not.

Run in a process of its own: `build.py <zope.conf> <left|uninstalled>`. Prints, as JSON,
what the asking process needs to know. Media can be told here as well, once there are
any: their words go into `CANARY`, their addresses into `paths`.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import make_people
from leap.cop.testing import PASSWORD
from leap.cop.testing import PEOPLE
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.distribution.api import site as sites
from Testing.makerequest import makerequest
from zope.component.hooks import setSite
from zope.globalrequest import setRequest
from Zope2.Startup.run import make_wsgi_app

import json
import sys
import transaction
import Zope2


ANSWERS = {
    "site_id": "cop",
    "title": "Intranet",
    "description": "",
    "default_language": "en",
    "portal_timezone": "UTC",
    "setup_content": False,
}
WAYS = {
    "private": (),
    "community": ("community",),
    "pending": ("public",),
    "communitypending": ("community", "public"),
    "public": ("public", "approve"),
}
CANARY = "canary{state}word"


def tell(community, state: str):
    word = CANARY.format(state=state)
    text = RichTextValue(f"<p>{word} text</p>", "text/html", "text/x-html-safe")
    with api.env.adopt_user("teller"):
        story = api.content.create(
            community,
            type="leap.cop.Story",
            title=f"{word} title",
            description=f"{word} description",
            learning=text,
            others_recognisable="nobody",
        )
        for step in WAYS[state]:
            if step != "approve":
                lifecycle.grant(story, step, now=lifecycle.utc_now())
    if "approve" in WAYS[state]:
        with api.env.adopt_user("reviewer"):
            lifecycle.approve(story)
    return story


def talk(community, state: str):
    """Return a round that people vote in, or one that only facilitators see."""
    word = CANARY.format(state=f"round{state}")
    now = datetime.now(UTC)
    with api.env.adopt_user("facilitator"):
        content = api.content.create(
            community,
            type="leap.cop.TopicRound",
            title=f"{word} title",
            description=f"{word} description",
        )
        collecting.raise_topic(content, f"{word} topic", now=now)
        phases.go_to(content, "grouping", now=now)
        theme = grouping.add_theme(content, f"{word} theme", now=now)
        if state == "community":
            api.content.transition(content, "share")
            phases.go_to(content, "voting", now=now)
    if state == "community":
        with api.env.adopt_user("member"):
            voting.cast(content, {theme.id: 3}, now=now)
    return content


def main(conf: str, how: str) -> None:
    make_wsgi_app({}, conf)
    app = makerequest(Zope2.app())
    setRequest(app.REQUEST)
    app.acl_users._doAddUser("admin", PASSWORD, ["Manager"], [])
    transaction.commit()
    newSecurityManager(None, app.acl_users.getUserById("admin").__of__(app.acl_users))
    site = sites.create(app, "classic", dict(ANSWERS))
    setSite(site)
    for profile in ("collective.easyform", "plone.restapi", "leap.cop"):
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}:default")
    make_people()
    page = api.content.create(site, type="Document", id="page", title="Stock page")
    api.content.transition(page, "publish")
    newSecurityManager(None, system)
    with api.env.adopt_user("siteadmin"):
        community = api.content.create(
            site, type="leap.cop.Community", id="tuesday", title="Tuesday circle"
        )
        for userid, (_name, _role, role) in PEOPLE.items():
            if role is not None:
                Membership(community).add(userid, role, now=lifecycle.utc_now())
        api.content.transition(community, "publish")
    # Whoever founds a community facilitates it; this administrator does not belong.
    Membership(community).remove("siteadmin", now=lifecycle.utc_now())
    stories = {state: tell(community, state) for state in WAYS}
    for state in ("private", "community"):
        stories[f"round{state}"] = talk(community, state)
    found = {
        state: {"path": "/".join(story.getPhysicalPath()), "uid": story.UID()}
        for state, story in stories.items()
    }
    transaction.commit()
    if how == "uninstalled":
        setup = api.portal.get_tool("portal_setup")
        setup.runAllImportStepsFromProfile("profile-leap.cop:uninstall")
        transaction.commit()
    app._p_jar.close()
    print("FOUND " + json.dumps({"password": PASSWORD, "stories": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
