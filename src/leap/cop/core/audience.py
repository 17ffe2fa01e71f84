"""The audiences that anything of ours can have. Pure, no Zope."""

PRIVATE = "private"
COMMUNITY = "community"
PUBLIC = "public"

#: Audiences from narrow to wide.
LEVELS = (PRIVATE, COMMUNITY, PUBLIC)
