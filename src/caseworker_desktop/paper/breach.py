"""The sheet for a lost stick: what was on it, whose data by number, how it is sealed, and whom to tell within which time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.paper.form import DASH, Form, Made
from caseworker_desktop.paper.model import Value
from caseworker_desktop.texts import Texts

#: Regulation (EU) 2016/679, article 33(1): the supervisory authority is told within so many hours after one has become aware.
TELL_WITHIN_HOURS = 72


def told_until(known_at: str) -> str:
    """Return until when the authority is to be told of what is known since `known_at` (both RFC 3339)."""
    return (datetime.fromisoformat(known_at) + timedelta(hours=TELL_WITHIN_HOURS)).isoformat()


def breach(form: Form, kind: str, id_: str) -> Made:
    """Return the sheet of a loss. It names no client: persons and records stand as numbers, the keys by what they are."""
    source, texts = form.source, form.wording.first
    loss = source.must("loss", id_)
    stick = source.must("carrier", loss.carrier)
    until = told_until(loss.known_at)
    passage = max(source.rows("passage", carrier=stick.id), key=lambda one: (datetime.fromisoformat(one.at), one.id), default=None)
    facts: list[tuple[Message, Value]] = [
        (message("papers.breach.stick"), stick.number), (message("papers.breach.serial"), stick.serial or DASH),
        (message("papers.breach.permit"), stick.permit or DASH), (message("papers.breach.told_by"), source.staff(loss.staff) or DASH),
        (message("papers.breach.known"), _moment(texts, loss.known_at)), (message("papers.breach.until"), _moment(texts, until)),
    ]  # fmt: skip
    if passage is not None:
        place = source.institution(passage.institution, passage.at[:10], form.language) or DASH
        way = message("papers.breach.way_in") if passage.way == "in" else message("papers.breach.way_out")
        carried = f"{texts.say(way)}, {place}, {_moment(texts, passage.at)}, {source.staff(passage.staff)}"
        facts.append((message("papers.breach.last_gate"), carried))
    if loss.found_at:
        facts.append((message("papers.breach.found"), _moment(texts, loss.found_at)))
    return Made(
        title=message("papers.breach.title"),
        leaves=(form.leaf(
            message("papers.breach.title"), form.facts(None, facts),
            form.prose(form.label(message("papers.breach.seen")), loss.seen),
            form.prose(form.label(message("papers.breach.what")), loss.what) if loss.what else None,
            *_content(form, loss),
            form.said(form.label(message("papers.breach.keys")), message("papers.breach.sealed"), message("papers.breach.no_key")),
            *(form.ticks(message("papers.breach.to_do") if not at else None, [(form.label(one), False)])
              for at, one in enumerate(_to_do(form, until))),
            form.blank(form.label(message("papers.breach.decided")), 4),
            form.signatures((source.staff(loss.staff), message("papers.sign.carrier")), ("", message("papers.breach.protection_officer"))),
            notice=message("papers.breach.notice"), reference=stick.number),))  # fmt: skip


def _content(form: Form, loss: Any) -> list[Any]:
    texts = form.wording.first
    bundles = sorted(loss.bundles, key=lambda one: (one.get("at") or "", one["digest"]))
    if not bundles:
        return [form.said(form.label(message("papers.breach.content")), message("papers.breach.nothing_known"))]
    columns = [(message("papers.breach.package"), 1.8), (message("papers.breach.to"), 1.2), (message("papers.breach.written"), 1.3),
               (message("papers.breach.records"), 0.8), (message("papers.breach.persons"), 0.8), (message("papers.breach.safe"), 1.0)]
    rows = [
        (f"{one.get('file', DASH)} (Nr. {one.get('number', 0)})", one.get("to") or DASH, _moment(texts, one["at"]) if one.get("at") else DASH,
         form.number(one.get("records")), form.number(one.get("persons")), form.yes_no(bool(one.get("safe"))))
        for one in bundles]  # fmt: skip
    found = Counter[str]()
    for one in bundles:
        for told in str(one.get("kinds") or "").split():
            kind, _, count = told.partition(":")
            if count.isdigit():
                found[kind] = max(found[kind], int(count))  # a later package repeats what an earlier one held: never less than in any of them
    known = {kind.name for kind in form.source.kinds()}
    kinds = ", ".join(f"{texts.kind(kind)} {count}" for kind, count in found.most_common() if kind in known)
    most, least = sum(int(one.get("persons") or 0) for one in bundles), max(int(one.get("persons") or 0) for one in bundles)
    in_all = message("papers.breach.persons_in_all", count=most)
    persons = message("papers.breach.persons_from_to", least=least, most=most) if most > least else in_all
    return [
        form.table(form.label(message("papers.breach.content")), columns, rows),
        form.said(None, persons),
        form.prose(form.label(message("papers.breach.kinds")), kinds) if kinds else None,
    ]


def _to_do(form: Form, until: str) -> list[Message]:
    by = _moment(form.wording.first, until)
    return [
        message("papers.breach.do_office"), message("papers.breach.do_officer"), message("papers.breach.do_risk"),
        message("papers.breach.do_authority", by=by), message("papers.breach.do_persons"), message("papers.breach.do_again"),
        message("papers.breach.do_prison"), message("papers.breach.do_register"),
    ]  # fmt: skip


def _moment(texts: Texts, at: str) -> str:
    return f"{texts.date(at)} {texts.time(at)}"
