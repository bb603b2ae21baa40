from pathlib import Path

from installer.catalogue_check import findings, places
from installer.catalogues import LANGUAGES, sources
from tests.unit.test_texts import write_area

ROOT = Path(__file__).resolve().parents[2]


def test_the_three_languages_and_the_code_agree():
    assert findings(ROOT) == []


def test_every_language_has_the_same_areas():
    areas = {language: [path.name for path in sources(ROOT / "resources/i18n", language)] for language in LANGUAGES}
    assert areas["lt"] == areas["lv"] == areas["en"]
    assert "core.po" in areas["lt"]


def project(tmp_path: Path, code: str, **languages: str) -> Path:
    """Return a small checkout with one area and one module."""
    for language in LANGUAGES:
        write_area(tmp_path / "resources/i18n", language, languages.get(language, languages.get("every", "")))
    (tmp_path / "src/caseworker_desktop").mkdir(parents=True)
    (tmp_path / "src/caseworker_desktop/room.py").write_text(code, encoding="utf-8")
    return tmp_path


def test_a_key_that_one_language_lacks(tmp_path):
    root = project(tmp_path, 'message("a.b")', every='msgid "a.b"\nmsgstr "x"\n', lv='msgid "a.c"\nmsgstr "x"\n')
    assert "lv/sample.po: a.b is missing" in findings(root)
    assert "lt/sample.po: a.c is missing" in findings(root)


def test_a_place_that_one_language_lacks(tmp_path):
    root = project(tmp_path, 'message("a.b", who=1)', every='msgid "a.b"\nmsgstr "{who}"\n', lv='msgid "a.b"\nmsgstr "kas"\n')
    assert findings(root) == ["sample.po: a.b has other places in lt ['who'], lv [], en ['who']"]


def test_what_is_empty_fuzzy_or_short_of_a_form(tmp_path):
    counted = 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'
    root = project(tmp_path, 'message("a.b", count=1)', lt=counted + 'msgstr[2] ""\n', lv="#, fuzzy\n" + counted + 'msgstr[2] "z"\n', en=counted)
    assert findings(root) == ["lt/sample.po: a.b is empty", "lv/sample.po: a.b is fuzzy"]


def test_a_key_without_words_a_key_never_said_and_a_parameter_forgotten(tmp_path):
    code = 'raise Refused(message("a.unheard"))\nmessage("a.told")\nmessage("a.told", **more)\nMessage("a.told", {"who": 1})\n'
    root = project(tmp_path, code, every='msgid "a.told"\nmsgstr "{who}"\n\nmsgid "a.idle"\nmsgstr "x"\n')
    assert findings(root) == [
        "room.py:1: no language says a.unheard",
        "room.py:2: a.told is said without who",
        "sample.po: a.idle is said nowhere",
    ]


def test_a_choice_between_two_keys_and_a_key_put_together_count_as_said(tmp_path):
    code = 'message("a.one" if x else "a.two")\ntexts.say(message(f"b.{n}"))\n'
    root = project(tmp_path, code, every="".join(f'msgid "{key}"\nmsgstr "x"\n\n' for key in ("a.one", "a.two", "b.1")))
    assert findings(root) == []


def test_a_key_handed_on_is_looked_up_and_what_only_looks_like_a_key_is_not(tmp_path):
    code = 'refuse("a.unheard")\nstore("b.record")\n@record("x", subject="a.case.person")\nclass X: ...\nx.startswith("a.to")\nmessage("a.told")\n'
    root = project(tmp_path, code, every='msgid "a.told"\nmsgstr "x"\n')
    assert findings(root) == ["room.py:1: no language says a.unheard"]


def test_places_are_plain_names():
    assert places("{a} ir {b}, {{ne}}") == {"a", "b"}


def test_a_place_that_reaches_into_an_object_is_found(tmp_path):
    root = project(tmp_path, 'message("a.b", who=1)', every='msgid "a.b"\nmsgstr "{who.secret}"\n')
    assert "lt/sample.po: a.b: place {who.secret} is no plain name" in findings(root)
