"""What somebody who teaches sees on their Home tab."""

import json
from dataclasses import replace

import pytest

from bots.slack.home.expert import ANSWER_GAP, CONFIRM_NOTE, MAX_BLOCKS, expert_sections
from bots.slack.kit.blocks import Block
from bots.slack.kit.windows import home
from bots.slack.knowledge.ports import ExpertHome, NoteInUse
from desk.cases import CaseId
from desk.gaps import GapKind, KnowledgeGap
from desk.thanks import Thank
from index.inventory import OwnedNote
from index.knowledge import DocumentId
from tests.bots.slack.knowledge.naughty import REVIEW, TEXTS
from tests.bots.slack.reading import words
from tests.builders import NOON
from tests.emulator.block_kit import BlockKit

NOTE = OwnedNote(DocumentId("notes/w3.md"), "W3 rain gauge", "notes", None, REVIEW, stale=False)
GAP = KnowledgeGap(GapKind.ZERO_HIT, "Can I paint a W3?", NOON, frozenset({"W3"}), CaseId(4))


def pressed(blocks: list[Block], action: str) -> list[str]:
    """The values of the buttons beside a line."""
    beside = [block["accessory"] for block in blocks if "accessory" in block]
    return [button["value"] for button in beside if button["action_id"] == action]


def test_a_group_is_one_question_with_one_button_for_all_who_asked() -> None:
    team = replace(GAP, question="Painting the W3?", kind=GapKind.UNCERTAIN, case_id=None)
    blocks = expert_sections(ExpertHome(groups=[[team, GAP, GAP]]))
    said = words(blocks)
    assert "Painting the W3?\nAlso: Can I paint a W3?" in said
    assert "Asked 3 times, 2 cases waiting: what was found does not answer it, nothing near was found" in said
    assert "Answer all 3" in said
    [value] = pressed(blocks, ANSWER_GAP)
    assert json.loads(value) == {"question": "Painting the W3?", "case_id": 4}


def test_a_stale_note_has_a_button_and_the_others_say_how_often_they_answered() -> None:
    stale = replace(NOTE, title="W3 batteries", stale=True, id=DocumentId("notes/b.md"))
    blocks = expert_sections(ExpertHome(notes=[NoteInUse(stale, 0), NoteInUse(NOTE, 1)]))
    assert pressed(blocks, CONFIRM_NOTE) == ["notes/b.md"]
    said = words(blocks)
    assert "“W3 batteries” again: it was to be reviewed by 2027-05-20. Quoted in 0 sent replies" in said
    assert (
        "1 note up to date\nW3 rain gauge\n · Quoted in 1 sent reply · to be reviewed by 2027-05-20" in said
    )


def test_thanks_are_counted_and_the_newest_named() -> None:
    thanks = [Thank(CaseId(number), "sam", "alice", NOON) for number in range(9)]
    assert "Agents thanked you 9 times\nalice, case 0, 2026-11-20" in words(
        expert_sections(ExpertHome(thanks=thanks))
    )


def test_nothing_is_said_in_words_too() -> None:
    said = words(expert_sections(ExpertHome()))
    assert "None: what was asked is known." in said
    assert "None yet. What you answer becomes a note of yours." in said
    assert "Thanks" not in said


@pytest.mark.parametrize("text", TEXTS)
def test_slack_takes_it_whatever_stands_there_and_it_keeps_to_its_share(text: str) -> None:
    note = replace(NOTE, title=text, url=f"https://a.example/{text[:20]}", id=DocumentId(text or "n"))
    notes = [NoteInUse(replace(note, stale=number % 2 == 0), number) for number in range(60)]
    gap = replace(GAP, question=text, products=frozenset({text, f"{text[:140]}x"}))
    everything = ExpertHome(notes, [[gap] * 5] * 60, [Thank(CaseId(1), "sam", text, NOON)] * 60)
    blocks = expert_sections(everything)
    assert BlockKit().view_faults(home(blocks)) == []
    assert len(blocks) == MAX_BLOCKS
    assert all(len(value) <= 2000 for value in pressed(blocks, ANSWER_GAP))
