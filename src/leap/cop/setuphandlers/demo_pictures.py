"""The pictures of the demo, drawn for it, with what they show.

Of communities by their id, of stories by their title. None shows a person.
"""

from leap.cop.community.records import CommunityPicture
from leap.cop.media import keeping
from leap.cop.media.records import CleanImage
from pathlib import Path


FOLDER = Path(__file__).parent / "pictures"

OF_COMMUNITIES = {
    "tuesday-circle": ("circle.png", "Eight chairs round a table, seen from above"),
    "cercul-de-joi": ("steps.png", "Pietre peste un pârâu, câte un pas"),
}

OF_STORIES = {
    "Two chairs by the window": (
        "two-chairs.png",
        "Two chairs turned to a window, and a lamp between them",
    ),
    "A lighthouse in a thousand pieces": (
        "lighthouse.png",
        "A jigsaw of a lighthouse with one piece missing",
    ),
    "Minutes with a cloud in them": (
        "minutes.png",
        "A page of minutes with a drawing of a cloud",
    ),
    "Regulile de pe ușă": ("door.png", "O ușă cu o foaie de reguli prinsă de ea"),
}


def picture_of(community_id: str) -> dict[str, object]:
    """Return the fields of a community's picture; none where it has no picture."""
    if community_id not in OF_COMMUNITIES:
        return {}
    name, text = OF_COMMUNITIES[community_id]
    picture = CommunityPicture((FOLDER / name).read_bytes())
    return {"picture": picture, "picture_text": text}


def illustrate(story) -> None:
    """Add its picture to a story that has one."""
    if story.title in OF_STORIES:
        name, text = OF_STORIES[story.title]
        picture = CleanImage((FOLDER / name).read_bytes())
        keeping.add_file(story, picture, {"description": text})
