"""An agreement over REST: begun, worked on, put in force, answered; who may what."""

from datetime import timedelta
from tests.plugins.agreement import RULES

import pytest


def month(today) -> str:
    return (today + timedelta(days=30)).isoformat()


class TestBeginning:
    def test_there_is_one(self, agreement):
        answer = agreement.begin()
        assert (answer.status_code, answer.json()["message"]) == (
            409,
            "There is already an agreement.",
        )

    def test_it_needs_no_title(self, site, rest):
        made = rest("facilitator").post("tuesday", json={"@type": "leap.cop.Agreement"})
        assert (made.status_code, made.json()["title"]) == (201, "Our agreement")

    def test_it_goes_while_nothing_is_in_force(self, agreement):
        assert agreement.as_("member").delete(agreement.url).status_code == 403
        gone = agreement.url
        assert agreement.as_("facilitator").delete(gone).status_code == 204
        assert agreement.as_("member").get(gone).status_code == 404
        assert agreement.begin().status_code == 201
        agreement.share()
        agreement.write()
        agreement.enact()
        for who in ("facilitator", "siteadmin"):
            assert agreement.as_(who).delete(agreement.url).status_code == 409
        assert agreement.get("member").status_code == 200

    def test_it_is_in_nobodys_list(self, agreement):
        listed = agreement.as_("colleague").get("tuesday").json()["items"]
        assert listed == []
        found = agreement.as_("member").get("@search?portal_type=leap.cop.Agreement")
        assert found.json()["items_total"] == 0

    @pytest.mark.parametrize(
        "who,status",
        [(None, 401), ("colleague", 403), ("newcomer", 403), ("member", 403)],
    )
    def test_facilitators_begin_it(self, site, rest, who, status):
        body = {"@type": "leap.cop.Agreement", "title": "Ours"}
        answer = rest(who).post("tuesday", json=body)
        assert answer.status_code == status

    def test_a_private_one_is_not_put_in_force(self, site, rest):
        from tests.plugins.agreement import Made

        made = Made(site, rest)
        made.begin()
        made.write()
        answer = made.enact()
        assert answer.status_code == 409
        made.share()
        assert made.enact().status_code == 201


class TestReading:
    @pytest.mark.parametrize(
        "who,page,clauses,acceptance,acceptances",
        [
            (None, 401, 401, 401, 401),
            ("colleague", 404, 404, 404, 404),
            ("reviewer", 404, 404, 404, 404),
            ("newcomer", 200, 404, 200, 404),
            ("member", 200, 200, 200, 200),
            ("facilitator", 200, 200, 200, 200),
            ("siteadmin", 200, 200, 404, 200),
            ("admin", 200, 200, 404, 200),
        ],
    )
    def test_who_reads_what(
        self, agreement, who, page, clauses, acceptance, acceptances
    ):
        found = {
            path: agreement.get(who, path).status_code
            for path in ("", "/@versions", "/@clauses", "/@acceptance", "/@acceptances")
        }
        assert found == {
            "": page,
            "/@versions": page,
            "/@clauses": clauses,
            "/@acceptance": acceptance,
            "/@acceptances": acceptances,
        }

    def test_all_staff_read_a_public_one_and_no_counts(self, bound):
        assert bound.post("facilitator", "/@workflow/publish").status_code == 200
        read = bound.get("colleague").json()
        assert len(read["in_force"]["clauses"]) == 3 and "answered" not in read
        assert bound.get("colleague", "/@acceptances").status_code == 404
        assert bound.get("colleague", "/@clauses").status_code == 404
        assert bound.post("facilitator", "/@workflow/retract").status_code == 200
        assert bound.get("colleague").status_code == 404

    def test_a_hidden_community_takes_it_along(self, bound):
        bound.post("facilitator", "/@workflow/publish")
        bound.as_("siteadmin").post("tuesday/@workflow/hide", json={})
        assert bound.get("colleague").status_code == 404
        assert bound.get("member").status_code == 404


class TestClauses:
    def test_a_clause_in_full(self, agreement):
        row = agreement.write(RULES[1], "member", goes_in=False)
        assert row["text"] == RULES[1] and row["rev"] == 1
        assert row["counts"] is None and row["mine"] is None
        assert row["may_change"] and row["may_take_out"]

    def test_two_who_change_the_same_words(self, agreement):
        row = agreement.write(goes_in=False)
        path = f"/@clauses/{row['id']}"
        first = agreement.patch("member", path, {"rev": 1, "text": "First"})
        second = agreement.patch("teller", path, {"rev": 1, "text": "Second"})
        assert (first.status_code, second.status_code) == (200, 409)
        assert second.json()["current"]["text"] == "First"
        items = agreement.get("member", "/@clauses").json()["items"]
        assert [item["text"] for item in items] == ["First"]

    def test_order_and_going_in_leave_answers_as_they_are(self, agreement):
        first, second = (agreement.write(text, goes_in=False) for text in RULES[:2])
        path = f"/@clauses/{second['id']}"
        assert agreement.patch("member", path, {"answer": "agree"}).json()["mine"]
        body = {"rev": 1, "before": first["id"], "goes_in": True}
        row = agreement.patch("facilitator", path, body).json()
        assert (row["rev"], row["goes_in"]) == (2, True)
        items = agreement.get("member", "/@clauses").json()["items"]
        assert [item["text"] for item in items] == [RULES[1], RULES[0]]
        assert items[0]["mine"] == "agree"

    def test_an_answer_is_to_words(self, agreement):
        path = f"/@clauses/{agreement.write(goes_in=False)['id']}"
        agreement.patch("member", path, {"answer": "talk"})
        agreement.patch("teller", path, {"rev": 1, "text": "Other words"})
        items = agreement.get("member", "/@clauses").json()["items"]
        assert items[0]["mine"] is None

    def test_few_answers_are_not_counted(self, agreement):
        path = f"/@clauses/{agreement.write(goes_in=False)['id']}"
        for number, who in enumerate(("member", "teller", "facilitator")):
            row = agreement.patch(who, path, {"answer": "agree"}).json()
            assert (row["counts"] is None) is (number < 2)
        assert row["counts"] == {"agree": 3, "talk": 0, "not_yet": 0}

    def test_who_wrote_it_takes_it_out_until_somebody_answers(self, agreement):
        mine = agreement.write(RULES[0], "member", goes_in=False)
        other = agreement.write(RULES[1], "teller", goes_in=False)
        remove = agreement.as_("member").delete
        assert remove(f"{agreement.url}/@clauses/{other['id']}").status_code == 403
        agreement.patch("teller", f"/@clauses/{mine['id']}", {"answer": "agree"})
        assert remove(f"{agreement.url}/@clauses/{mine['id']}").status_code == 403
        gone = agreement.as_("facilitator").delete(
            f"{agreement.url}/@clauses/{mine['id']}"
        )
        assert gone.status_code == 204

    @pytest.mark.parametrize(
        "body,field",
        [
            ({"text": "x"}, "rev"),
            ({"rev": 1}, "body"),
            ({"rev": 1, "before": "nowhere"}, "before"),
            ({"rev": 1, "text": "x", "answer": "agree"}, "answer"),
            # Of the kinds of values one: the others are in test_schemas.
            ({"rev": 1, "txt": "x"}, "txt"),
        ],
    )
    def test_bad_input_names_its_field(self, agreement, body, field):
        row = agreement.write(goes_in=False)
        answer = agreement.patch("facilitator", f"/@clauses/{row['id']}", body)
        assert answer.status_code == 400
        assert answer.json()["message"].startswith(f"{field}:")
        assert agreement.get("member", "/@clauses").json()["items"][0]["rev"] == 1

    def test_members_do_not_say_what_goes_in(self, agreement):
        row = agreement.write(goes_in=False)
        answer = agreement.patch(
            "member", f"/@clauses/{row['id']}", {"rev": 1, "goes_in": True}
        )
        assert answer.status_code == 403

    def test_one_more_than_anybody_keeps_to(self, agreement):
        for number in range(60):
            agreement.write(f"Rule {number}", goes_in=False)
        answer = agreement.post("member", "/@clauses", {"text": "One more"})
        assert answer.status_code == 409

    @pytest.mark.parametrize("who", ["newcomer", "siteadmin"])
    def test_who_reads_it_and_writes_nothing(self, agreement, who):
        answer = agreement.post(who, "/@clauses", {"text": "A rule"})
        assert answer.status_code == 403


class TestVersions:
    def test_the_first_one_needs_its_digest_alone(self, agreement):
        agreement.write()
        digest = agreement.get("facilitator", "/@clauses").json()["digest"]
        assert (
            agreement.post("facilitator", "/@versions", {"digest": digest}).status_code
            == 201
        )
        agreement.write("Another one")
        digest = agreement.get("facilitator", "/@clauses").json()["digest"]
        answer = agreement.post("facilitator", "/@versions", {"digest": digest})
        assert answer.json()["message"].startswith("change:")

    def test_the_first_one_is_material_and_begins_in_a_month(self, agreement, today):
        agreement.write()
        made = agreement.enact(change="minor").json()
        assert (made["version"], made["effective"]) == (1, month(today))
        read = agreement.get("member").json()
        assert read["in_force"] is None
        assert read["announced"]["change"] == "material"
        assert not agreement.get("member", "/@acceptance").json()["waits"]

    def test_nothing_goes_in(self, agreement):
        agreement.write(goes_in=False)
        body = {"digest": "v1:nothing", "change": "material"}
        answer = agreement.post("facilitator", "/@versions", body)
        assert answer.status_code == 409
        assert answer.json()["message"].startswith("clauses:")

    def test_what_was_read_is_what_goes_in(self, agreement):
        agreement.write()
        old = agreement.get("facilitator", "/@clauses").json()["digest"]
        agreement.write("Another one")
        body = {"digest": old, "change": "material"}
        answer = agreement.post("facilitator", "/@versions", body)
        there = agreement.get("facilitator", "/@clauses").json()["digest"]
        assert answer.status_code == 409
        assert answer.json()["current"] == {"digest": there}

    @pytest.mark.parametrize(
        "more,field",
        [
            ({"note": ""}, "note"),
            ({"effective": "2020-01-01"}, "effective"),
            ({"effective": "2199-01-01"}, "effective"),
            ({"present": 501}, "present"),
        ],
    )
    def test_bad_input_names_its_field(self, bound, more, field):
        bound.write("A new one")
        answer = bound.enact(**more)
        assert answer.status_code == 400, answer.text
        assert answer.json()["message"].startswith(f"{field}:")
        assert len(bound.record.versions) == 1

    def test_nothing_changed(self, bound):
        assert bound.enact().status_code == 409

    def test_members_put_nothing_in_force(self, agreement):
        agreement.write()
        digest = agreement.get("member", "/@clauses").json()["digest"]
        body = {"digest": digest, "change": "material"}
        assert agreement.post("member", "/@versions", body).status_code == 403

    def test_only_what_changed_is_compared(self, bound):
        items = bound.get("member", "/@clauses").json()["items"]
        path = f"/@clauses/{items[1]['id']}"
        bound.patch("member", path, {"rev": items[1]["rev"], "meaning": "Нито после."})
        bound.enact()
        compared = bound.get("member", "/@versions/2?against=1").json()["diff"]
        assert compared == [
            {
                "id": items[1]["id"],
                "was": {"text": RULES[1], "meaning": ""},
                "is": {"text": RULES[1], "meaning": "Нито после."},
            }
        ]

    def test_versions_are_not_changed(self, bound):
        url = f"{bound.url}/@versions/1"
        before = bound.get("facilitator", "/@versions/1").json()
        assert bound.as_("facilitator").patch(url, json={}).status_code in (404, 405)
        assert bound.as_("facilitator").delete(url).status_code in (404, 405)
        assert bound.get("facilitator", "/@versions/1").json() == before

    def test_a_comma_brings_nothing_forward(self, bound, today):
        bound.write("A new one")
        assert bound.enact().json()["effective"] == month(today)
        bound.write("And a comma")
        made = bound.enact(change="minor", effective=today.isoformat()).json()
        assert made["effective"] == month(today)
        assert bound.get("member").json()["in_force"]["version"] == 1

    def test_a_comma_is_contested(self, bound, today):
        bound.put("member")
        bound.write("Perhaps more than a comma")
        bound.enact(change="minor")
        asked = bound.get("member", "/@acceptance").json()
        assert (asked["version"], asked["until"]) == (2, None)
        answers = [
            bound.post(who, "/@versions/2", {"contest": True})
            for who in ("member", "teller")
        ]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].json() == answers[1].json()
        assert answers[0].json()["change"] == "material"
        assert answers[0].json()["effective"] == month(today)
        assert bound.get("member").json()["in_force"]["version"] == 2
        assert bound.get("member", "/@acceptance").json()["until"] == month(today)
        assert (
            bound.post("member", "/@versions/1", {"contest": True}).status_code == 409
        )


class TestAnswering:
    def test_yes_is_yes_once(self, bound):
        first, again = bound.put("member"), bound.put("member")
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.json()["answer"] == "accepted"
        assert [row["act"] for row in bound.rows()] == ["enact", "accept"]
        assert bound.rows()[1]["wording_id"] == "agreement-1"

    def test_another_text_is_not_accepted(self, bound):
        answer = bound.put("member", digest="v1:other")
        assert answer.status_code == 409
        assert answer.json()["current"]["version"] == 1
        assert bound.get("member", "/@acceptance").json()["answer"] is None

    def test_a_version_that_came_meanwhile(self, bound):
        read = bound.get("member", "/@acceptance").json()
        bound.write("A new one")
        bound.enact()
        body = {name: read[name] for name in ("version", "digest")}
        answer = bound.put("member", **body)
        assert answer.status_code == 409
        assert answer.json()["current"]["version"] == 2
        assert bound.put("member").status_code == 200

    def test_nobody_answers_for_somebody_else(self, bound):
        answer = bound.put("member", userid="teller")
        assert answer.status_code == 400
        assert answer.json()["message"].startswith("userid:")
        assert not bound.record.answers

    def test_what_is_announced_can_be_accepted(self, bound):
        bound.put("member")
        bound.write("A new one")
        bound.enact()
        asked = bound.get("member", "/@acceptance").json()
        assert (asked["answer"], asked["keeps_to"], asked["waits"]) == (None, 1, False)
        assert bound.put("member").json()["keeps_to"] == 2

    def test_no_to_what_is_announced_keeps_the_yes(self, bound):
        bound.put("member")
        bound.write("A new one")
        bound.enact()
        row = bound.put("member", "declined").json()
        assert (row["keeps_to"], row["waits"]) == (1, False)
        assert bound.rows()[-1]["act"] == "decline"

    @pytest.mark.parametrize("answer", ["declined", "withdrawn"])
    def test_no_to_what_one_keeps_to_takes_it_back(self, bound, answer):
        bound.put("member")
        row = bound.put("member", answer).json()
        assert (row["answer"], row["keeps_to"], row["waits"]) == (answer, None, True)
        assert bound.rows()[-1]["act"] == "withdraw"
        assert bound.put("member").json()["waits"] is False

    def test_nothing_to_take_back(self, bound):
        assert bound.put("member", "withdrawn").status_code == 409

    def test_a_wish_to_talk_is_not_in_the_ledger(self, bound):
        bound.put("member", "talk")
        assert [row["act"] for row in bound.rows()] == ["enact"]

    def test_who_does_not_belong_answers_nothing(self, bound):
        body = {"answer": "accepted", "version": 1, "digest": "v1:x"}
        for who, status in (("colleague", 404), ("siteadmin", 403), (None, 401)):
            answer = bound.as_(who).put(bound.url + "/@acceptance", json=body)
            assert answer.status_code == status

    def test_in_which_language_it_was_read(self, bound):
        read = bound.get("member", "/@acceptance").json()
        bound.as_("member").headers["Accept-Language"] = "bg"
        body = {name: read[name] for name in ("version", "digest")}
        bound.as_("member").put(
            bound.url + "/@acceptance", json={"answer": "accepted", **body}
        )
        assert bound.rows()[-1]["language"] == "bg"


class TestWhoAnswered:
    def test_saying_no_looks_as_wanting_to_talk(self, bound):
        bound.put("member", "declined")
        bound.put("teller", "talk")
        rows = {
            row.pop("userid"): row
            for row in bound.get("facilitator", "/@acceptances").json()["items"]
        }
        for row in rows.values():
            del row["fullname"]
        assert rows["member"] == rows["teller"]
        assert rows["member"] == {
            "answer": None,
            "version": None,
            "wants_to_talk": True,
        }

    def test_members_read_a_number(self, bound):
        bound.put("member")
        answer = bound.get("teller", "/@acceptances").json()
        assert (answer["accepted"], set(answer)) == (1, {"@id", "accepted", "of"})
        assert bound.get("teller").json()["answered"] == {
            "accepted": 1,
            "of": answer["of"],
        }

    def test_a_reminder_goes_out_once_a_week(self, bound):
        bound.put("member")
        first = bound.post("facilitator", "/@reminder")
        assert first.status_code == 200 and first.json()["people"] >= 1
        assert bound.post("facilitator", "/@reminder").status_code == 409
        assert bound.post("member", "/@reminder").status_code == 403


class TestWaiting:
    def test_a_version_of_today_has_people_wait_at_once(self, bound, told):
        bound.put("teller")
        assert bound.community is not None
        story = told("community")
        read = lambda: bound.as_("member").get(story).status_code  # noqa: E731
        assert bound.get("member", "/@acceptance").json()["waits"] is True
        assert read() == 404
        assert bound.as_("member").get("tuesday").status_code == 200
        assert bound.as_("teller").get(story).status_code == 200
        assert bound.put("member").status_code == 200
        assert read() == 200

    def test_no_agreement_asked_no_waiting(self, bound):
        assert bound.get("member", "/@acceptance").json()["waits"] is True
        change = {"requires_agreement": False, "join_policy": "apply"}
        bound.as_("facilitator").patch("tuesday", json=change)
        assert bound.get("member", "/@acceptance").json()["waits"] is False
        bound.as_("facilitator").patch("tuesday", json={"requires_agreement": True})
        assert bound.get("member", "/@acceptance").json()["waits"] is True

    def test_somebody_paused_reads_nothing_and_answers_afterwards(self, bound):
        pause = bound.as_("facilitator").patch
        pause("tuesday/@members/member", json={"paused": True})
        assert bound.put("member").status_code == 404
        pause("tuesday/@members/member", json={"paused": False})
        assert bound.get("member", "/@acceptance").json()["waits"] is True

    def test_whoever_left_is_asked_again(self, bound):
        bound.put("member")
        bound.as_("facilitator").delete("tuesday/@members/member")
        assert "member" not in bound.record.answers
        assert bound.rows()[-1]["act"] == "accept"


class TestComingIn:
    def test_somebody_on_the_way_in_answers_and_is_in(self, bound):
        assert bound.get("newcomer", "/@clauses").status_code == 404
        assert bound.put("newcomer").status_code == 200
        home = bound.as_("newcomer").get("tuesday/@cop-home").json()
        assert home["role"] == "member"

    def test_facilitators_let_nobody_in_past_it(self, bound):
        body = {"userid": "colleague", "role": "member"}
        added = bound.as_("facilitator").post("tuesday/@members", json=body)
        assert (added.status_code, added.json()["role"]) == (201, "candidate")
        change = {"role": "member"}
        answer = bound.as_("facilitator").patch(
            "tuesday/@members/colleague", json=change
        )
        assert answer.status_code == 409

    def test_who_lands_as_facilitator_waits(self, bound):
        body = {"userid": "colleague", "role": "facilitator"}
        bound.as_("facilitator").post("tuesday/@members", json=body)
        assert bound.get("colleague", "/@acceptance").json()["waits"] is True

    def test_an_open_group_without_one_lets_nobody_walk_in(self, site, rest):
        change = {"join_policy": "open", "requires_agreement": True}
        assert rest("siteadmin").patch("tuesday", json=change).status_code == 204
        answer = rest("colleague").post("tuesday/@applications", json={"message": "x"})
        assert answer.json()["role"] == "candidate"
