"""What a client shares with a mentor, and why a job may suit somebody: reasons for the eye, never a choice."""

import itertools

import pytest

from caseworker_desktop.records.mentor.ground import Profile, Scale, shared
from caseworker_desktop.records.work.fit import Job, Seeker, fit


def test_nothing_in_common_weighs_nothing():
    ground = shared(Profile(frozenset({"debts"}), ("šachmatai",)), Profile(frozenset({"prison"}), ("sodas",)))
    assert (ground.lived, ground.interests, ground.languages, ground.places, ground.weight) == ((), (), (), (), 0)


def test_who_recovered_knows_addiction_and_not_the_other_way_round():
    assert shared(Profile(frozenset({"addiction"})), Profile(frozenset({"recovery"}))).lived == ("recovery",)
    assert shared(Profile(frozenset({"recovery"})), Profile(frozenset({"addiction"}))).lived == ("addiction",)


@pytest.mark.parametrize(("client", "mentor", "alike"), [
    ("Žvejoti", "žvejyba", True), ("knygos ir teatras", "Knyga", True), ("krepšinis", "krepšys", True), ("kompiuteriai", "komanda", False),
    ("sodas", "sodininkystė", False), ("it", "it", False), ("dviračių remontas", "remontuoja dviračius", True),
])
def test_words_are_alike_by_their_stem(client: str, mentor: str, alike: bool):
    assert (shared(Profile(interests=(client,)), Profile(interests=(mentor,))).interests == (mentor,)) is alike


def test_a_common_language_and_place_count_once_each():
    both = Profile(languages=frozenset({"lt", "ru"}), places=frozenset({"LT-02"}))
    assert shared(both, both).weight == 2


def test_what_many_share_weighs_as_much_as_each_compared_alone():
    client = Profile(frozenset({"addiction", "debts"}), ("žvejoti", "knygos ir teatras"), frozenset({"lt", "ru"}), frozenset({"LT-02"}))
    scale = Scale(client)
    for lived, interests, languages, place in itertools.product(
        ((), ("recovery",), ("debts", "recovery", "prison")), ((), ("žvejyba",), ("Knyga", "žvejyba", "sodas", "žvejyba")),
        ((), ("lv",), ("lt", "ru")), (None, "LT-02", "LT-13"),
    ):
        mentor = Profile(frozenset(lived), interests, frozenset(languages), frozenset((place,)) if place else frozenset())
        assert scale.weigh(lived, interests, languages, place) == shared(client, mentor).weight


def seeker(**told: object) -> Seeker:
    return Seeker(**({"person": "p", "name": "", "case": None, "number": None, "skills": ""} | told))  # type: ignore[arg-type]  # a test names its fields


@pytest.mark.parametrize(("told", "codes"), [
    ({}, []),
    ({"skills": "8 metai suvirintoju"}, [("trade", True)]),
    ({"skills": "dirbau pagalbiniu darbininku"}, []),  # words that tell of no trade
    ({"places": frozenset({"LT-02"})}, [("place", True)]),
    ({"places": frozenset({"LT-13"})}, [("far", False)]),
    ({"needs": frozenset({"N-WSK"})}, [("wants_work", True)]),
    ({"readiness": "action"}, [("ready", True)]),
    ({"readiness": "precontemplation"}, [("not_ready", False)]),
    ({"inside": True, "release_in": 60}, [("soon", True)]),
    ({"inside": True, "release_in": 61}, [("inside_long", False)]),
    ({"inside": True}, [("inside_long", False)]),
    ({"rated": {"skills": 7, "motivation": 7}}, [("rated", True)]),
    ({"rated": {"skills": 6, "motivation": 7}}, [("rated_low", False)]),
    ({"placed": True, "works": True}, [("placed", False), ("works", False)]),
])
def test_each_reason_for_and_against(told: dict[str, object], codes: list[tuple[str, bool]]):
    found = fit(seeker(**told), Job("Suvirintojas pagalbinis darbuotojas", "LT-02", ""))
    assert [(one.code, one.speaks_for) for one in found.reasons] == codes


def test_a_trade_weighs_more_than_a_place():
    job = Job("Suvirintojas", "LT-02", "")
    assert fit(seeker(skills="suvirintojas"), job).weight > fit(seeker(places=frozenset({"LT-02"})), job).weight
