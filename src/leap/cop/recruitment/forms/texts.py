"""What people write around the questions of a form, clean when kept and when shown.

An easyform is no class of ours, and shows some plain lines as HTML. So a form below a
community is cleaned when it is saved, and in memory before anything is done with it: a
form that was saved before is shown clean, and stored clean with its next change.
"""

from Acquisition import aq_base
from leap.cop.core import rich_text
from leap.cop.recruitment.forms import questions
from plone.app.textfield.value import RichTextValue


TEXTS = ("formPrologue", "formEpilogue", "thanksPrologue", "thanksEpilogue")

#: Plain lines that easyform shows as HTML.
LINES = ("description", "thanksdescription")

MODEL = "fields_model"


def _unclean(form) -> dict[str, object]:
    """Return, clean, what of a form is not."""
    kept = aq_base(form).__dict__
    clean = {}
    for name in TEXTS:
        if isinstance(kept.get(name), (str, RichTextValue)):
            clean[name] = rich_text.to_keep(form, kept[name])
    for name in LINES:
        if isinstance(kept.get(name), str):
            clean[name] = questions.line(kept[name])
    if isinstance(kept.get(MODEL), str):
        clean[MODEL] = questions.with_clean_texts(kept[MODEL])
    return {name: value for name, value in clean.items() if value != kept[name]}


def keep_clean(form) -> None:
    """Store a form clean."""
    for name, value in _unclean(form).items():
        setattr(form, name, value)


def show_clean(form) -> None:
    """Let a request find a form clean. Nothing is written for it."""
    bare = aq_base(form)
    bare._p_activate()
    bare.__dict__.update(_unclean(form))
