"""Texts of jobs in the language of a request, from the plugin's translations (Qt's ``.qm`` files), read without Qt."""

from __future__ import annotations

import functools
import glob
import os
import struct
from typing import Any, Callable, Dict, Mapping, Tuple

from ..jobs.messages import FAILURES, render

ENGLISH = "en"
_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "i18n")
_NAME = "groundshift_"
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_MESSAGES = 0x69  # the section with the translations
_END, _TRANSLATION, _SOURCE, _CONTEXT, _COMMENT = 1, 3, 6, 7, 8
_OF_JOBS = b"Job"  # context of the texts of jobs


@functools.cache
def languages() -> Tuple[str, ...]:
    """Return the languages that there are texts in, English first."""
    files = sorted(glob.glob(os.path.join(glob.escape(_FOLDER), f"{_NAME}*.qm")))
    return (ENGLISH, *(os.path.basename(path)[len(_NAME) : -len(".qm")] for path in files))


def translator(language: str) -> Callable[[str], str]:
    """Return a function that translates a text of jobs; it returns unknown texts as they are.

    :param language: of :func:`languages`.
    """
    texts = {} if language == ENGLISH else _texts(language)
    return lambda text: texts.get(text, text)


def translated_problem(problem: Mapping[str, Any], language: str) -> Dict[str, Any]:
    """Return the problem document of a failed job with its detail in a language."""
    values, code = problem.get("values"), problem.get("code")
    if language == ENGLISH or code not in FAILURES or not isinstance(values, dict):
        return dict(problem)
    try:
        return {**problem, "detail": render(str(code), str(problem.get("parameter", "")), values, translator(language))}
    except (LookupError, ValueError, TypeError, AttributeError):  # values of another version
        return dict(problem)


@functools.cache
def _texts(language: str) -> Dict[str, str]:
    """English text -> translation, of the jobs. Empty where the file cannot be read."""
    try:
        with open(os.path.join(_FOLDER, f"{_NAME}{language}.qm"), "rb") as stream:
            return dict(_messages(stream.read()))
    except (OSError, ValueError, struct.error):
        return {}


def _messages(data: bytes) -> Dict[str, str]:
    if not data.startswith(_MAGIC):
        raise ValueError("no translations of Qt")
    found: Dict[str, str] = {}
    for section, content in _sections(data):
        place = 0
        message: Dict[int, bytes] = {}
        while section == _MESSAGES and place < len(content):
            tag = content[place]
            place += 1
            if tag == _END:
                if message.get(_CONTEXT) == _OF_JOBS:
                    found[message[_SOURCE].decode("utf-8")] = message[_TRANSLATION].decode("utf-16-be")
                message = {}
            elif tag in (_TRANSLATION, _SOURCE, _CONTEXT, _COMMENT):
                (length,) = struct.unpack_from(">I", content, place)
                message[tag] = content[place + 4 : place + 4 + length]
                place += 4 + length
            else:
                raise ValueError(f"tag {tag}")
    return found


def _sections(data: bytes) -> Tuple[Tuple[int, bytes], ...]:
    found, place = [], len(_MAGIC)
    while place < len(data):
        tag, length = struct.unpack_from(">BI", data, place)
        found.append((tag, data[place + 5 : place + 5 + length]))
        place += 5 + length
    return tuple(found)
