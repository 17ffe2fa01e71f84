"""Where arrived content is put: its state and history, its dates."""

from DateTime import DateTime
from leap.cop.core import binding
from Persistence import PersistentMapping
from plone import api


#: What the catalog knows of dates.
DATE_INDEXES = (
    "created",
    "modified",
    "effective",
    "Date",
    "CreationDate",
    "EffectiveDate",
    "ModificationDate",
    "cop_since",
)


def put_in_state(content, state: str, history: object) -> None:
    """Put arrived content into a state, with the history that it came with."""
    name = binding.workflow_of(content)
    workflow = api.portal.get_tool("portal_workflow")[name]
    steps = [step for step in map(_step, _listed(history)) if step is not None]
    if not steps or steps[-1]["review_state"] != state:
        steps.append(_made_step(None, state, DateTime()))
    content.aq_base.workflow_history = PersistentMapping({name: tuple(steps)})
    workflow.updateRoleMappingsFor(content)


def _listed(history: object) -> list:
    return history if isinstance(history, list) else []


def _step(sent: object) -> dict | None:
    """Return one step of a history: when and what, and never who or why."""
    if not isinstance(sent, dict) or not isinstance(sent.get("review_state"), str):
        return None
    action = sent.get("action")
    try:
        time = DateTime(str(sent["time"]))
    except Exception:
        return None
    return _made_step(
        action if isinstance(action, str) else None, sent["review_state"], time
    )


def _made_step(action: str | None, state: str, time: DateTime) -> dict:
    return {
        "action": action,
        "review_state": state,
        "time": time,
        "actor": "",
        "comments": "",
    }


def set_dates(content, created, modified, effective=None) -> None:
    """Set the dates that came with content, and let the catalog follow.

    The whole catalog entry first, because that counts as a change.
    """
    content.reindexObject()
    dates = {
        "creation_date": created,
        "modification_date": modified,
        "effective_date": effective,
    }
    for name, value in dates.items():
        if value is not None:
            setattr(content.aq_base, name, value)
    content.reindexObject(idxs=list(DATE_INDEXES))


def dates_in(row: dict) -> list[DateTime | None]:
    """Return the dates of a row: seconds since the epoch, to the fraction."""
    sent = row.get("dates")
    sent = sent if isinstance(sent, list) and len(sent) == 3 else [None] * 3
    return [
        DateTime(moment, "UTC") if isinstance(moment, (int, float)) else None
        for moment in sent
    ]
