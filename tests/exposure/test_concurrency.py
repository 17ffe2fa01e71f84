"""Several people tell at once: nobody's story is lost, the community is not touched."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.consent.ledger import Ledger

import transaction


WRITERS = ("teller", "member", "facilitator")
EACH = 6


def test_stories_told_at_once_are_all_kept(site, rest):
    community = site["tuesday"]
    community.title  # noqa: B018 - load it, so that its serial is known
    serial = community._p_serial

    def tell(userid):
        session = rest(userid)
        kept = []
        for number in range(EACH):
            answer = session.post(
                "tuesday",
                json={
                    "@type": "leap.cop.Story",
                    "title": f"{userid} {number}",
                    "learning": f"<p>Number {number}.</p>",
                },
            )
            assert answer.status_code == 201, answer.text
            url = answer.json()["@id"]
            answer = session.post(f"{url}/@consent", json={"level": "community"})
            assert answer.status_code == 200, answer.text
            kept.append(url)
        return kept

    with ThreadPoolExecutor(len(WRITERS)) as pool:
        urls = [url for kept in pool.map(tell, WRITERS) for url in kept]

    transaction.begin()
    assert len(set(urls)) == len(WRITERS) * EACH == len(community)
    assert len([row for _key, rows in Ledger(site).chains() for row in rows]) == len(
        urls
    )
    assert Ledger(site).verify() == {}
    assert Ledger(site).is_complete()
    community.title  # noqa: B018
    assert community._p_serial == serial
    listed = rest("member").get("@search?portal_type=leap.cop.Story&b_size=50").json()
    assert listed["items_total"] == len(urls)
