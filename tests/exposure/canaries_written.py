"""What people write about stories, and what is written down of those who come in.

Notes and concerns belong to a planted story; applications, invitations, a manager's
address, a form and what went wrong in the group to the community. `person_…` are names:
a channel that tells people (`channels.PEOPLE`) may tell those.
"""

from leap.cop.concern import raising
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms.form_story import keep_story
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.invitations import invite
from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.recruitment.support import support
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import concerns
from leap.cop.story.notes import notes
from leap.cop.story.responses import responses
from leap.cop.story.responses import rules as rules_of_answers
from plone import api
from tests.exposure import readers


#: Who lets people in, and so reads who asked and who was invited.
LET_IN = frozenset({"facilitator"}) | readers.ADMINS

APPLICANT = ("zzdrimble", "Zzelda Drimblestone")

#: Writer of a note to the teller: in which states that person reads the story.
NOTES = {
    "facilitator": ("community", "community_pending", "public"),
    "reviewer": ("pending", "community_pending", "public"),
}


def write_about(story, teller: str, word, now) -> tuple[dict, dict]:
    """Write notes and a concern about a story; give words, and readers by word.

    :param word: gives the canary of a field.
    """
    words: dict[str, str] = {}
    readers_of: dict[str, frozenset] = {}
    state = lifecycle.state_of(story)
    for writer, states in NOTES.items():
        if state not in states:
            continue
        note, answer = f"note_{writer}", f"answer_{writer}"
        words |= {note: word(note), answer: word(answer)}
        readers_of |= dict.fromkeys((note, answer), frozenset({writer}))
        with api.env.adopt_user(writer):
            thread = notes.write(story, words[note], now=now).thread
        with api.env.adopt_user(teller):
            notes.write(story, words[answer], thread, now=now)
    if state in rules_of_answers.SHARED:
        names = ("response", "response_teller")
        words |= {name: word(name) for name in names}
        readers_of |= dict.fromkeys(names, readers.MEMBERS)
        with api.env.adopt_user("member"):
            responses.write(story, "tried_it", words["response"], now=now)
        with api.env.adopt_user(teller):
            responses.write(story, "answer", words["response_teller"], now=now)
        with api.env.adopt_user("facilitator"):
            responses.write(story, "thanks", now=now)
    if state == "public":
        words |= {name: word(name) for name in ("concern", "contact")}
        readers_of |= dict.fromkeys(("concern", "contact"), readers.REVIEWERS)
        with api.env.adopt_user("colleague"):
            concerns.raise_concern(story, words["concern"], words["contact"], now=now)
    return words, readers_of


#: Field to readers of what is written down on the way in.
WAY_IN = {
    "message": LET_IN,
    "person_name": LET_IN,
    # For the person alone whose manager it is.
    "manager": frozenset(),
    "invited_name": LET_IN,
    "invited_address": LET_IN,
    # Said yes and has no account yet: whoever makes accounts reads it, too.
    "waiting_name": LET_IN,
    "waiting_address": LET_IN,
    "form_title": LET_IN,
    "form_text": LET_IN,
    # A form's answers become a private story.
    "form_answer": frozenset(),
    "form_further_answer": frozenset(),
    "went_wrong": frozenset({"facilitator"}),
    "went_wrong_contact": frozenset({"facilitator"}),
    # For the safeguarding person alone, and nobody is that here.
    "facilitator_went_wrong": frozenset(),
}


def write_the_way_in(portal, community, word, password: str, now) -> tuple:
    """Have people ask and be asked to come in; give the canaries, and a form's id."""
    words = {name: word(name) for name in WAY_IN}
    userid, fullname = APPLICANT
    words["person_name"] = fullname.split()[1].lower()
    api.user.create(
        username=userid,
        email=f"{userid}@example.org",
        password=password,
        properties={"fullname": fullname},
    )
    community.join_policy = "apply"
    community.requires_manager_support = True
    with api.env.adopt_user(userid):
        applications.apply(community, userid, words["message"], now=now)
        support.ask(community, userid, f"{words['manager']}@example.org", now=now)
    with api.env.adopt_user("facilitator"):
        for who in ("invited", "waiting"):
            asked = {
                "email": f"{words[f'{who}_address']}@example.org",
                "name": words[f"{who}_name"],
            }
            row = invite(community, by="facilitator", now=now, **asked).row
        Invitations(community).put(row._replace(state=rules.WAITING, answered=now))
        made = forms.make_form(community, forms.JOIN, portal.REQUEST)
        made.title, made.thankstitle = words["form_title"], words["form_text"]
        made.reindexObject()
    _say_what_went_wrong(community, words, now)
    with api.env.adopt_user(next(iter(readers.TELLERS))):
        texts = {"learning": words["form_answer"]}
        others = [("What else?", words["form_further_answer"])]
        keep_story(community, texts, others, now=now)
    return words, made.getId()


def _say_what_went_wrong(community, words: dict, now) -> None:
    """Write about the group, and to a safeguarding person who is none afterwards."""
    community.safeguarding_person = "colleague"
    with api.env.adopt_user("member"):
        text, contact = words["went_wrong"], words["went_wrong_contact"]
        raising.say_what_went_wrong(community, text, contact, "group", now=now)
        text = words["facilitator_went_wrong"]
        raising.say_what_went_wrong(community, text, "", "facilitator", now=now)
    community.safeguarding_person = None
