"""twitter-text's official cases: every current one that our length, links and characters rely on."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assist.text.length import NEVER_TAKEN, PUBLIC_LIMIT, links_in, weighted_length

Case = dict[str, Any]
NOT_CURRENT = {
    "validate: WeightedTweetsCounterTest": (
        2,
        "emojis of several parts counted by parts until 2018 (config v2)",
    ),
    "validate: tweets": (2, "a limit of 140 characters (config v1)"),
}
NOT_RELIED_ON = {
    "validate: urls": "whether a text is an address by itself; we ask what X links in a text",
    "validate: usernames, lists, hashtags": "we make none",
    "extract: mentions, replies, lists, hashtags, cashtags": "X gives these with each post as entities",
    "autolink: usernames, lists, hashtags, cashtags, json": "we render none",
    "hit_highlighting": "we highlight nothing",
}


@pytest.fixture(scope="module")
def conformance(real_data: Path) -> Callable[[str], dict[str, list[Case]]]:
    """The cases of one file by their section."""

    def read(name: str) -> dict[str, list[Case]]:
        file = real_data / "tweet-format" / "twitter-text-conformance" / f"{name}.yml"
        sections: dict[str, list[Case]] = yaml.safe_load(file.read_text(encoding="utf-8"))["tests"]
        return sections

    return read


def verdict(text: str) -> dict[str, Any]:
    """What we say of a text, in the cases' words."""
    length = weighted_length(text)
    sound = not NEVER_TAKEN & set(text)
    return {
        "weightedLength": length,
        "valid": 0 < length <= PUBLIC_LIMIT and sound,
        "permillage": length * 1000 // PUBLIC_LIMIT,
    }


def differing(cases: list[Case]) -> Iterator[Case]:
    for case in cases:
        said = verdict(case["text"])
        if any(case["expected"][name] != value for name, value in said.items()):
            yield case


@pytest.mark.parametrize(
    ("section", "count"),
    [("WeightedTweetsWithDiscountedEmojiCounterTest", 22), ("UnicodeDirectionalMarkerCounterTest", 2)],
)
def test_every_current_case_of_length_and_validity_agrees(
    conformance: Callable[[str], dict[str, list[Case]]], section: str, count: int
) -> None:
    cases = conformance("validate")[section]
    assert list(differing(cases)) == []
    print(f"{section}: {len(cases)} of {len(cases)} agree")
    assert len(cases) == count


def test_of_the_older_cases_those_differ_that_the_newer_ones_changed(
    conformance: Callable[[str], dict[str, list[Case]]],
) -> None:
    validate = conformance("validate")
    older, newer = (
        validate["WeightedTweetsCounterTest"],
        validate["WeightedTweetsWithDiscountedEmojiCounterTest"],
    )
    changed = list(differing(older))
    assert len(changed) == NOT_CURRENT["validate: WeightedTweetsCounterTest"][0]
    assert {case["text"] for case in changed} <= {case["text"] for case in newer}
    of_140 = [case for case in validate["tweets"] if verdict(case["text"])["valid"] != case["expected"]]
    assert [case["description"][:29] for case in of_140] == ["Invalid Tweet: 141 characters"[:29]] * 2


@pytest.mark.parametrize(
    ("section", "count"),
    [
        ("urls", 91),
        ("urls_with_indices", 10),
        ("urls_with_directional_markers", 2),
        ("tco_urls_with_params", 5),
    ],
)
def test_what_x_makes_a_link_of_is_what_we_count_as_one(
    conformance: Callable[[str], dict[str, list[Case]]], section: str, count: int
) -> None:
    """They come first; what follows are http addresses that X leaves alone, and which we look at all the same."""
    cases = conformance("extract")[section]
    for case in cases:
        wanted = list(dict.fromkeys(map(_url, case["expected"])))
        found = links_in(case["text"])
        assert found[: len(wanted)] == wanted, case["description"]
        assert all(other.startswith("http") for other in found[len(wanted) :]), case["description"]
        assert weighted_length(case["text"]) == weighted_length(_shortened(case["text"], wanted))
    print(f"{section}: {len(cases)} of {len(cases)} agree")
    assert len(cases) == count


@pytest.mark.parametrize(("section", "count"), [("urls", 78), ("all", 10)])
def test_what_is_linked_with_its_scheme_is_among_what_we_find(
    conformance: Callable[[str], dict[str, list[Case]]], section: str, count: int
) -> None:
    cases = conformance("autolink")[section]
    for case in cases:
        wanted = list(dict.fromkeys(_addresses(case["expected"])))
        found = links_in(case["text"])
        assert [link for link in found if link in wanted] == wanted, case["description"]
    print(f"{section}: {len(cases)} of {len(cases)} agree")
    assert len(cases) == count


def test_addresses_without_a_scheme_are_links_where_x_says_so(
    conformance: Callable[[str], dict[str, list[Case]]],
) -> None:
    cases = conformance("validate")["urls_without_protocol"]
    assert [links_in(case["text"]) == [case["text"]] for case in cases] == [
        case["expected"] for case in cases
    ]
    assert len(cases) == 5


def _shortened(text: str, links: list[str]) -> str:
    """Each link in the 23 characters that X stores it in."""
    one_of_them = "|".join(re.escape(link) for link in sorted(links, key=len, reverse=True))
    return re.sub(one_of_them, "https://t.co/" + "x" * 10, text) if links else text


def _url(expected: str | dict[str, Any]) -> str:
    return expected if isinstance(expected, str) else str(expected["url"])


def _addresses(marked_up: str) -> list[str]:
    """Of the links to anywhere but to people, lists and searches."""
    linked = re.findall(r'<a href="([^"]*)"[^>]*>', marked_up)
    return [html.unescape(link) for link in linked if not link.startswith("https://twitter.com/search")]
