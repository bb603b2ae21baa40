"""A bundle's first and last word: the header's map and the signed trailer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseworker_desktop.bundle.errors import DamagedBundle, TooNew
from caseworker_desktop.bundle.frames import MAX_HEADER, MAX_TRAILER
from caseworker_desktop.bundle.model import CONTAINER, Counts, Header, Mark, Ranges, Run
from caseworker_desktop.vault.cbor import pack, unpack

#: What a device signs begins with this, so that no other signature of the same key can stand in for it.
SIGNED = b"byla bundle 1\n"
MAX_NUMBER = 2**53 - 1
KNOWN = frozenset(
    "format sender sender_public addressee number created_at epoch streams previous acknowledgements safe wanted counts schema welcome scope".split()
)


def pack_header(header: Header) -> bytes:
    """Return the payload of the H frame. Raises ValueError when it is longer than 1 MiB or a value has a wrong form."""
    content: dict[str, Any] = {
        **{name: value for name, value in header.more.items() if name not in KNOWN},
        "format": header.container,
        "sender": header.sender,
        "sender_public": header.sender_public,
        "addressee": header.addressee,
        "number": header.number,
        "created_at": header.created_at,
        "epoch": header.epoch,
        "streams": [[run.stream, run.first, run.last] for run in header.runs],
        "previous": header.previous,
        "acknowledgements": _ranges_out(header.acknowledgements),
        "safe": _ranges_out(header.safe),
        "wanted": {"ranges": _ranges_out(header.wanted), "digests": list(header.wanted_digests)},
        "counts": {"operations": header.counts.operations, "records": header.counts.records, "persons": header.counts.persons},
        "schema": header.schema,
    }
    for name, value in (("welcome", header.welcome), ("scope", header.scope)):
        if value is not None:
            content[name] = dict(value)
    payload = pack(content)
    if len(payload) > MAX_HEADER:
        raise ValueError("the header is too long")
    unpack_header(payload)
    return payload


def unpack_header(payload: bytes) -> Header:
    """Return the header of an H frame. Raises DamagedBundle when it is malformed, TooNew for a later container."""
    try:
        content = _map(unpack(payload))
        container = _number(content["format"])
        if container != CONTAINER:
            raise TooNew
        wanted, counts = _map(content["wanted"]), _map(content["counts"])
        return Header(
            sender=_octets(content["sender"], 16),
            sender_public=_octets(content["sender_public"], 32),
            addressee=_octets(content["addressee"], 16),
            number=_number(content["number"]),
            created_at=_number(content["created_at"]),
            epoch=_number(content["epoch"]),
            runs=tuple(_run(item) for item in _list(content["streams"])),
            previous=None if content["previous"] is None else _octets(content["previous"], 32),
            acknowledgements=_ranges_in(content["acknowledgements"]),
            safe=_ranges_in(content["safe"]),
            wanted=_ranges_in(wanted["ranges"]),
            wanted_digests=tuple(_octets(item, 32) for item in _list(wanted["digests"])),
            counts=Counts(_number(counts["operations"]), _number(counts["records"]), _number(counts["persons"])),
            schema=_text(content["schema"]),
            welcome=None if content.get("welcome") is None else _map(content["welcome"]),
            scope=None if content.get("scope") is None else _map(content["scope"]),
            more={name: value for name, value in content.items() if name not in KNOWN},
            container=container,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBundle from error


def pack_trailer(digest: bytes, checkpoint: Mapping[bytes, Mark], sign: Callable[[bytes], bytes]) -> bytes:
    """Return the payload of the T frame: [digest, checkpoint, signature]. `digest`: SHA-256 over all frames before it."""
    marks = {stream: [mark.seq, mark.chain] for stream, mark in checkpoint.items()}
    payload = pack([digest, marks, sign(signed(digest, marks))])
    if len(payload) > MAX_TRAILER:
        raise ValueError("the trailer is too long")
    return payload


def unpack_trailer(payload: bytes) -> tuple[bytes, Mapping[bytes, Mark], bytes, bytes]:
    """Return (digest, checkpoint, what was signed, signature) of a T frame. Raises DamagedBundle when it is malformed."""
    try:
        digest, marks, signature = _list(unpack(payload))
        _octets(digest, 32)
        checkpoint = {_octets(stream, 16): _mark(mark) for stream, mark in _map(marks, bytes).items()}
        return digest, checkpoint, signed(digest, marks), _octets(signature, 64)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedBundle from error


def signed(digest: bytes, marks: Mapping[bytes, Any]) -> bytes:
    """Return the bytes that the sender's device signs."""
    return SIGNED + digest + pack(dict(marks))


def _ranges_out(streams: Mapping[bytes, Ranges]) -> dict[bytes, list[list[int]]]:
    return {stream: [[first, last] for first, last in ranges] for stream, ranges in streams.items()}


def _ranges_in(value: Any) -> dict[bytes, Ranges]:
    return {_octets(stream, 16): _ranges(ranges) for stream, ranges in _map(value, bytes).items()}


def _ranges(value: Any) -> Ranges:
    found, before = [], 0
    for item in _list(value):
        first, last = (_number(number) for number in _list(item))
        # Numbers start at 1; ranges ascend, and between two of them at least one number is missing.
        if not before < first <= last:
            raise ValueError("ranges out of order")
        found.append((first, last))
        before = last + 1
    return tuple(found)


def _run(value: Any) -> Run:
    stream, first, last = _list(value)
    if not 1 <= _number(first) <= _number(last):
        raise ValueError("a run that ends before it begins")
    return Run(_octets(stream, 16), first, last)


def _mark(value: Any) -> Mark:
    seq, chain = _list(value)
    return Mark(_number(seq), _octets(chain, 32))


def _octets(value: Any, length: int) -> bytes:
    if type(value) is not bytes or len(value) != length:
        raise ValueError("not the bytes expected")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise ValueError("not a number within limits")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError("not a text")
    return value


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ValueError("not a list")
    return value


def _map(value: Any, keys: type = str) -> dict[Any, Any]:
    if type(value) is not dict or not all(type(name) is keys for name in value):
        raise ValueError("not a map with such keys")
    return value
