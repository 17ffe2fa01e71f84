"""What a journey prepares over REST, as one of the demo's people."""

from tests.journeys.conftest import PASSWORD
from tests.journeys.waiting import PATIENCE

import requests


def ask(demo, who: str, method: str, path: str, **body):
    """Ask the demo site for something; return what it answers, None for nothing.

    :param path: below the site, or a whole address.
    """
    answer = requests.request(
        method,
        path if path.startswith("http") else f"{demo}/{path}",
        auth=(who, PASSWORD),
        headers={"Accept": "application/json"},
        json=body or None,
        timeout=PATIENCE,
    )
    assert answer.ok, answer.text
    return answer.json() if answer.text else None
