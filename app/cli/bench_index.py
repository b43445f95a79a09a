"""The tables of `assist bench index`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.cli.output import print_table

Figures = Mapping[str, Any]
ASKED = ("p50 ms", "p95 ms", "first ms", "CPU ms")
STORE = ("store", "build s", "CPU s", "build MB", "disk MB", "first answer s", "resident MB", "of files MB")
PRODUCT = ("product: p50 ms", "p95 ms", "recall@10", "found of 10")
WAYS = ("peer", "by", "p50 ms", "p95 ms", "CPU ms", "recall@10", *PRODUCT)
UPDATES = ("peer", "version", "update ms", "worst", "seen", "kept")


def print_figures(figures: Figures) -> None:
    """For people; the same as the JSON, less what hardly anybody looks for."""
    ours, peers = figures["ours"], figures["peers"]
    print(f"{figures['passages']:,} passages: {figures['note']}\n")
    _print(["hybrid search, ours", *ASKED, "recall@10", "all 10 right", "wrong"], _searches(ours))
    _print(["update of 20 passages, ms", "p50", "p95", "worst"], _updates(ours["update"]))
    _print(STORE, [_store("ours", ours), *(_store(*each) for each in peers.items())])
    if ran := {name: peer for name, peer in peers.items() if "ways" in peer}:
        _print(WAYS, [row for name, peer in ran.items() for row in _ways(name, peer)])
        _print(UPDATES, [_update(name, peer) for name, peer in ran.items()])
    for line in _lines(figures):
        print(line)


def _print(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print_table(columns, list(rows))
    print()


def _searches(ours: Figures) -> Iterator[list[str]]:
    for name, times in ours["hybrid"].items():
        its = ours["meaning"][name]
        right = f"{its['wholly_right']} of {its['questions']}"
        yield [f"filter: {name}", *_times(times), f"{its['recall']:.4f}", right, str(its["wrong"])]
    both = ours["two_threads"]
    yield [f"two threads, {both['per_second']:.0f} a second", *_times(both), "", "", ""]


def _updates(update: Figures) -> Iterator[list[str]]:
    names = {
        "acknowledged": "acknowledged",
        "visible_here": "found by this process",
        "visible_elsewhere": "found by another process",
        "searches_meanwhile": "searches meanwhile",
    }
    for name, said in names.items():
        yield [said, *(_number(update[name][column]) for column in ("p50", "p95", "worst"))]


def _store(name: str, its: Figures) -> list[str]:
    if "not_run" in its and "build" not in its:
        return [name, f"not run: {its['not_run']}", *[""] * 6]
    built = its["build"]
    disk = built["disk_mb"]
    row = [name, *(_number(built[column]) for column in ("build_s", "build_cpu_s"))]
    row.append(_number(built["memory"]["peak"]))
    row.append(_number(disk["all"] if isinstance(disk, Mapping) else disk))
    if "not_run" in its:
        return [*row, f"not run: {its['not_run']}", "", ""]
    used = its["memory"]
    return [*row, f"{its['cold_start_s']:.2f}", _number(used["resident"]), _number(used["of_files"])]


def _ways(name: str, peer: Figures) -> Iterator[list[str]]:
    for way in peer["ways"]:
        plain, product = way["filters"].values()
        times = plain["times"]
        yield [
            name,
            f"{way['name']} ({way['said']})",
            *(_number(times[column]) for column in ("p50", "p95", "cpu")),
            _share(plain["recall"]),
            *(_number(product["times"][column]) for column in ("p50", "p95")),
            _share(product["recall"]),
            _number(product["found"]),
        ]


def _update(name: str, peer: Figures) -> list[str]:
    its = peer["update"]
    if "not_run" in its:
        return [name, peer["version"], "", "", "", f"not run: {its['not_run']}"]
    seen = f"{its['seen']} of {its['of']}"
    return [name, peer["version"], _number(its["p50"]), _number(its["worst"]), seen, its["kept"]]


def _lines(figures: Figures) -> Iterator[str]:
    speed = figures["bandwidth_gb_s"]
    scans = ", ".join(f"{_number(taken)} ms ({name})" for name, taken in figures["exact_scan_ms"].items())
    least, p50 = figures["our_scan"], figures["ours"]["hybrid"]["none"]["p50"]
    cold = f"{figures['ours']['with_model_s']:.2f} s"
    yield f"With the packaged model, a question's embedding included, the first answer takes {cold}."
    yield f"This machine reads {speed['read']:.1f} GB/s in one thread (copies {speed['copy']:.1f})."
    yield f"Reading every vector once takes at least {scans}."
    yield f"Our search by meaning looks at {_number(least['mb'])} MB, which takes at least {_number(least['ms'])} ms;"
    yield f"the whole hybrid search, texts fetched, takes {_number(p50)} ms (p50)."


def _times(times: Figures) -> list[str]:
    return [_number(times[column]) for column in ("p50", "p95", "first", "cpu")]


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"


def _number(value: float) -> str:
    """Three figures."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
