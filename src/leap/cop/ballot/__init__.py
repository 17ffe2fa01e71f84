"""How we count: rules of a vote, its phases, tally, ballot box.

Of consent it knows the errors, and how to leave no traces.
"""
