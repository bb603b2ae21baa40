"""Who may be one person among everybody: what comparing each with each would tell, nothing less and nothing more, however it came about."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import combinations, product

import pytest

from caseworker_desktop.records.person.likeness import VERY_CLOSE, close_names, words
from caseworker_desktop.records.views.duplicates import Known
from caseworker_desktop.records.views.twins import PersonRow
from caseworker_desktop.usecases import pairing
from caseworker_desktop.usecases.likeness import Weight, judge
from caseworker_desktop.usecases.pairing import CODE, COMMON, NAME, NAME_AND_BIRTH, SCORES, SOUND, SOUND_AND_BIRTH, Found, Pairing
from tests.people_twice import people

SAID = {"people.same_code": CODE, "people.same_name_and_birth": NAME_AND_BIRTH, "people.same_name": NAME,
        "people.close_name_and_birth": SOUND_AND_BIRTH, "people.close_name": SOUND}  # fmt: skip
Codes = dict[bytes, tuple[str, ...]]


def each_with_each(rows: list[PersonRow], codes: Codes) -> Found:
    """What the warning of the form for a new person says of everybody, each typed anew against each other."""
    everybody = [
        Known(id_.hex(), given or "", family or "", tuple(json.loads(former or "[]")), birth, codes.get(id_, ()), None, None, None)
        for id_, given, family, former, birth in rows
    ]
    found: Found = {}
    for one, other in combinations(everybody, 2):
        because = max((_typed(one, other), _typed(other, one)), key=lambda said: SCORES.get(said, 0.0))
        dated = all(len(each.birth_date or "") == 10 for each in (one, other))
        same = dated and one.birth_date == other.birth_date
        if because in (NAME, NAME_AND_BIRTH) and not same and all(len(name) < 2 for name in _names(one) & _names(other)):
            continue  # a name of one word says nothing in a list of everybody
        if because and (dated or because != SOUND_AND_BIRTH or _closeness(one, other) >= VERY_CLOSE):
            a, b = sorted((bytes.fromhex(one.id), bytes.fromhex(other.id)))
            found[a, b] = because
    return found


def _typed(known: Known, typed: Known) -> tuple[str, ...]:
    best: tuple[str, ...] = ()
    ways = ((known, typed.birth_date), (replace(known, birth_date=typed.birth_date), known.birth_date))  # whose date is the fuller one
    for (against, birth), family in product(ways, (typed.family_name, *typed.former_names)):
        said = judge(against, typed.given_names, family, birth, typed.codes)
        if said is not None:
            because = CODE if said.weight is Weight.CERTAIN else SAID[said.because[0].key]
            best = max(best, because, key=lambda each: SCORES.get(each, 0.0))
    return best


def _names(one: Known) -> set[tuple[str, ...]]:
    return {tuple(sorted(words(f"{one.given_names} {family}"))) for family in (one.family_name, *one.former_names)}


def _closeness(one: Known, other: Known) -> float:
    return max(close_names(typed.given_names, family, known.given_names, known.family_name, known.former_names)
               for known, typed in ((one, other), (other, one)) for family in (typed.family_name, *typed.former_names))  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_missed_and_nobody_is_invented(seed: int) -> None:
    rows, codes = people(random.Random(seed), 90)
    found = Pairing().pairs(rows, codes)
    assert found == each_with_each(rows, codes)
    assert set(found.values()) == set(SCORES)  # every reason there is was met


@pytest.mark.parametrize("seed", range(4))
def test_the_same_people_give_the_same_pairs_whatever_came_first(seed: int) -> None:
    chance = random.Random(seed)
    rows, codes = people(chance, 120)
    grown = Pairing()
    here: list[PersonRow] = []
    for _ in range(12):  # people come, go, and are written otherwise
        here = [row for row in here if chance.random() < 0.8]
        known = {row[0] for row in here}
        here += [row for row in chance.sample(rows, 45) if row[0] not in known]
        here = [(row[0], *chance.choice(rows)[1:]) if chance.random() < 0.05 else row for row in here]
        own = {row[0]: codes[row[0]] for row in here if row[0] in codes and chance.random() < 0.8}
        assert grown.pairs(here, own) == Pairing().pairs(chance.sample(here, len(here)), own)


def row(number: int, given: str, family: str, birth: str | None = None, *former: str) -> PersonRow:
    return number.to_bytes(16, "big"), given, family, json.dumps(former) if former else None, birth


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (row(1, "Žygimantas", "Šiaulytis", "1990-10-23"), row(2, "zygimantas", "SIAULYTIS", "1990-10-23"), NAME_AND_BIRTH),
        (row(1, "Rūta", "Ąžuolaitė", "1990-10-23"), row(2, "Ąžuolaitė", "Rūta", "1990-10-23"), NAME_AND_BIRTH),
        (row(1, "Rūta", "Petraitienė", "1990-10-23", "Kazlauskaitė"), row(2, "Ruta", "Kazlauskaite", "1990-10"), NAME_AND_BIRTH),
        (row(1, "Rūta", "Petraitienė", "1990-10-23"), row(2, "Rūta", "Petraitytė", "1990-10-23"), SOUND_AND_BIRTH),
        (row(1, "Ilze", "Bērziņa", "1990-10-23"), row(2, "Ilze", "Berzins", "1990-10-23"), SOUND_AND_BIRTH),
        (row(1, "Jonas", "Petraitis", "1990-10-23"), row(2, "Jnoas", "Petraitis", "1990-10-23"), SOUND_AND_BIRTH),  # two letters changed places
        (row(1, "Aleksandrs", "Ivanovs", "1980-02-03"), row(2, "Alexander", "Iwanow", "1980-02-03"), SOUND_AND_BIRTH),
        (row(1, "Jonas", "Petraitis", "1990-10-23"), row(2, "Jonas", "Petraitis", "1990-10-24"), NAME),  # a slip
        (row(1, "Jonas", "Petraitis", "1990-10-23"), row(2, "Jonas", "Petratis"), SOUND),
        (row(1, "Jonas", "Petraitis", "1990-10-23"), row(2, "Jonas", "Petraitis", "1971-02-03"), None),
        (row(1, "Jonas", "Petraitis"), row(2, "Jonas", "Jankauskas"), None),
        (row(1, "Amir", ""), row(2, "Amir", ""), None),
        (row(1, "Amir", "", "1990-10-23"), row(2, "Amir", "", "1990-10-23"), NAME_AND_BIRTH),
    ],
)
def test_what_speaks_for_two(one: PersonRow, other: PersonRow, because: tuple[str, ...] | None) -> None:
    assert Pairing().pairs([one, other], {}) == ({(one[0], other[0]): because} if because else {})


def test_an_old_code_alone_however_it_is_written() -> None:
    one, other = row(1, "Māris", "Demonstrējums"), row(2, "Visai", "Cits", "1990-10-23")
    assert Pairing().pairs([one, other], {one[0]: ("320000-00001", "190778-10002"), other[0]: ("19077810002",)}) == {(one[0], other[0]): CODE}


def test_a_name_that_many_bear_says_nothing_by_itself_but_with_a_birth_date_it_does() -> None:
    born = [None, *(f"{1950 + number}-{number * 5 % 12 + 1:02}-{number * 7 % 28 + 1:02}" for number in range(1, COMMON))]
    many = [row(number, "Jonas", "Kazlauskas", one) for number, one in enumerate(born)]
    assert len(Pairing().pairs(many, {})) == COMMON - 1  # who is not dated, with each of the others
    crowd = [*many, row(900, "Jonas", "Kazlauskas", many[5][4])]
    assert Pairing().pairs(crowd, {}) == {(many[5][0], crowd[-1][0]): NAME_AND_BIRTH}
    sounds = [row(number, "Jonas", "Kazlauskis" if number % 2 else "Kazlauskas", None) for number in range(COMMON + 1)]
    assert SOUND not in Pairing().pairs(sounds, {}).values()


def test_a_day_on_which_many_are_born_because_none_was_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "BORN_TOGETHER", 30)
    rows = [(*one[:4], "1970-01-01") for one in people(random.Random(5), 70)[0]]
    found, all_ = Pairing().pairs(rows, {}), each_with_each(rows, {})
    assert found.items() <= all_.items()
    missed = {pair: because for pair, because in all_.items() if pair not in found}
    assert set(missed.values()) <= {SOUND_AND_BIRTH}  # who is close, but with no word that begins alike
    assert len(missed) * 20 < len(found)
