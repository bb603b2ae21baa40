"""Invented words and texts: as many different ones, and as unevenly used, as people use in notes; the same for the same seed."""

from __future__ import annotations

import random
from itertools import accumulate

WORDS = 20_000
_ONSETS = "b d g j k l m n p r s š t v z ž br dr gr kl kr pl pr sk sl sm sn sp st str sv šl tr".split()
_VOWELS = "a ą e ę ė i į y o u ų ū ai au ei ie uo".split()
_CODAS = ["", "", "", *"s n r l m t k š".split()]
_ENDINGS = "as is ys us a ė e ų ai iai os ės ti a o ia inti auti ėjo ama".split()


def vocabulary(seed: int, count: int = WORDS) -> list[str]:
    """Return different words that sound Lithuanian and mean nothing."""
    chance = random.Random(seed)
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = chance.choices((1, 2, 3), (3, 5, 2))[0]
        stem = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(syllables))
        words[stem + chance.choice(_ENDINGS)] = None
    return list(words)


class Invention:
    """Draws words by Zipf's law, as natural texts do."""

    def __init__(self, seed: int) -> None:
        self.words = vocabulary(seed)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def text(self, chance: random.Random, words: int) -> str:
        """Return sentences of about so many words."""
        drawn = chance.choices(self.words, cum_weights=self._weights, k=words)
        sentences = [drawn[at : at + 11] for at in range(0, len(drawn), 11)]
        return " ".join(" ".join(one).capitalize() + "." for one in sentences)

    def name(self, chance: random.Random) -> str:
        """Return a name that nobody bears."""
        return chance.choice(self.words).capitalize()
