"""How we count: rules of a vote, tally, ballot box. Knows errors of consent only."""
