"""Rounds as somebody could write them into a file: each takes a packed one."""


def voter_twice(row):
    row["box"]["roll"].append(row["box"]["roll"][0])


def slip_twice(row):
    row["box"]["slips"].append(row["box"]["slips"][0])


def too_many(row):
    row["box"]["slips"][0][1] = {one["id"]: 2 for one in row["themes"]}


def too_many_on_one(row):
    row["box"]["slips"][0][1] = {row["themes"][0]["id"]: 3}


def half_dots(row):
    row["box"]["slips"][0][1] = {row["themes"][0]["id"]: 1.5}


def below_zero(row):
    row["box"]["slips"][0][1] = {row["themes"][0]["id"]: -1}


def unknown_theme(row):
    row["box"]["slips"][0][1] = {"a" * 20: 1}


def ballot_without_a_voter(row):
    row["box"]["slips"].append(["colleague", {row["themes"][0]["id"]: 1}])


def voter_without_a_ballot(row):
    row["box"]["slips"].pop()


def a_wall_of_nobody(row):
    row["box"]["papers"].append([0, {}])


def a_bigger_wall(row):
    row["box"]["papers"][0][0] = 5


def too_much_on_paper(row):
    row["box"]["papers"][0][1] = {row["themes"][0]["id"]: 3}


def another_mark(row):
    row["box"]["roll"][0][1] = "twice"


def another_turnout(row):
    row["box"]["turnout"] = [11, 11]


def more_dots_in_the_box(row):
    row["box"]["rules"]["dots"] = 5


def more_dots_for_everybody(row):
    row["fields"]["dots"] = 50


def true_dots(row):
    row["fields"]["dots"] = True


def another_option(row):
    row["box"]["rules"]["options"].append("b" * 20)


def theme_twice(row):
    row["themes"].append(row["themes"][0])


def theme_gone(row):
    row["themes"].pop()


def a_path_for_an_id(row):
    row["topics"][0]["id"] = "../../acl_users"


def topic_without_a_theme_there(row):
    row["topics"][0]["theme"] = "c" * 20


def a_long_topic(row):
    row["topics"][0]["text"] = "x" * 501


def a_topic_that_is_none(row):
    row["topics"][0]["text"] = {"record": "leap.cop.topic.records:RoundRecord"}


def names_after_all(row):
    row["fields"]["unnamed_topics"] = False


def named_for_secret(row):
    row["fields"]["secrecy"] = row["box"]["rules"]["secrecy"] = "secret"


def secret_field_alone(row):
    row["fields"]["secrecy"] = "secret"


def no_secrecy_at_all(row):
    row["fields"]["secrecy"] = "public"


def still_open(row):
    row["phase"] = "voting"


def ballots_before_the_close(row):
    row["phase"] = "grouping"


def no_phase(row):
    row["phase"] = "over"


def nothing_there(row):
    row.clear()


def no_box_of_ours(row):
    row["box"] = {"record": "leap.cop.ballot.records:BallotBox"}


HOSTILE = [
    *(voter_twice, slip_twice, too_many, too_many_on_one, half_dots, below_zero),
    *(unknown_theme, ballot_without_a_voter, voter_without_a_ballot),
    *(a_wall_of_nobody, a_bigger_wall, too_much_on_paper, another_mark),
    *(another_turnout, more_dots_in_the_box, more_dots_for_everybody, true_dots),
    *(another_option, theme_twice, theme_gone, a_path_for_an_id),
    *(topic_without_a_theme_there, a_long_topic, a_topic_that_is_none),
    *(names_after_all, named_for_secret, secret_field_alone, no_secrecy_at_all),
    *(still_open, ballots_before_the_close, no_phase, nothing_there, no_box_of_ours),
]
