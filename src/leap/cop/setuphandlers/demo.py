"""The demo: people, two communities, stories in every state. Made once."""


def post_install(setup_tool) -> None:
    """Make the demo content; what is there already stays."""
