"""Must-show: 300 alike posts among 2,000 others are found soon, and normal days raise no alarm."""

from pathlib import Path

import pytest

from app.bench.surge.measure import measure
from index.embedding.embed import SentenceEmbedder


@pytest.mark.prove
def test_surges_of_real_posts_are_found_soon_and_normal_days_are_quiet(
    real_data: Path, embedder: SentenceEmbedder, rounds: int
) -> None:
    figures = measure(real_data, embedder.embed, min(rounds, 3), lambda _done, _total: None)
    surges = figures["surges"]
    found = [one for one in surges if one["after"] is not None]
    assert len(found) >= 0.9 * len(surges)
    assert sorted(one["after"] for one in found)[len(found) // 2] <= 75  # of 300
    assert sum(one["precision"] for one in found) / len(found) >= 0.85
    assert sum(one["recall_with_perhaps"] for one in found) / len(found) >= 0.7
    assert figures["per_1000"] <= 0.2
    assert figures["cpu_ms_at_10000"] <= 2
