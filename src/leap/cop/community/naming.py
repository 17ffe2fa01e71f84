"""What a community is called where its title would say too much."""


def group_name(community) -> str:
    """Return the neutral name of a community on one line, empty where it has none."""
    return " ".join((community.short_name or "").split())
