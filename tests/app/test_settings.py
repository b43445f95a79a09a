"""What assist.toml may say, and what happens when it says something else."""

from pathlib import Path

import pytest

from app.settings import SettingsError, read_settings
from app.source_settings import sources_of
from app.team_settings import experts_of, people_of
from desk.cases import Role
from desk.experts import Group
from index.knowledge import Audience
from ingest.errors import BadSource


def _written(folder: Path, text: str) -> Path:
    file = folder / "assist.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_empty_file_is_enough_to_begin(tmp_path: Path) -> None:
    settings = read_settings(_written(tmp_path, ""))
    assert settings.data_dir == tmp_path / "assist-data"
    assert [person.name for person in people_of(settings.people)] == ["agent"]


def test_nobody_from_outside_is_an_agent_because_a_setting_was_left_out(tmp_path: Path) -> None:
    dora, pia = '[[people]]\nname = "dora"\ngroup = "super_user"\n', '[[people]]\nname = "pia"\n'
    trusted = dora.replace("dora", "eva") + 'roles = ["sme"]\n'
    people = read_settings(_written(tmp_path, dora + pia + trusted)).people
    assert [set(person.roles) for person in people_of(people)] == [set(), {Role.AGENT}, {Role.SME}]
    assert [(one.name, one.group) for one in experts_of(people)] == [
        ("dora", Group.SUPER_USER),
        ("eva", Group.SUPER_USER),
    ]


def test_notes_are_internal_unless_said_otherwise(tmp_path: Path) -> None:
    file = _written(
        tmp_path,
        """
        [[sources]]
        name = "notes"
        kind = "note"
        location = "notes"
        [[sources]]
        name = "sheets"
        kind = "data_sheet"
        location = "sheets"
        [[sources]]
        name = "open-notes"
        kind = "sme_note"
        location = "open"
        audience = "public"
        """,
    )
    audiences = {source.name: source.audience for source in sources_of(read_settings(file).sources, tmp_path)}
    assert audiences == {"notes": Audience.INTERNAL, "sheets": Audience.PUBLIC, "open-notes": Audience.PUBLIC}


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSIST_COMPANY__HANDLE", "@Tindra")
    file = _written(tmp_path, '[company]\nname = "Fennby"\nhandle = "@FennbyCare"')
    company = read_settings(file).company
    assert (company.name, company.handle) == ("Fennby", "@Tindra")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("data_dirr = 'x'", "data_dirr"),
        ("[company]\nhandle = 'no at sign'", "company.handle"),
        ("[company]\nlink_hosts = ['https://status.example.com/']", "is no host; name it alone"),
        ("[company]\nlink_hosts = ['*.example.com']", "is no host; name it alone"),
        ("[[sources]]\nname = 'a'\nkind = 'rumour'\nlocation = '.'", "source 'a'.kind"),
        ("[[people]]\nname='al'\n[[people]]\nname='al'", "'al'"),
        ("this is not toml", "not valid TOML"),
        ("[web]\nport = 99999", "web.port"),
        ("[service_level]\nurgent = -5", "service_level.urgent"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named.replace(".", r"\.")):
        read_settings(_written(tmp_path, text))


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="assist init"):
        read_settings(tmp_path / "absent.toml")


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = read_settings(_written(tmp_path, "[slack]\ntoken = 'xoxb-very-secret'"))
    assert "very-secret" not in repr(settings)


@pytest.mark.parametrize("line", ["tokn = 'xoxb-secret-1'", "token = ['xoxb-secret-1']"])
def test_a_secret_under_a_wrong_name_is_not_repeated(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match="slack") as error:
        read_settings(_written(tmp_path, f"[slack]\n{line}"))
    assert "xoxb" not in str(error.value)


def test_a_queue_for_a_topic_that_no_case_has_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    text = "[[slack.queues]]\nname = 'money'\nchannel = 'C0MONEY'\ntopics = ['Complaint', 'refunds']"
    with pytest.raises(SettingsError, match="'refunds' is no topic; there are refund, legal"):
        read_settings(_written(tmp_path, text))
    assert read_settings(_written(tmp_path, text.replace("refunds", "refund"))).slack.queues


def test_an_unknown_selector_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    text = (
        "[[sources]]\nname='f'\nkind='forum'\nlocation='.'\n[sources.selectors]\npost='p'\nbody='b'\nfoo='x'"
    )
    with pytest.raises(BadSource, match="anchor"):
        sources_of(read_settings(_written(tmp_path, text)).sources, tmp_path)
