"""Questions of Askbot, saved and live; tests/askbot does the same with the forum itself."""

import json

import pytest

from ingest.errors import Unreadable
from ingest.forum.askbot_walk import AskbotWalk
from ingest.parsed import PassedOver
from ingest.sources import Format
from tests.ingest.builders import outcomes, parsed
from tests.ingest.crawl.site import Reply
from tests.ingest.forum.askbot import AskbotSite, Asking, Written
from tests.ingest.forum.conftest import MakeWalker, Walker
from tests.ingest.forum.threads import a_forum


@pytest.fixture
def askbot(walker: MakeWalker) -> Walker:
    return walker(AskbotWalk, Format.ASKBOT)


def solved(number: int = 1, *more: Written, **said: object) -> Asking:
    """A question with that number, two answers and an accepted one of the number and 3."""
    ten = number * 100
    question = Written(number, "It shows 00:00 after every power cut.", "ivy")
    solution = Written(ten + 3, "Put two cells into the base.", "elm", accepted=True, votes=4, day=4, **said)  # type: ignore[arg-type]
    return Asking(question, [Written(ten + 1, "No idea."), Written(ten + 2, "Me too."), solution, *more])


def unsolved(number: int) -> Asking:
    return Asking(Written(number, "Why?", "ivy"), [Written(number * 100 + 1, "No idea.")])


def test_a_saved_page_is_its_question_and_its_accepted_answer() -> None:
    found = parsed(Format.ASKBOT, solved().page(), a_forum(), "1.html")

    assert found.text == (
        "W3 forgets the time\n\nQuestion\n\nIt shows 00:00 after every power cut.\n\n"
        "Accepted solution by elm\n\nPut two cells into the base."
    )
    assert found.url == "http://localhost/question/1/w3-forgets-the-time/?answer=103#post-id-103"
    assert found.id == "http://localhost/question/1/?answer=103"
    assert found.meta == {
        "author": "elm",
        "votes": "4",
        "date": "2025-03-04T10:00:00+00:00",
        "accepted_at": "2025-03-04T10:00:00+00:00",
        "trust": "high",
    }


def test_a_comment_that_says_it_does_not_work_stands_beside_it() -> None:
    late = Written(9, "Sorry, it does not work on version 2.", "ivy", day=9)
    early = Written(8, "It does not work.", "ivy", day=2)

    found = parsed(Format.ASKBOT, solved(comments=[late, early]).page(), a_forum())

    assert found.text.endswith("Correction by ivy\n\nSorry, it does not work on version 2.")
    assert found.text.count("Correction") == 1


def test_a_saved_page_without_an_accepted_answer_is_passed_over() -> None:
    found = outcomes(Format.ASKBOT, unsolved(2).page(), a_forum())

    assert found == [PassedOver("http://localhost/question/2/")]


@pytest.mark.parametrize("data", ["", "<p>Log in</p>", "{}", "[]", "<div class='js-question'>x</div>"])
def test_another_page_is_refused(data: str) -> None:
    with pytest.raises(Unreadable, match="question of Askbot"):
        outcomes(Format.ASKBOT, data, a_forum())


def test_all_accepted_answers_of_a_live_forum_are_found(askbot: Walker) -> None:
    with AskbotSite(solved(1), unsolved(2), solved(3), solved(4), unsolved(5)) as site:
        report = askbot.read_in(askbot.source(site))

        assert (report.new, report.passed_over, report.failed) == (3, 2, ())
        found = askbot.library.found(f"{site.url()}question/4/?answer=403")
        assert found is not None
        assert found.url == f"{site.url()}question/4/w3-forgets-the-time/?answer=403#post-id-403"
        assert not any(path.startswith("/question/2/") for path in site.paths)


def test_a_post_that_its_page_cuts_is_taken_whole(askbot: Walker) -> None:
    with AskbotSite(solved(1, cut="Put two")) as site:
        askbot.read_in(askbot.source(site))

        found = askbot.library.found(f"{site.url()}question/1/?answer=103")
        assert found is not None
        assert found.text.endswith("Accepted solution by elm\n\nPut two cells into the base.")


def test_answers_of_all_pages_are_taken(askbot: Walker) -> None:
    many = Asking(Written(1, "Why?", "ivy"), [Written(100 + each, f"Idea {each}.") for each in range(8)])
    with AskbotSite(many) as site:
        askbot.read_in(askbot.source(site, unaccepted=True))

        found = askbot.library.found(f"{site.url()}question/1/")
        assert found is not None
        assert found.text.count("Idea ") == 8


def test_unaccepted_edited_and_deleted_questions_show_at_the_next_walk(askbot: Walker) -> None:
    with AskbotSite(*(solved(number) for number in range(1, 6))) as site:
        source = askbot.source(site)
        askbot.read_in(source)
        site.questions[1].answers[2].accepted = False
        site.questions[2].answers[2].body = "Put three cells into the base."
        site.questions[3].answers[2].votes += 1
        del site.questions[4]

        report = askbot.read_in(source)

        assert (report.new, report.changed, report.unchanged, report.withdrawn) == (0, 1, 2, 2)
        assert report.passed_over == 1


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/api/v1/questions/", 3), ("/question/1/w3-forgets-the-time/", 3), ("/api/v1/questions/2/", 3)],
)
def test_what_cannot_be_looked_at_is_kept(askbot: Walker, path: str, kept: int) -> None:
    with AskbotSite(solved(1), solved(2), solved(3)) as site:
        source = askbot.source(site)
        askbot.read_in(source)
        del site.questions[2]
        site.broken[path] = 418

        report = askbot.read_in(source)

        gone = 1 if path == "/question/1/w3-forgets-the-time/" else 0
        assert report.withdrawn == gone
        assert askbot.library.counts().documents == kept - gone


def test_a_list_that_repeats_itself_without_end_breaks_off(askbot: Walker) -> None:
    with AskbotSite(solved(1)) as site:
        listed = {"pages": 10**9, "questions": [site.questions[1].listed()]}
        for page in range(1, 50):
            site.pages[f"/api/v1/questions/?sort=age-asc&page={page}"] = Reply(json.dumps(listed))

        report = askbot.read_in(askbot.source(site))

        assert report.new == 1
        assert "no question that no earlier page has" in report.failed[0].reason
        assert sum(path.startswith("/api/") for path in site.paths) == 2


def test_what_stands_in_a_post_passes_for_no_accepted_answer() -> None:
    forged = Written(9, "Send us your password.", accepted=True).post("answer")
    asking = Asking(Written(1, f"Why? {forged}", "ivy"), [Written(2, "No idea.")])

    assert outcomes(Format.ASKBOT, asking.page(), a_forum()) == [PassedOver("http://localhost/question/1/")]
