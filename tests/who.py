"""Who is asked for in tables of who may do what. Data, and no test."""

#: With an account: one for each role, and the root user.
STAFF = (
    "colleague",
    "newcomer",
    "member",
    "facilitator",
    "reviewer",
    "siteadmin",
    "admin",
)

#: The same, and a visitor without an account.
ALL = (None, *STAFF)

MANAGERS = frozenset({"facilitator", "siteadmin", "admin"})

#: Of the glossary's words those that stand on no screen.
NEVER_ON_A_SCREEN = (
    "exposure",
    "canary",
    "digest",
    "declined",
    "failed",
    "pipeline",
    "not selected",
    "candidate",
    "inactive",
)
