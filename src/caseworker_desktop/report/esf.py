"""The common indicators of the European Social Fund: EECO and EECR of 2021–2027 (Regulation (EU) 2021/1057, annex I), CO and CR of 2014–2020
(Regulation (EU) 1304/2013, annex I).

Who comes back is the same participant: what was so at entry is told by the first participation, what was so at leaving by the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum

from caseworker_desktop.report.choosing import Participant
from caseworker_desktop.report.periods import ages, months_later
from caseworker_desktop.report.rows import Project
from caseworker_desktop.report.tally import Tally, counted

#: Work that was looked for longer than so many months makes the long-term unemployed; below 25 years of age the lesser number.
LONG_MONTHS, LONG_MONTHS_YOUNG, YOUNG = 12, 6, 25
SIX_MONTHS = 6
_ENTITIES = {"EECO18": ("state", "municipality"), "EECO19": ("company",), "CO23": ("company",)}


class Said(Enum):
    """An answer: unknown and refused are neither yes nor no."""

    YES, NO, UNKNOWN, REFUSED = "yes", "no", "unknown", "refused"


Test = Callable[[Participant], Said]


def _told(participant: Participant, field: str) -> Said:
    """Return what a participation says: of the questions at entry the first one's, of those at leaving the last one's."""
    entry = participant.entries[0 if field.startswith("entry_") else -1]
    return Said(entry.told.get(field) or "unknown")


def asks(field: str) -> Test:
    """Return the test of one question."""
    return lambda participant: _told(participant, field)


def all_of(*tests: Test) -> Test:
    """Return a test that says yes where all do, no where one does, else that it is not known (refused, when that is all that is missing)."""

    def test(participant: Participant) -> Said:
        said = [one(participant) for one in tests]
        if Said.NO in said:
            return Said.NO
        return next((one for one in (Said.UNKNOWN, Said.REFUSED) if one in said), Said.YES)

    return test


def negated(test: Test) -> Test:
    """Return the opposite of a test; what is not known stays so."""
    turned = {Said.YES: Said.NO, Said.NO: Said.YES}

    def opposite(participant: Participant) -> Said:
        said = test(participant)
        return turned.get(said, said)

    return opposite


def any_of(*tests: Test) -> Test:
    """Return a test that says yes where one does, no where all do."""
    return negated(all_of(*(negated(one) for one in tests)))


def labour(*statuses: str) -> Test:
    """Return the test of the labour status at entry."""

    def test(participant: Participant) -> Said:
        told = participant.entries[0].told.get("entry_labour_status")
        if told in (None, "unknown", "refused"):
            return Said.REFUSED if told == "refused" else Said.UNKNOWN
        return Said.YES if told in statuses else Said.NO

    return test


def education(*levels: str) -> Test:
    """Return the test of the highest schooling at entry (ISCED)."""

    def test(participant: Participant) -> Said:
        told = participant.entries[0].told.get("entry_education")
        if told in (None, "unknown", "refused"):
            return Said.REFUSED if told == "refused" else Said.UNKNOWN
        return Said.YES if told in levels else Said.NO

    return test


def aged(low: int, high: int) -> Test:
    """Return the test of the age at entry, both ends counted; a year of birth alone may leave it open."""

    def test(participant: Participant) -> Said:
        birth = participant.person.birth
        if birth is None:
            return Said.UNKNOWN
        least, most = ages(birth, participant.entered)
        if low <= least and most <= high:
            return Said.YES
        return Said.NO if most < low or least > high else Said.UNKNOWN

    return test


def _long_unemployed(participant: Participant) -> Said:
    """Told as such, or unemployed and registered longer than the months of the age group."""
    told = labour("long_term_unemployed")(participant)
    since = participant.entries[0].told.get("entry_registered_since")
    if told is not Said.NO or since is None or participant.entries[0].told.get("entry_labour_status") != "unemployed":
        return told
    young = aged(0, YOUNG - 1)(participant)
    long = {number: months_later(str(since), number) < participant.entered for number in (LONG_MONTHS, LONG_MONTHS_YOUNG)}
    if young is Said.UNKNOWN:
        return Said.YES if long[LONG_MONTHS] else Said.UNKNOWN if long[LONG_MONTHS_YOUNG] else Said.NO
    return Said.YES if long[LONG_MONTHS_YOUNG if young is Said.YES else LONG_MONTHS] else Said.NO


def _rural(participant: Participant) -> Said:
    told = _told(participant, "entry_rural")
    rural = participant.person.rural
    return told if told is not Said.UNKNOWN or rural is None else Said.YES if rural else Said.NO


def _everybody(_: Participant) -> Said:
    return Said.YES


def left(after: int, day: str) -> Test:
    """Return the test whether the participant has left for good, `after` months or longer before the day."""

    def test(participant: Participant) -> Said:
        gone = participant.entries[-1].left
        return Said.YES if gone is not None and months_later(gone, after) <= day else Said.NO

    return test


def tests(day: str) -> Mapping[str, Test]:
    """Return the test of each indicator that counts persons, as of a day."""
    unemployed = labour("unemployed", "long_term_unemployed")
    inactive, employed = labour("inactive"), labour("employed", "self_employed")
    idle = all_of(inactive, negated(asks("entry_in_education")))
    no_work = labour("unemployed", "long_term_unemployed", "inactive")
    homeless, disabled = asks("entry_homeless"), asks("entry_disability")
    foreign = any_of(asks("entry_third_country"), asks("entry_foreign_background"), asks("entry_minority"))
    disadvantaged = any_of(foreign, disabled, asks("entry_other_disadvantage"))
    old = aged(55, 200)
    out, half_year = left(0, day), left(SIX_MONTHS, day)
    seeking = all_of(out, inactive, asks("exit_job_search"))
    learning = all_of(out, negated(asks("entry_in_education")), asks("exit_education"))
    qualified = all_of(out, asks("exit_qualification"))
    working = all_of(out, no_work, asks("exit_employment"))
    still = all_of(half_year, no_work, asks("six_month_employment"))
    improved = all_of(half_year, employed, asks("six_month_improved"))
    return {
        "EECO01": _everybody, "EECO02": unemployed, "EECO03": _long_unemployed, "EECO04": inactive, "EECO05": employed,
        "EECO06": aged(0, 17), "EECO07": aged(18, 29), "EECO08": old,
        "EECO09": education("0", "1", "2"), "EECO10": education("3", "4"), "EECO11": education("5", "6", "7", "8"),
        "EECO12": disabled, "EECO13": asks("entry_third_country"), "EECO14": asks("entry_foreign_background"), "EECO15": asks("entry_minority"),
        "EECO16": homeless, "EECO17": _rural,
        "EECR01": seeking, "EECR02": learning, "EECR03": qualified, "EECR04": working, "EECR05": still, "EECR06": improved,
        "CO01": unemployed, "CO02": _long_unemployed, "CO03": inactive, "CO04": idle, "CO05": employed,
        "CO06": aged(0, YOUNG - 1), "CO07": old, "CO08": all_of(old, any_of(unemployed, idle)),
        "CO09": education("1", "2"), "CO10": education("3", "4"), "CO11": education("5", "6", "7", "8"),
        "CO15": foreign, "CO16": disabled, "CO17": asks("entry_other_disadvantage"), "CO18": homeless, "CO19": _rural,
        "CR01": seeking, "CR02": learning, "CR03": qualified, "CR04": working,
        "CR05": all_of(disadvantaged, any_of(seeking, learning, qualified, working)),
        "CR06": still, "CR07": improved, "CR08": all_of(old, still), "CR09": all_of(disadvantaged, still),
    }


def esf(code: str, among: Mapping[str, Participant], day: str, project: Project, supported: Callable[[], Mapping[str, str]]) -> Tally:
    """Return a common indicator as of a day; an unknown code has no value. `supported` gives the kinds of the partners the project supports.

    Of entities: EECO18 counts public bodies, EECO19 and CO23 companies among those partners; CO20 to CO22 count the project itself, begun by the
    day: CO20 when our organisation, itself an NGO, carries it, CO21 when women, CO22 when specialists of institutions are a target group.
    """
    kinds = _ENTITIES.get(code)
    if kinds is not None:
        return counted(sum(kind in kinds for kind in supported().values()))
    if code in ("CO20", "CO21", "CO22"):
        begun = project.begins is not None and project.begins <= day
        groups = project.target_groups
        meant = {"CO20": project.role in ("owner", "partner"), "CO21": "women" in groups, "CO22": "specialists" in groups}
        return counted(int(begun and meant[code]))
    test = tests(day).get(code)
    if test is None:
        return Tally(None, detail={"unknown_code": code})
    said = {id_: test(participant) for id_, participant in among.items()}
    yes = [id_ for id_, one in said.items() if one is Said.YES]
    refused, unknown = ([id_ for id_, one in said.items() if one is which] for which in (Said.REFUSED, Said.UNKNOWN))
    tally = counted(len(yes), persons=yes, unknown=len(refused) + len(unknown), refused=len(refused))
    no = [id_ for id_, one in said.items() if one is Said.NO]
    return replace(tally, answers={"no": tuple(sorted(no)), "unknown": tuple(sorted(unknown)), "refused": tuple(sorted(refused))})
