"""Compressed bodies, a bounded piece at a time: a small answer cannot become a huge one unseen."""

import zlib
from collections.abc import Iterable, Iterator

from ingest.errors import Cause, Unfetchable

_PIECE = 2**16  # bytes that are made at a time
_ALWAYS_FINE = 2**22  # bytes; below this no ratio is suspicious
_RATIO = 200  # bytes made of one; pages reach 10 to 50, bombs 1,000
_GZIP = 16 + zlib.MAX_WBITS
_ZLIB = zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS  # what some servers call deflate has no header


def inflated(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The body in pieces. Raises Unfetchable for bombs, for what ends too early and for codings not asked for."""
    if coding in ("", "identity"):
        return iter(chunks)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Unfetchable(f"it is sent as {coding[:60]!r}, which was not asked for")
    return _bounded(chunks)


def within(pieces: Iterable[bytes], most: int) -> bytes:
    """All pieces together. Raises Unfetchable when they are more than `most` bytes, without waiting for the rest."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            raise Unfetchable(f"it has more than {most / 2**20:.0f} MB, the most for its kind")
    return bytes(body)


def _bounded(chunks: Iterable[bytes]) -> Iterator[bytes]:
    inflater = _Inflater()
    taken = made = 0
    for chunk in chunks:
        taken += len(chunk)
        for piece in inflater.feed(chunk):
            made += len(piece)
            if made > max(_ALWAYS_FINE, taken * _RATIO):
                raise Unfetchable(
                    f"it is a decompression bomb: {taken} bytes become more than {made // 2**20} MB"
                )
            yield piece
    if taken and not inflater.complete:
        raise Unfetchable("its compressed bytes end in the middle", cause=Cause.SILENT)


class _Inflater:
    """Of gzip (one member after the other), zlib and headerless deflate. What follows the last member is left out."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._held = b""  # less than what tells how it is packed
        self._members = 0

    @property
    def complete(self) -> bool:
        """Whether it may end here."""
        return self._stream is None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What these bytes become, piece by piece. Raises Unfetchable for damaged ones."""
        data, self._held = self._held + data, b""
        while stream := self._stream or self._begin(data):
            piece, data = self._step(stream, data)
            yield piece
            if not piece and not data:
                return

    def _begin(self, data: bytes) -> "zlib._Decompress | None":
        """Another member, None when none begins here."""
        if len(data) < 2:
            self._held = data
        elif data.startswith(b"\x1f\x8b"):
            self._stream = zlib.decompressobj(_GZIP)
        elif not self._members:
            self._stream = zlib.decompressobj(_ZLIB if _has_zlib_header(data) else _RAW)
        return self._stream

    def _step(self, stream: "zlib._Decompress", data: bytes) -> tuple[bytes, bytes]:
        """A piece, and the bytes that are left."""
        try:
            piece = stream.decompress(data, _PIECE)
        except zlib.error as error:
            raise Unfetchable(f"its compressed bytes are damaged: {error}") from error
        left = stream.unconsumed_tail or stream.unused_data
        if stream.eof:
            self._stream, self._members = None, self._members + 1
        return piece, left


def _has_zlib_header(data: bytes) -> bool:
    return data[0] & 15 == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0
