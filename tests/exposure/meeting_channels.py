"""The pages and services of meetings, each in a row: a part of `own_channels.OWN`.

`{meeting}` makes a row one for each planted meeting; `{row_id}` is what stands on its
agenda.
"""

from tests.exposure.channels import Channel
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON


def page(*addresses: str, on: str = "{meeting}", **more) -> list[Channel]:
    return [Channel(f"{on}{one}", HTML, "O", **more) for one in addresses]


def service(
    address: str, method: str = "GET", on: str = "{meeting}", **more
) -> list[Channel]:
    return [Channel(f"{on}{address}", JSON, "O", method=method, **more)]


MEETINGS: dict[str, list[Channel]] = {
    "page IMeeting view": page("", "/@@view"),
    "service PATCH IMeeting": [
        *service(""),
        *service("", "PATCH", body={"title": ["x"]}),
    ],
}
