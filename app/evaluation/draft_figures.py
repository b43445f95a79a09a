"""The figures of a set of drafts, each with what it is a share of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from app.evaluation.supported_share import Verdict
from index.evaluation.intervals import mean_interval

Row = Mapping[str, Any]


def figures_of(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Of the rows that `app.evaluation.drafts` makes, and of the verdicts on their sentences.

    `of` says of how many each share is; a share of none is 0.
    """
    drafts = [row for row in rows if not row["abstained"]]
    sourced = [row for row in drafts if row["citations"]]
    shares = {
        "citation_precision": [not each.wrong for each in verdicts for _ in range(each.citations)],
        "supported_share": [not each.wrong for each in verdicts],
        "link_share": [bool(row["links"]) for row in drafts],
        "source_hit@1": [row["citations"][0]["document_id"] in row["labelled"] for row in sourced],
        "evidence_hit": [not set(row["considered"]).isdisjoint(row["labelled"]) for row in sourced],
    }
    means = {name: mean_interval(its) for name, its in shares.items()}
    return {
        "queries": len(rows),
        "drafted": len(drafts),
        "abstained": len(rows) - len(drafts),
        "without_source": len(drafts) - len(sourced),
        **{name: interval.mean for name, interval in means.items()},
        "over_length": sum(row["over_length"] for row in drafts),
        "intervals": {name: {"low": interval.low, "high": interval.high} for name, interval in means.items()},
        "of": {name: len(its) for name, its in shares.items()},
        "unsupported": [asdict(verdict) for verdict in verdicts if verdict.wrong],
        "reasons": _counted(row["reason"] for row in rows if row["abstained"]),
        "problems": _problems(drafts),
        "to": _counted(row["to"] for row in drafts),
        "cost_usd": sum(row["cost_usd"] for row in drafts),
        "ms": _milliseconds([row["seconds"] for row in rows]),
    }


def wrongly_answered(rows: Sequence[Row]) -> dict[str, Any]:
    """Of messages that have no answer: how many got a draft, in how many it answers, and why not in the others."""
    answered = mean_interval([bool(row["citations"]) for row in rows])
    return {
        "messages": len(rows),
        "drafted": sum(not row["abstained"] for row in rows),
        "answered_share": answered.mean,
        "interval": {"low": answered.low, "high": answered.high},
        "reasons": _counted(row["reason"] for row in rows if row["abstained"]),
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    """How often each comes, the most frequent first."""
    return dict(Counter(names).most_common())


def _problems(drafts: Iterable[Row]) -> dict[str, dict[str, int]]:
    """By check, in how many drafts it warns and in how many it holds back."""
    found = {
        (problem["check"], problem["blocking"], row["id"]) for row in drafts for problem in row["problems"]
    }
    by_check = {check: {"warned": 0, "held_back": 0} for check in sorted({check for check, _, _ in found})}
    for check, blocking, _ in found:
        by_check[check]["held_back" if blocking else "warned"] += 1
    return by_check


def _milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Of a message, wall clock."""
    if not seconds:
        return {"p50": 0.0, "p95": 0.0}
    return {f"p{rank}": float(np.percentile(seconds, rank)) * 1000 for rank in (50, 95)}
