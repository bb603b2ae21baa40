"""What a client and a mentor have in common: shown to the person who chooses, and never a choice itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from caseworker_desktop.kernel.folding import fold

#: What the records of a client tell of what they have been through: legal status, and the domain of a need.
OF_STATUS: Mapping[str, str] = {
    "remand": "prison", "serving": "prison", "conditional_release": "prison", "released": "prison", "probation": "probation",
}
OF_NEED: Mapping[str, str] = {
    "N-ALC": "addiction", "N-DRU": "addiction", "N-GAM": "addiction", "N-DEB": "debts", "N-EMP": "unemployment", "N-PAR": "parenthood",
    "N-SPI": "faith",
}
#: Experiences that mean each other: who recovers has been addicted.
_NEAR = {"recovery": "addiction"}
#: Words are alike when they begin with so many of the same letters, at least, and with this share of the shorter one: endings are declined.
_STEM, _SHARE = 4, 0.6


@dataclass(frozen=True, slots=True)
class Profile:
    """One side. `lived`: codes of lived_experience; `languages`, `places` (municipalities): codes; `interests` in own words."""

    lived: frozenset[str] = frozenset()
    interests: tuple[str, ...] = ()
    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is shared: codes of the mentor's experiences, the mentor's interests in their words, languages, municipalities."""

    lived: tuple[str, ...]
    interests: tuple[str, ...]
    languages: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How many things are shared; a common language and place count once each, for they make meeting possible, not understanding."""
        return len(self.lived) + len(self.interests) + bool(self.languages) + bool(self.places)


def shared(client: Profile, mentor: Profile) -> Ground:
    """Return what both have in common, in a fixed order."""
    told = client.lived | {_NEAR.get(one, one) for one in client.lived}
    lived = sorted(one for one in mentor.lived if one in told or _NEAR.get(one) in told)
    words = [word for interest in client.interests for word in _words(interest)]
    interests = tuple(one for one in mentor.interests if any(_alike(word, other) for word in _words(one) for other in words))
    return Ground(tuple(lived), interests, tuple(sorted(client.languages & mentor.languages)), tuple(sorted(client.places & mentor.places)))


class Scale:
    """Weighs many mentors against one client: what several of them tell alike is compared once."""

    def __init__(self, client: Profile) -> None:
        self._client = client
        self._parts: dict[tuple[str, tuple[str, ...]], int] = {}

    def weigh(self, lived: tuple[str, ...], interests: tuple[str, ...], languages: tuple[str, ...], place: str | None) -> int:
        """Return the weight of the ground that is shared with a mentor of these experiences, interests, languages and this municipality."""
        places = (place,) if place else ()
        return (self._part("lived", lived) + sum(self._part("interests", (one,)) for one in interests)
                + self._part("languages", languages) + self._part("places", places))

    def _part(self, field: str, told: tuple[str, ...]) -> int:
        """Return what one part of the ground weighs: a ground weighs as much as its parts."""
        if (found := self._parts.get((field, told))) is None:
            mentor = Profile(interests=told) if field == "interests" else Profile(**{field: frozenset(told)})  # type: ignore[arg-type]  # sets, but for interests
            found = self._parts[field, told] = shared(self._client, mentor).weight
        return found


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of an interest; many share theirs, and each is compared with every client's."""
    return tuple(word for word in fold(text).split() if len(word) > 2)


def _alike(one: str, other: str) -> bool:
    stem = max(_STEM, int(min(len(one), len(other)) * _SHARE))
    return one == other or (len(one) >= stem and one[:stem] == other[:stem])
