"""Write the specification into an ONNX file, without onnx or protobuf.

An ONNX file is a protocol-buffers message, and fields of a message may come in any order: an entry of
``ModelProto.metadata_props`` (field 14, a ``StringStringEntryProto`` of key 1 and value 2) is valid at the end
of the file. An older entry of the same key is left out of the copy.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from typing import Any, BinaryIO, Iterator, Mapping, Tuple

from .onnx_header import NotOnnx
from .spec import METADATA_KEY

_METADATA_TAG = 14 << 3 | 2
_KEY_TAG, _VALUE_TAG = 1 << 3 | 2, 2 << 3 | 2
_CHUNK = 1 << 20


def embed_spec(source: str, target: str, document: Mapping[str, Any]) -> None:
    """Copy the ONNX file ``source`` to ``target`` with ``document`` as its specification.

    ``target`` appears only when it is whole, and may be ``source`` itself.

    :raises NotOnnx: ``source`` is no ONNX file.
    :raises OSError: a file cannot be read or written.
    """
    folder = os.path.dirname(os.path.abspath(target))
    handle, staged = tempfile.mkstemp(prefix=".groundshift-", suffix=".onnx", dir=folder)
    try:
        with os.fdopen(handle, "wb") as writer, open(source, "rb") as reader:
            size = os.fstat(reader.fileno()).st_size
            position = 0
            for start, end in _older_entries(reader, size):
                _copy(reader, writer, position, start)
                position = end
            _copy(reader, writer, position, size)
            writer.write(metadata_entry(METADATA_KEY, json.dumps(document, ensure_ascii=False)))
        # mkstemp makes files that only their owner can read.
        shutil.copymode(source, staged)
        os.replace(staged, target)
    except BaseException:
        os.unlink(staged)
        raise


def metadata_entry(key: str, value: str) -> bytes:
    """Return the bytes of one entry of ``metadata_props``."""
    pair = _bytes_field(_KEY_TAG, key.encode()) + _bytes_field(_VALUE_TAG, value.encode())
    return _bytes_field(_METADATA_TAG, pair)


def _older_entries(reader: BinaryIO, size: int) -> Iterator[Tuple[int, int]]:
    """Yield start and end of the entries of the specification, in the order of the file.

    :raises NotOnnx: the file is no protocol-buffers message.
    """
    own = _bytes_field(_KEY_TAG, METADATA_KEY.encode())
    position = 0
    while position < size:
        start = position
        tag, position = _read_varint(reader, position)
        wire_type = tag & 7
        if wire_type == 0:
            _, position = _read_varint(reader, position)
        elif wire_type == 2:
            length, position = _read_varint(reader, position)
            if tag == _METADATA_TAG:
                reader.seek(position)
                entry = reader.read(length)
                if entry.startswith(own) or entry.endswith(own):
                    yield start, position + length
            position += length
        elif wire_type in (1, 5):
            position += 8 if wire_type == 1 else 4
        else:
            raise NotOnnx("it is not a protocol-buffers message")
    if position != size:
        raise NotOnnx("it is cut short")


def _read_varint(reader: BinaryIO, position: int) -> Tuple[int, int]:
    """Return a number at ``position`` and the position after it."""
    reader.seek(position)
    value = 0
    for index, byte in enumerate(reader.read(10)):
        value |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            return value, position + index + 1
    raise NotOnnx("it is not a protocol-buffers message")


def _bytes_field(tag: int, data: bytes) -> bytes:
    return _varint(tag) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _copy(reader: BinaryIO, writer: BinaryIO, start: int, end: int) -> None:
    reader.seek(start)
    left = end - start
    while left > 0:
        data = reader.read(min(left, _CHUNK))
        if not data:
            raise NotOnnx("it was cut short while it was read")
        writer.write(data)
        left -= len(data)
