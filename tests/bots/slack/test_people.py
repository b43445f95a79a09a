"""Who may what: by the settings, by user groups, and never on a guess."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.slack.directory import Directory
from bots.slack.people import Groups, People, likeness
from desk.cases import Person, Role
from desk.errors import NotAllowed
from tests.bots.slack.workspace import Clock, NamesInMemory, Workspace
from tests.builders import ALICE, LENA, SAM

ROLES = {
    "agents": frozenset({Role.AGENT}),
    "S0experts": frozenset({Role.SME}),
    "@leads": frozenset({Role.TEAM_LEAD, Role.ADMIN}),
}


@dataclass
class Office:
    """A workspace with three groups, and who may what in it."""

    slack: Workspace = field(default_factory=Workspace)
    clock: Clock = field(default_factory=Clock)
    names: NamesInMemory = field(default_factory=NamesInMemory)
    later: list[Callable[[], object]] = field(default_factory=list)
    roles: Mapping[str, frozenset[Role]] = field(default_factory=lambda: ROLES)

    def __post_init__(self) -> None:
        for handle in ("agents", "experts", "leads"):
            self.slack.groups[handle] = []

    def people(self, *known: Person, allowed: tuple[str, ...] = ()) -> People:
        directory = Directory(self.slack, self.clock, self.later.append)
        return People(known, Groups(directory, self.names, self.roles, allowed))

    def hire(self, slack_id: str, name: str, group: str, **marks: object) -> str:
        self.slack.add(slack_id, name, **marks)
        self.slack.groups[group].append(slack_id)
        return slack_id

    def do_later(self) -> None:
        for work in self.later:
            work()
        self.later.clear()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize(
    ("group", "roles"),
    [
        ("agents", {Role.AGENT}),
        ("experts", {Role.SME}),
        ("leads", {Role.TEAM_LEAD, Role.ADMIN}),
    ],
)
def test_a_user_group_gives_its_roles_whether_named_by_id_or_handle(
    office: Office, group: str, roles: set[Role]
) -> None:
    person = office.people().person(office.hire("U1", "Maria", group))
    assert person == Person("Maria", frozenset(roles), "U1")


def test_roles_of_the_settings_and_of_groups_add_up_under_the_name_of_the_settings(office: Office) -> None:
    office.hire("U0SAM", "Sammy", "agents")
    assert office.people(SAM).person("U0SAM") == Person("sam", frozenset({Role.SME, Role.AGENT}), "U0SAM")


def test_who_is_in_no_group_is_refused_with_the_name_of_whom_to_ask(office: Office) -> None:
    office.slack.add("U9", "Nobody")
    with pytest.raises(NotAllowed, match="'U9' is not known at this desk; ask lena to put you into"):
        office.people(LENA).person("U9")


def test_a_group_that_was_turned_off_gives_nothing(office: Office) -> None:
    office.hire("U1", "Maria", "agents")
    office.slack.disabled.add("agents")
    with pytest.raises(NotAllowed, match="not known"):
        office.people().person("U1")


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"is_restricted": True}, "a guest"),
        ({"is_ultra_restricted": True, "is_restricted": True}, "a guest"),
        ({"team_id": "T0THEIRS"}, "of another organisation"),
        ({"is_stranger": True}, "of another organisation"),
        ({"is_bot": True}, "a bot"),
        ({"deleted": True}, "a deactivated user"),
    ],
)
@pytest.mark.parametrize("known", [(), (Person("maria", frozenset({Role.AGENT}), "U1"),)])
def test_who_is_no_full_member_may_do_nothing_unless_allowed(
    office: Office, marks: dict[str, object], words: str, known: tuple[Person, ...]
) -> None:
    office.hire("U1", "Maria", "agents", **marks)
    with pytest.raises(NotAllowed, match=f"'U1' is {words}.*may do nothing.*`allowed`"):
        office.people(*known).person("U1")
    assert office.people(*known, allowed=("U1",)).person("U1").may_approve


def test_a_member_of_another_workspace_of_the_same_enterprise_is_one_of_us(office: Office) -> None:
    office.hire("U1", "Maria", "agents", team_id="T0SISTER", enterprise_user={"teams": ["T0OURS"]})
    assert office.people().person("U1").may_approve


def test_somebody_whom_slack_does_not_know_is_no_member(office: Office) -> None:
    with pytest.raises(NotAllowed, match="nobody whom this Slack knows"):
        office.people(ALICE).person("U0ALICE")


class TestNames:
    def test_two_people_never_have_one_name(self, office: Office) -> None:
        people = office.people(LENA)
        office.hire("U1", "Maria", "agents")
        office.hire("U2", "maria", "agents")
        assert [people.person(one).name for one in ("U1", "U2")] == ["Maria", "maria (U2)"]

    def test_nobody_takes_a_name_of_the_settings_or_of_the_desk_itself(self, office: Office) -> None:
        office.hire("U1", "Lena", "agents")
        office.hire("U2", "Desk", "agents")
        people = office.people(LENA)
        assert [people.person(one).name for one in ("U1", "U2")] == ["Lena (U1)", "Desk (U2)"]

    def test_a_new_name_in_slack_makes_no_second_person_for_four_eyes(self, office: Office) -> None:
        office.hire("U1", "Maria", "agents")
        before = office.people().person("U1")
        office.slack.add("U1", "Somebody Else")
        office.clock.pass_by(minutes=6)
        assert office.people().person("U1") == before

    def test_a_name_that_becomes_one_of_the_settings_is_given_up(self, office: Office) -> None:
        office.hire("U1", "Lena", "agents")
        assert office.people().person("U1").name == "Lena"
        assert office.people(LENA).person("U1").name == "Lena (U1)"
        assert office.people(LENA).person("U1").name == "Lena (U1)"

    @settings(max_examples=40)
    @given(st.lists(st.text(max_size=60), min_size=2, max_size=6))
    def test_whatever_people_call_themselves_their_names_read_differently(self, said: list[str]) -> None:
        office = Office()
        ids = [office.hire(f"U{number}", name, "agents") for number, name in enumerate(said)]
        names = [office.people(LENA).person(one).name for one in ids]
        assert len({likeness(name) for name in [*names, LENA.name]}) == len(said) + 1

    def test_a_name_cannot_turn_its_line_around_or_go_on_for_ever(self, office: Office) -> None:
        office.hire("U1", "\u202eanel\n" + "x" * 500, "agents")
        name = office.people().person("U1").name
        assert "\u202e" not in name
        assert "\n" not in name
        assert len(name) <= 40

    @pytest.mark.parametrize("name", ["lеna", "LENA", "le\u200bna", "l\N{FULLWIDTH LATIN SMALL LETTER E}na"])
    def test_a_name_that_only_reads_like_one_of_the_settings_is_none_of_its_own(
        self, office: Office, name: str
    ) -> None:
        office.hire("U1", name, "agents")
        assert office.people(LENA).person("U1").name.endswith("(U1)")


class TestMemory:
    def test_slack_is_asked_once_for_what_is_fresh(self, office: Office) -> None:
        people = office.people()
        office.hire("U1", "Maria", "agents")
        for _ in range(20):
            people.person("U1")
        assert max(office.slack.asked.values()) == 3  # once for each group
        assert office.slack.asked["users.info"] == 1

    def test_half_old_answers_are_renewed_beside_the_click_and_once(self, office: Office) -> None:
        people = office.people()
        office.hire("U1", "Maria", "agents")
        people.person("U1")
        office.slack.groups["agents"].remove("U1")
        office.clock.pass_by(minutes=3)
        for _ in range(3):
            assert people.person("U1").may_approve
        assert len(office.later) == 5  # the list of groups, three groups, one profile
        office.do_later()
        with pytest.raises(NotAllowed, match="not known"):
            people.person("U1")

    def test_who_left_a_group_loses_its_role_within_minutes_even_if_nobody_clicked(
        self, office: Office
    ) -> None:
        people = office.people()
        office.hire("U1", "Maria", "agents")
        people.person("U1")
        office.slack.groups["agents"].remove("U1")
        office.clock.pass_by(minutes=5)
        with pytest.raises(NotAllowed, match="not known"):
            people.person("U1")

    @pytest.mark.parametrize("trouble", ["timeout", "ratelimited", "missing_scope"])
    def test_while_slack_is_down_what_it_said_counts_for_an_hour_and_no_longer(
        self, office: Office, trouble: str
    ) -> None:
        people = office.people(LENA)
        office.hire("U1", "Maria", "agents")
        people.person("U1")
        office.slack.down = trouble
        office.clock.pass_by(minutes=59)
        assert people.person("U1").may_approve
        office.clock.pass_by(minutes=1)
        with pytest.raises(NotAllowed, match=r"nothing was done: Slack does not answer.*ask lena"):
            people.person("U1")
        office.slack.down = None
        assert people.person("U1").may_approve

    def test_nobody_approves_anything_before_slack_said_who_they_are(self, office: Office) -> None:
        office.slack.down = "timeout"
        with pytest.raises(NotAllowed, match="nothing was done"):
            office.people(ALICE).person("U0ALICE")

    def test_a_background_question_that_fails_can_be_asked_again(self, office: Office) -> None:
        people = office.people()
        office.hire("U1", "Maria", "agents")
        people.person("U1")
        office.clock.pass_by(minutes=3)
        office.slack.down = "timeout"
        people.person("U1")
        office.do_later()
        people.person("U1")
        assert len(office.later) == 5


class TestMembers:
    def test_all_with_a_role_are_found_by_settings_and_groups(self, office: Office) -> None:
        office.slack.add("U0SAM", "Sam")
        office.hire("U2", "Maria", "experts")
        assert [person.name for person in office.people(SAM, ALICE).members(Role.SME)] == ["sam", "Maria"]

    def test_guests_and_the_unknown_are_left_out(self, office: Office) -> None:
        office.hire("U1", "Guest", "experts", is_restricted=True)
        office.hire("U2", "Maria", "experts")
        assert [person.slack_id for person in office.people().members(Role.SME)] == ["U2"]

    def test_a_slack_that_is_down_leaves_those_who_need_no_slack(self, office: Office) -> None:
        office.slack.down = "timeout"
        webster = Person("webster", frozenset({Role.SME}))
        assert office.people(SAM, webster).members(Role.SME) == [webster]

    def test_a_name_leads_back_to_slack(self, office: Office) -> None:
        office.hire("U2", "Maria", "experts")
        people = office.people(LENA)
        people.person("U2")
        assert [people.slack_id(name) for name in ("lena", "Maria", "nobody")] == ["U0LENA", "U2", None]

    def test_a_name_leads_back_to_slack_while_slack_is_down_and_after_a_restart(self, office: Office) -> None:
        office.hire("U2", "Maria", "agents")
        office.people().person("U2")
        office.slack.down = "timeout"
        assert office.people().slack_id("Maria") == "U2"
        assert office.people(Person("maria", frozenset())).slack_id("maria") is None


def test_without_slack_groups_the_settings_alone_count() -> None:
    people = People([ALICE, LENA])
    assert people.person("U0ALICE") == ALICE
    assert people.members(Role.TEAM_LEAD) == [LENA]
    with pytest.raises(NotAllowed, match="not known at this desk"):
        people.person("U0BOB")


@pytest.mark.parametrize("asks_slack", [True, False])
def test_a_super_user_without_a_role_answers_what_they_are_asked_and_may_do_nothing_else(
    office: Office, asks_slack: bool
) -> None:
    dora = Person("dora", frozenset(), "U0DORA")
    office.slack.add("U0DORA", "dora")
    people = office.people(dora, LENA) if asks_slack else People([dora, LENA])
    assert people.anybody("U0DORA") == dora
    with pytest.raises(NotAllowed, match=r"'dora' is asked questions here.* ask lena for a role"):
        people.person("U0DORA")
