"""What a package would change, in words: from whom, of when, how much is new, and what a person will have to look at. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.moments import day_words
from caseworker_desktop.usecases.previewing import Preview
from caseworker_desktop.usecases.receiving import Imported

#: So many kinds have a line of their own; the rest is told in one.
KINDS_TOLD = 6


@dataclass(frozen=True, slots=True)
class KindLine:
    """How many records of a kind are new, how many would be changed."""

    kind: str
    new: str
    changed: str


@dataclass(frozen=True, slots=True)
class PreviewCard:
    """One file as it is shown: title, line below, badge (words, tone, icon), three numbers (number, words), lines by kind, whose files,
    and notes (tone, icon, sentence) of what a person should know."""

    title: str
    below: str
    badge: tuple[str, str, str]
    numbers: tuple[tuple[str, str], ...] = ()
    kinds: tuple[KindLine, ...] = ()
    names: str = ""
    notes: tuple[tuple[str, str, str], ...] = ()


def cards(previews: Sequence[Preview], named: Collection[str], now: datetime, texts: Texts) -> list[PreviewCard]:
    """Return what is shown of each file; `named` are the kinds that this version has a name for."""
    return [_card(one, named, now, texts) for one in previews]


def noted(told: Imported, gaps: tuple[int, ...]) -> list[tuple[str, str, Message]]:
    """Return the sentences of what needs a person, or should be known, as (tone, icon, sentence); the gravest first."""
    said = [("red", "warn", one) for one in told.alarms]
    if told.set_aside:
        said.append(("red", "lock", message("exchange.see.set_aside", count=told.set_aside)))
    if told.conflicts:
        said.append(("amber", "split", message("exchange.in.conflicts", count=told.conflicts)))
    if told.duplicates:
        said.append(("amber", "people", message("exchange.see.duplicates", count=told.duplicates)))
    if told.parked:
        said.append(("amber", "warn", message("exchange.in.parked", count=told.parked)))
    if gaps:
        said.append(("amber", "clock", message("exchange.in.gaps", numbers=", ".join(str(number) for number in gaps))))
    if told.removed:
        said.append(("blue", "info", message("exchange.see.removed", count=told.removed)))
    if told.removal_waits:
        said.append(("blue", "info", message("exchange.see.removal_waits", count=told.removal_waits)))
    if told.waiting:
        said.append(("blue", "info", message("exchange.see.waiting", count=told.waiting)))
    return said


def _card(one: Preview, named: Collection[str], now: datetime, texts: Texts) -> PreviewCard:
    say, told = texts.say, one.told
    if told.error is not None:
        refused = (say(message("exchange.see.not_taken")), "red", "warn")
        return PreviewCard(told.file, say(message("exchange.see.others_are")), refused, notes=(("red", "warn", say(told.error)),))
    title = say(message("exchange.see.package", name=one.sender or "–", number=told.number or 0))
    below = say(message("exchange.see.written", when=day_words(one.created_at, now, texts), file=told.file))
    notes = tuple((tone, icon, say(sentence)) for tone, icon, sentence in noted(told, one.gaps))
    new, changed = sum(one.new.values()), sum(one.changed.values())
    if not new and not changed and not told.removed and not told.removal_waits:
        words = message("exchange.see.here_already") if told.known else message("exchange.see.only_receipts")
        return PreviewCard(title, below, (say(words), "grey", "check"), notes=notes)
    careful = any(tone in ("red", "amber") for tone, _, _ in notes)
    badge = (say(message("exchange.see.careful")), "amber", "warn") if careful else (say(message("exchange.see.calm")), "green", "check")
    numbers = (
        (texts.number(new), say(message("exchange.see.new", count=new))),
        (texts.number(changed), say(message("exchange.see.changed", count=changed))),
        (texts.number(one.persons), say(message("exchange.persons", count=one.persons))),
    )
    return PreviewCard(title, below, badge, numbers, _kinds(one.new, one.changed, named, texts), _names(one, texts), notes)


def _kinds(new: Mapping[str, int], changed: Mapping[str, int], named: Collection[str], texts: Texts) -> tuple[KindLine, ...]:
    def line(words: str, kinds: list[str]) -> KindLine:
        return KindLine(words, *(texts.number(sum(some.get(kind, 0) for kind in kinds)) for some in (new, changed)))

    every = {*new, *changed}
    ours = sorted((kind for kind in every if kind in named), key=lambda kind: (-new.get(kind, 0) - changed.get(kind, 0), kind))
    rest = [*ours[KINDS_TOLD:], *sorted(kind for kind in every if kind not in named)]
    lines = [line(texts.kind(kind), [kind]) for kind in ours[:KINDS_TOLD]]
    if rest:
        lines.append(line(texts.say(message("exchange.see.other_kinds")), rest))
    return tuple(lines)


def _names(one: Preview, texts: Texts) -> str:
    if not one.names:
        return ""
    names, more = ", ".join(one.names), one.persons - len(one.names)
    said = message("exchange.see.whose_more", names=names, count=more) if more else message("exchange.see.whose", names=names)
    return texts.say(said)
