"""How we count: rules of a vote, tally, ballot box.

Of consent it knows the errors, and how to leave no traces.
"""
