"""That the canaries of rounds stand where they may: else nobody would find them."""


def test_what_people_wrote_is_found_by_those_it_is_for(world):
    for key, thing in world.rounds.items():
        session = world.session("facilitator", "json")
        told = "".join(
            session.get(f"{thing.url}{path}").text
            for path in ("", "/@topics", "/@themes", "/@voters")
        )
        for field, word in thing.words.items():
            assert word in told.lower(), (key, field)
        for kind, below in thing.below.items():
            assert session.get(below.url).json()["id"] == below.id, (key, kind)


def test_rounds_are_in_several_phases(world):
    phases = {
        key: world.session("facilitator", "json").get(f"{thing.url}/@phase").json()
        for key, thing in world.rounds.items()
    }
    assert {key: told["phase"] for key, told in phases.items()} == {
        "preparedround": "grouping",
        "innerround": "voting",
        "openround": "closed",
        "namedround": "grouping",
    }
    assert [phases[key]["voted"] for key in ("innerround", "openround")] == [2, 2]
