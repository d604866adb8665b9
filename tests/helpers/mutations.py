"""Files and JSON documents damaged at random, by a seed."""

from __future__ import annotations

import copy
import random
import re
import struct
from typing import Any

_WHOLE = (0, 1, 2, 3, 5, 7, 8, 16, 32, 127, 128, 254, 255, 256, 32767, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1)
_NUMBERS = ("0", "-1", "1e308", "-1e308", "nan", "inf", "99999999999", "1e-300", "4294967296", "")
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 0.5, -0.5, 1e308, 1e-308, 2**31, 2**63, 2**200, float("inf"), float("nan"),
    "", " ", "0", "x" * 5000, "\u0000", "\ud800", "EPSG:4326", "EPSG:0", "00", "../x", "%s{0}",
    [], {}, [[]], [None], {"": None},
)  # fmt: skip
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


def damage_bytes(data: bytes, rng: random.Random) -> bytes:
    """Change bits, bytes, words or runs of bytes; cut the end; insert, repeat or remove a part."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4, 16))):
        if not out:
            break
        at, kind = rng.randrange(len(out)), rng.randrange(8)
        if kind == 0:
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            out[at] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
        elif kind == 2:
            size = rng.choice((2, 4, 8))
            out[at : at + size] = (rng.choice(_WHOLE) % 256**size).to_bytes(size, rng.choice(("little", "big")))
        elif kind == 3:
            del out[at:]
        elif kind == 4:
            del out[at : at + rng.randrange(1, 64)]
        elif kind == 5:
            out[at:at] = rng.randbytes(rng.randrange(1, 32))
        elif kind == 6:
            source = rng.randrange(len(out))
            out[at:at] = out[source : source + rng.randrange(1, 256)]
        else:
            size = rng.randrange(1, 32)
            out[at : at + size] = rng.randbytes(size)
    return bytes(out)


def damage_tiff(data: bytes, rng: random.Random) -> bytes:
    """Change entries of the directories of a classic little-endian TIFF: tag, type, count, value, or numbers it points to."""
    out = bytearray(data)
    entries = []
    (place,) = struct.unpack_from("<I", out, 4)
    links = [4]
    while place and place + 2 <= len(out) and len(links) < 9:
        (count,) = struct.unpack_from("<H", out, place)
        entries += [place + 2 + 12 * index for index in range(count) if place + 14 + 12 * index <= len(out)]
        links.append(place + 2 + 12 * count)
        if links[-1] + 4 > len(out):
            break
        (place,) = struct.unpack_from("<I", out, links[-1])
    for _ in range(rng.choice((1, 1, 2, 3))):
        kind = rng.randrange(7)
        if kind == 0:
            struct.pack_into("<I", out, rng.choice(links), rng.choice((0, 8, len(out), rng.randrange(len(out)), 2**32 - 1)))
            continue
        at = rng.choice(entries)
        tag, type_, count, value = struct.unpack_from("<HHII", out, at)
        if kind == 1:
            tag = rng.choice((*range(254, 300), 322, 339, 33550, 33922, 34264, 34735, 42112, 42113, 50844, 65000, 65535))
        elif kind == 2:
            type_ = rng.choice((*_TIFF_SIZES, 0, 14, 16, 255))
        elif kind == 3:
            count = rng.choice((*_WHOLE, count + 1, max(count - 1, 0)))
        elif kind == 4:
            value = rng.choice((*_WHOLE, (value + 1) % 2**32, max(value - 1, 0), rng.randrange(len(out))))
        elif value < len(out) and count * _TIFF_SIZES.get(type_, 1) > 4:  # the numbers, which lie elsewhere
            _damage_numbers(out, value, min(count, 64), type_, rng)
        struct.pack_into("<HHII", out, at, tag, type_, count, value)
    return bytes(out)


def _damage_numbers(out: bytearray, place: int, count: int, type_: int, rng: random.Random) -> None:
    size = _TIFF_SIZES.get(type_, 1)
    at = place + size * rng.randrange(max(1, count))
    if at + size > len(out):
        return
    if type_ == 12:
        struct.pack_into("<d", out, at, rng.choice((0.0, -1.0, 1e308, -1e308, 1e-308, float("nan"), float("inf"), 1e9, 180.0)))
    else:
        out[at : at + size] = (rng.choice(_WHOLE) % 256**size).to_bytes(size, "little")


def damage_text(text: str, rng: random.Random) -> str:
    """Change a number, remove or repeat a line, or change bytes of a text such as XML."""
    kind = rng.randrange(4)
    numbers = list(re.finditer(r"-?\d+(\.\d+)?", text))
    if kind <= 1 and numbers:
        match = rng.choice(numbers)
        return text[: match.start()] + rng.choice(_NUMBERS) + text[match.end() :]
    if kind == 2:
        lines = text.splitlines()
        at = rng.randrange(len(lines))
        lines[at : at + 1] = rng.choice(([], [lines[at]] * 2))
        return "\n".join(lines)
    return damage_bytes(text.encode(), rng).decode("utf-8", "replace")


def damage_json(document: Any, rng: random.Random, kept: tuple[str, ...] = ()) -> Any:
    """A copy of a JSON document with values replaced, removed, exchanged, added or repeated.

    :param kept: keys whose values stay as they are.
    """
    document = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 2, 4))):
        places = list(_places(document, kept))
        if not places:
            return rng.choice(_VALUES)
        holder, key = rng.choice(places)
        kind = rng.randrange(6)
        if kind == 0:
            del holder[key]
        elif kind == 1 and isinstance(holder, dict):
            holder[rng.choice(("x", "", "kind", "name", "\u0000"))] = rng.choice(_VALUES)
        elif kind == 2:
            other, source = rng.choice(places)
            holder[key] = copy.deepcopy(other[source])
        elif kind == 3 and isinstance(holder, list):
            holder += [holder[key]] * rng.choice((1, 1, 300))
        elif kind == 4 and isinstance(holder[key], (int, float)) and not isinstance(holder[key], bool):
            holder[key] = rng.choice((-holder[key], holder[key] * 1000, holder[key] + 1, holder[key] / 7))
        else:
            holder[key] = rng.choice(_VALUES)
    return document


def _places(document: Any, kept: tuple[str, ...]) -> Any:
    """The holder and key of each value below a document."""
    items = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    for key, value in items:
        if key not in kept:
            yield document, key
            yield from _places(value, kept)
