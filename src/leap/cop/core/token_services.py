"""REST for whoever holds a token, which stands in the address and is the secret.

Nothing is raised: the site's error log would keep the address.
"""

from leap.cop.core.errors import sentence
from leap.cop.core.headers import NO_REFERRER
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.forms import status_of
from leap.cop.core.services import CopService


class TokenService(CopService):
    """A service below which a token stands; a refusal becomes an answer."""

    def reply(self):
        self.request.response.setHeader("Referrer-Policy", NO_REFERRER)
        try:
            return self.reply_to_token()
        except REFUSALS as error:
            return self.say(status_of(error), sentence(error, self.request))

    @property
    def token(self) -> str:
        """What follows the service's name in the address, empty for anything else."""
        return self.params[0] if len(self.params) == 1 else ""

    def reply_to_token(self) -> dict:
        """Return the answer.

        :raises Refused, NotYours, NotNow: for what cannot be done.
        """
        raise NotImplementedError

    def say(self, status: int, message) -> dict:
        """Answer with a status and a neutral body."""
        raise NotImplementedError
