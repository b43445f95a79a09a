"""Compressed bodies, and bombs."""

import gzip
import zlib
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis.strategies import binary, integers, sampled_from

from ingest.crawl.inflate import inflated, within
from ingest.errors import Unfetchable


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw": raw_deflate,
}


def in_chunks(data: bytes, size: int) -> Iterable[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@given(binary(max_size=5000), sampled_from(sorted(PACKERS)), integers(1, 700))
def test_what_was_packed_comes_out_however_it_is_cut(data: bytes, packer: str, size: int) -> None:
    coding = "deflate" if packer == "raw" else packer
    assert b"".join(inflated(in_chunks(PACKERS[packer](data), size), coding)) == data


@given(binary(max_size=500), binary(max_size=500), integers(1, 100))
def test_two_gzip_members_are_one_body(first: bytes, second: bytes, size: int) -> None:
    packed = gzip.compress(first) + gzip.compress(second)
    assert b"".join(inflated(in_chunks(packed, size), "gzip")) == first + second


@pytest.mark.parametrize("packer", sorted(PACKERS))
def test_a_bomb_is_named_before_it_goes_off(packer: str) -> None:
    bomb = PACKERS[packer](bytes(50 * 2**20))
    pieces: list[int] = []
    with pytest.raises(Unfetchable, match=r"decompression bomb: \d+ bytes become more than 9 MB"):
        pieces.extend(map(len, inflated([bomb], "deflate")))
    assert sum(pieces) <= 2**20 * 10
    assert max(pieces) <= 2**16


def test_a_bomb_in_a_bomb_is_no_more_than_its_outer_one() -> None:
    inner = gzip.compress(bytes(50 * 2**20))
    assert b"".join(inflated([gzip.compress(inner)], "gzip")) == inner


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "gzip, deflate"])
def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(Unfetchable, match=f"sent as '{coding}', which was not asked for"):
        list(inflated([b"x"], coding))


def test_what_ends_in_the_middle_is_not_taken_for_whole() -> None:
    with pytest.raises(Unfetchable, match="end in the middle"):
        list(inflated([gzip.compress(b"words" * 1000)[:-12]], "gzip"))


def test_what_is_not_compressed_at_all_is_damaged() -> None:
    with pytest.raises(Unfetchable, match="damaged"):
        list(inflated([b"<html>plain</html>"], "gzip"))


def test_an_endless_body_ends_at_the_most() -> None:
    def endless() -> Iterable[bytes]:
        while True:
            yield bytes(2**20)

    with pytest.raises(Unfetchable, match="more than 20 MB"):
        within(endless(), 20 * 2**20)
