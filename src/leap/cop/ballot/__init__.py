"""How we count: rules of a vote, tally, ballot box. Knows errors and log of consent."""
