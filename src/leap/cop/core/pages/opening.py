"""Forms that are opened show what is there, and nothing that an address says."""


class OpensAsItIs:
    """A z3c.form that takes nothing out of an address when it is opened.

    Stock guards the first part of a form alone. In a part that is folded a link could
    choose another value, and whoever saves something else sends it along unseen. It
    goes before the form's other bases.
    """

    def update(self):
        """Read what was sent of a form that was sent, and of no other request."""
        if self.request.get("REQUEST_METHOD") != "POST":
            self.ignoreRequest = True
        super().update()
