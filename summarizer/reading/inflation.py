"""Streams packed so that they would fill the memory are found before anything unpacks them whole."""

from __future__ import annotations

import zlib

MOST_INFLATED = 128 * 2**20
"""Bytes that one stream, other than an image's, may unpack to. A long report's largest font has 20 MB."""
_STEP = 2**20
_DENSEST = 1032
"""How many times smaller zlib can make anything."""
_DEEPEST = 4
"""Packings of one stream inside each other."""


def find_bomb(data: bytes) -> int:
    """Megabytes at which the unpacking of a stream was given up, 0 where every stream is of a sane size."""
    at = data.find(b"stream")
    while at >= 0:
        if data[at - 3 : at] != b"end":
            start = at + 6
            start += 2 if data[start : start + 2] == b"\r\n" else data[start : start + 1] in (b"\n", b"\r")
            end = data.find(b"endstream", start)
            end = len(data) if end < 0 else end
            begins = data.rfind(b"obj", 0, at)
            head = data[max(begins, at - 2000) : at]
            if not _is_image(head) and _too_large(memoryview(data)[start:end], head.count(b"/FlateDecode") + head.count(b"/Fl ")):
                return MOST_INFLATED // 2**20
            at = end
        at = data.find(b"stream", at + 6)
    return 0


def _is_image(head: bytes) -> bool:
    return b"/Image" in head.replace(b" ", b"")


def _too_large(packed: memoryview, layers: int) -> bool:
    """Whether ``packed`` unpacks to more than allowed. Of streams packed more than once, each layer is held against the limit."""
    if len(packed) * _DENSEST < MOST_INFLATED and layers < 2:
        return False
    whole: memoryview = packed
    for layer in range(min(layers, _DEEPEST) or 1):
        last = layer + 1 >= layers
        unpacker = zlib.decompressobj()
        size = 0
        parts: list[bytes] = []
        left: bytes | memoryview = whole
        try:
            while len(left) and not unpacker.eof:
                part = unpacker.decompress(left, _STEP)
                left = unpacker.unconsumed_tail
                size += len(part)
                if size > MOST_INFLATED:
                    return True
                if not last:
                    parts.append(part)
                if not part and not left:
                    break
        except zlib.error:
            return False
        if last:
            return False
        whole = memoryview(b"".join(parts))
    return layers > _DEEPEST
