"""Content rules: what they wait for, and how little they can say of our content."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.notify import substitutions
from leap.cop.recruitment.applications import applications
from leap.cop.story.lifecycle import lifecycle
from OFS.SimpleItem import SimpleItem
from plone import api
from plone.app.contentrules.actions.mail import MailAction
from plone.app.contentrules.conditions.group import GroupCondition
from plone.app.contentrules.handlers import close
from plone.app.contentrules.rule import insert_assignment
from plone.app.contentrules.rule import Rule
from plone.app.testing import applyProfile
from plone.contentrules.engine.assignments import RuleAssignment
from plone.contentrules.engine.interfaces import IRuleAssignmentManager
from plone.contentrules.engine.interfaces import IRuleStorage
from plone.contentrules.rule.interfaces import IExecutable
from plone.contentrules.rule.interfaces import IRuleEventType
from plone.stringinterp.interfaces import IStringInterpolator
from plone.stringinterp.interfaces import IStringSubstitution
from Products.CMFCore.interfaces import IActionSucceededEvent
from tests.topic import rounds
from zope.component import getAdapters
from zope.component import getSiteManager
from zope.component import getUtilitiesFor
from zope.component import getUtility
from zope.event import notify
from zope.interface import implementer
from zope.interface import Interface
from zope.lifecycleevent import ObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent

import pytest
import transaction


TITLES = {
    "joined": "Somebody joined a community",
    "asked": "Somebody asked to join a community",
    "submitted": "Somebody asked to publish a story",
    "opened": "Members of a community can give their dots",
    "closed": "The dots in a community have been counted",
}

#: Every stock variable at once, and ours.
ALL = (
    *("community", "community_url", "url", "parent_url", "id", "parent_id", "type"),
    *("format", "language"),
)
EVERYTHING = " | ".join(
    f"{name}=${{{name}}}"
    for name in [*ALL, *substitutions.EMPTY, *substitutions.NEUTRAL]
)


@pytest.fixture
def rule(post):
    """Yield a function that puts a rule with a mail on a place of the site."""
    api.portal.set_registry_record("plone.email_from_name", "Intranet")

    def make(place, event, message: str = EVERYTHING, bubbles: bool = True) -> None:
        storage = getUtility(IRuleStorage)
        made = Rule()
        made.title, made.event = "Tell the office", event
        name = f"rule-{len(storage)}"
        storage[name] = made
        action = MailAction()
        action.recipients = "office@example.org"
        action.subject, action.message = "News: ${title}", message
        made.actions.append(action)
        IRuleAssignmentManager(place)[name] = RuleAssignment(name, bubbles=bubbles)
        insert_assignment(storage[name], "/".join(place.getPhysicalPath()))
        transaction.commit()

    yield make
    close(None)


def event_type(name: str):
    return dict(getUtilitiesFor(IRuleEventType))[TITLES[name]]


def join(post) -> None:
    Membership(post["tuesday"]).add("colleague", "member", now=datetime.now(UTC))


def ask(post) -> None:
    post["tuesday"].join_policy = "apply"
    applications.apply(
        post["tuesday"], "colleague", "The canary sang.", now=datetime.now(UTC)
    )


def open_round(post) -> None:
    rounds.open_round(post["tuesday"], title="The canary sang")


def close_round(post) -> None:
    content, _themes = rounds.open_round(post["tuesday"], title="The canary sang")
    rounds.go(content, "closed")


MOMENTS = {
    "joined": join,
    "asked": ask,
    "opened": open_round,
    "closed": close_round,
}


@pytest.mark.parametrize("where", ["site", "community"])
@pytest.mark.parametrize("name", sorted(TITLES))
def test_a_rule_mails_the_neutral_name_and_nothing_else(
    rule, act, post, sink, story_there, name, where
):
    story = story_there() if name == "submitted" else None
    post["tuesday"].title = "Children of the river"
    transaction.commit()
    rule(post if where == "site" else post["tuesday"], event_type(name))
    if story is not None:
        now = lifecycle.utc_now()
        act("teller", lifecycle.grant, story, "public", now=now, attribution="name")
    else:
        act("colleague", MOMENTS[name], post)
    transaction.commit()
    sent = [mail for mail in sink.messages if mail["To"] == "office@example.org"]
    assert len(sent) == 1
    assert sent[0]["Subject"] == "News: Tuesday circle"
    text = sent[0].get_content()
    assert "community=Tuesday circle |" in text
    assert f"community_url={post['tuesday'].absolute_url()} |" in text
    for word in ("canary", "long table", "river", "eller", "olleague", "${"):
        assert word not in text, word
    for empty in substitutions.EMPTY:
        assert f"{empty}=\n" in text + "\n" or f"{empty}= |" in text, empty


def test_a_rule_has_the_address_that_was_set(rule, act, post, sink):
    address = "https://intranet.example.org"
    api.portal.set_registry_record("leap.cop.site_address", address)
    rule(post, event_type("joined"), "${community_url} and ${url}")
    act("colleague", join, post)
    transaction.commit()
    [mail] = [mail for mail in sink.messages if mail["To"] == "office@example.org"]
    said = f"{address}/tuesday and {address}/tuesday"
    assert mail.get_content().strip() == said


def test_somebody_on_the_way_in_has_not_joined_yet(rule, act, post, sink):
    rule(post, event_type("joined"), "Somebody came.")
    membership = Membership(post["tuesday"])
    now = datetime.now(UTC)
    act("facilitator", membership.add, "colleague", "candidate", now=now)
    transaction.commit()
    assert "office" not in sink.receivers
    act("facilitator", membership.change_role, "colleague", "member", now=now)
    transaction.commit()
    assert "office" in sink.receivers


def test_changing_a_role_is_no_joining(rule, act, post, sink):
    rule(post, event_type("joined"), "Somebody came.")
    membership = Membership(post["tuesday"])
    now = datetime.now(UTC)
    act("facilitator", membership.change_role, "member", "facilitator", now=now)
    transaction.commit()
    assert sink.receivers == []


STOCK_EVENTS = [
    IObjectAddedEvent,
    IObjectModifiedEvent,
    IObjectRemovedEvent,
    IObjectCopiedEvent,
    IActionSucceededEvent,
]


@pytest.mark.parametrize("event", STOCK_EVENTS)
@pytest.mark.parametrize("where", ["site", "community"])
def test_no_rule_sees_content_of_ours(rule, act, post, sink, story_there, where, event):
    story = story_there()
    rule(post if where == "site" else post["tuesday"], event)
    now = lifecycle.utc_now()
    act("teller", lifecycle.grant, story, "community", now=now, attribution="name")
    act("teller", notify, ObjectModifiedEvent(story))
    act("facilitator", notify, ObjectModifiedEvent(post["tuesday"]))
    act("teller", lifecycle.move, story, "withdraw", now=now)
    act("teller", post["tuesday"].manage_delObjects, [story.getId()])
    act("facilitator", open_round, post)
    transaction.commit()
    assert "office" not in sink.receivers


def test_rules_about_other_pages_run_as_ever(rule, post, sink):
    rule(post, IObjectAddedEvent, "${title} came.")
    with api.env.adopt_roles(["Manager"]):
        api.content.create(post, "Document", "page", title="Canteen")
    transaction.commit()
    assert sink.receivers == ["office"]


@implementer(IExecutable)
class Failing:
    def __init__(self, context, element, event) -> None:
        pass

    def __call__(self) -> bool:
        raise RuntimeError("The canary sang")


@implementer(IExecutable)
class Writing:
    """An action that notes who it runs as on a page of the site."""

    def __init__(self, context, element, event) -> None:
        self.event = event

    def __call__(self) -> bool:
        page = api.portal.get()["page"]
        who = api.user.get_current().getId()
        page.title = f"{page.title} {who} {self.event.object.getId()}"
        return True


class IElement(Interface):
    """An element of the tests."""


@implementer(IElement)
class Element(SimpleItem):
    """Something in a rule."""


@pytest.fixture
def element(post):
    """Yield a function that puts an executable into the one rule that there is."""
    registry, made = getSiteManager(), []

    def add(executable) -> None:
        registry.registerAdapter(
            executable, (Interface, IElement, Interface), IExecutable
        )
        made.append(executable)
        [rule] = getUtility(IRuleStorage).values()
        rule.actions.append(Element())
        transaction.commit()

    yield add
    for executable in made:
        registry.unregisterAdapter(
            executable, (Interface, IElement, Interface), IExecutable
        )


def test_a_rule_that_fails_stops_nothing_and_says_so_without_a_word(
    rule, element, act, post, sink, caplog
):
    rule(post, event_type("joined"), "Somebody came.")
    element(Failing)
    act("facilitator", join, post)
    transaction.commit()
    assert Membership(post["tuesday"]).role_of("colleague") == "member"
    assert "A content rule failed (RuntimeError)" in caplog.text
    assert "canary" not in caplog.text


def test_a_rule_runs_as_nobody_in_a_transaction_of_its_own(rule, element, act, post):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(post, "Document", "page", title="Seen:")
    rule(post, event_type("joined"))
    element(Writing)
    act("facilitator", join, post)
    transaction.commit()
    transaction.begin()
    assert post["page"].title == "Seen: None tuesday"


def test_a_condition_about_groups_works_for_people_of_communities(
    rule, act, post, sink
):
    rule(post, IObjectAddedEvent)
    [made] = getUtility(IRuleStorage).values()
    with api.env.adopt_roles(["Manager"]):
        api.group.create(groupname="office")
        api.group.add_user(groupname="office", username="member")
    condition = GroupCondition()
    condition.group_names = {"office"}
    made.conditions.append(condition)
    transaction.commit()
    for userid in ("facilitator", "member"):
        api.user.grant_roles(username=userid, roles=["Manager"])
        transaction.commit()
        act(userid, api.content.create, post, "Document", userid)
        transaction.commit()
    assert sink.receivers == ["office"]


@pytest.mark.parametrize("state", ["private", "pending", "public"])
def test_no_variable_tells_the_words_or_the_teller(portal, story_in, as_user, state):
    """Whatever is registered, by Plone or by other add-ons: each one by its name."""
    story = story_in(state, title="The canary sang", description="A canary, too.")
    as_user("teller")
    names = {name for name, _said in getAdapters((story,), IStringSubstitution)}
    assert len(names) > 30
    # Everybody with an account, whatever the content is.
    names.remove("member_emails")
    say = IStringInterpolator(story)
    for name in names:
        text = say(f"${{{name}}}")
        for word in ("canary", "teller", "Tess"):
            assert word not in text, name


def test_no_variable_tells_what_a_round_is_about(portal, community, as_user):
    content = rounds.make_round(
        community, title="The canary sang", description="A canary, too."
    )
    rounds.say(content, "teller", "A canary topic")
    as_user("teller")
    names = {name for name, _said in getAdapters((content,), IStringSubstitution)}
    assert len(names) > 30
    names.remove("member_emails")
    say = IStringInterpolator(content)
    for name in names:
        text = say(f"${{{name}}}")
        for word in ("canary", "teller", "Tess", "facilitator"):
            assert word not in text, name


def test_other_content_of_the_site_keeps_its_variables(portal):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(portal, "Document", "page", title="Canteen")
    assert IStringInterpolator(page)("${title} ${id}") == "Canteen page"


def test_the_list_of_variables_names_each_once(portal):
    view = api.content.get_view("stringinterp_info", portal, portal.REQUEST)
    names = [item["id"] for part in view.substitutionList() for item in part["items"]]
    assert "community" in names
    assert names.count("title") == 1


def test_rules_about_us_go_with_us(rule, post):
    rule(post, event_type("joined"))
    rule(post, IObjectAddedEvent)
    with api.env.adopt_roles(["Manager"]):
        applyProfile(post, "leap.cop:uninstall")
    left = [kept.event for kept in getUtility(IRuleStorage).values()]
    assert left == [IObjectAddedEvent]
    assert len(IRuleAssignmentManager(post)) == 1
