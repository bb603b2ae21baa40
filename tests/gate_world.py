"""The day with a colleague in Šiauliai and a client who goes to live in Joniškis."""

from __future__ import annotations

from caseworker_desktop.records.lists import institution_id
from tests.day_world import PETRAS, DayWorld, name_id

SITE, MANTAS = name_id("site of Šiauliai"), name_id("Mantas")
JONISKIS, SIAULIAI = "LT-11", "LT-K-SIA"


def fill(world: DayWorld) -> None:
    """Load the colleague, the site, and where Petras will live."""
    world.load(
        {"record": "institution", "id": SITE, "code": "PAV-SIA", "country": "LT", "kind": "ngo_office", "name_lt": "Šiaulių padalinys (pavyzdys)",
         "place": "Šiauliai"},
        {"record": "staff", "id": MANTAS, "login": "mantas", "given_name": "Mantas", "family_name": "Menamas", "role": "U-SW",
         "sites": [SITE, institution_id(SIAULIAI)]},
        {"record": "staff", "id": name_id("Rasa"), "login": "rasa", "given_name": "Rasa", "family_name": "Pavyzdė", "role": "U-SW",
         "sites": [institution_id("LT-K-VIL")]},
        {"record": "person", "id": world.persons[PETRAS], "residence_after_release": JONISKIS},
    )
