import gettext
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from caseworker_desktop.kernel.errors import LineRefused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from installer.catalogues import CatalogueError, compile_language, compile_stale, is_stale

NUMBERS = (0, 1, 2, 9, 10, 11, 12, 19, 20, 21, 22, 101, 111, 112)
CLIENTS = {
    "lt": ("{count} klientas", "{count} klientai", "{count} klientų"),
    "lv": ("{count} klients", "{count} klienti", "{count} klientu"),
    "en": ("{count} client", "{count} clients"),
}


def write_area(i18n: Path, language: str, body: str, area: str = "sample") -> Path:
    path = i18n / language / f"{area}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(header + body, encoding="utf-8")
    return path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Resources with one counted and one plain key in each language."""
    for language, forms in CLIENTS.items():
        counted = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
        plain = 'msgid "sample.plain"\nmsgstr "{when} {what} {who}"\n'
        write_area(tmp_path / "i18n", language, f'msgid "sample.clients"\nmsgid_plural "sample.clients"\n{counted}\n{plain}')
        compile_language(tmp_path / "i18n", language)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("lt", "klientų klientas klientai klientai klientų klientų klientų klientų klientų klientas klientai klientas klientų klientų"),
        ("lv", "klientu klients klienti klienti klienti klienti klienti klienti klienti klients klienti klients klienti klienti"),
        ("en", "clients client clients clients clients clients clients clients clients clients clients clients clients clients"),
    ],
)
def test_each_number_takes_the_form_that_the_language_wants(sample, language, expected):
    texts = Texts(sample, language)
    said = [texts.say(message("sample.clients", count=number)) for number in NUMBERS]
    assert said == [f"{number} {word}" for number, word in zip(NUMBERS, expected.split(), strict=True)]


def test_a_count_is_written_with_the_language_s_groups_and_other_numbers_as_they_are(sample):
    assert Texts(sample, "lt").say(message("sample.clients", count=12345)) == "12\N{NO-BREAK SPACE}345 klientai"
    assert Texts(sample, "lt").say(message("sample.plain", when=2026, what=Decimal("2.5"), who=date(2026, 11, 2))) == "2026 2,5 2026-11-02"


def test_a_message_in_a_message_is_said_first(texts):
    refused = LineRefused(message("cancelled"), line=3, field="goal")
    assert texts.say(refused.message) == "3 eilutė, goal: Sustabdyta. Niekas nepakeista."


def test_several_messages_in_one_place_are_listed(sample):
    one, two = message("sample.clients", count=1), message("sample.clients", count=2)
    assert Texts(sample, "en").say(message("sample.plain", when="", what=(one, two), who="")).strip() == "1 client, 2 clients"


def test_braces_in_a_parameter_are_only_text(sample):
    assert Texts(sample, "en").say(message("sample.plain", when="{what}", what="{0.__class__}", who="")) == "{what} {0.__class__} "


def test_an_unknown_key_is_an_error_here_and_the_key_itself_before_a_user(resources):
    with pytest.raises(KeyError, match="no.such"):
        Texts(resources, "lt").say(message("no.such"))
    with pytest.raises(KeyError, match="no.such"):
        Texts(resources, "lt").say(message("no.such", count=2))
    with pytest.raises(KeyError):
        Texts(resources, "lt").say(message("refused.line"))
    lenient = Texts(resources, "lt", strict=False)
    assert lenient.say(message("no.such", count=2)) == "no.such"
    assert lenient.label("goal", "unheard_of") == "field.goal.unheard_of"
    assert lenient.say(message("refused.line")) == "{line} eilutė: {reason}"


@pytest.mark.parametrize(
    ("language", "value", "short", "long"),
    [
        ("lt", "2026-11-21", "2026-11-21", "2026 m. lapkričio 21 d."),
        ("lt", "2026-11", "2026-11", "2026 m. lapkritis"),
        ("lt", "2026", "2026", "2026 m."),
        ("lv", "2026-11-01", "01.11.2026.", "2026. gada 1. novembris"),
        ("lv", "2026-11", "11.2026.", "2026. gada novembris"),
        ("lv", "2026", "2026.", "2026. gads"),
        ("en", "2026-11-01", "1 Nov 2026", "1 November 2026"),
        ("en", "2026-11", "Nov 2026", "November 2026"),
        ("en", "2026", "2026", "2026"),
    ],
)
def test_dates_of_each_precision(texts_in, language, value, short, long):
    assert texts_in(language).date(value) == short
    assert texts_in(language).long_date(value) == long


def test_a_moment_is_shown_in_the_staff_s_zone(texts_in):
    late = "2026-12-31T22:30:00.000+00:00"
    assert (texts_in("lt").date(late), texts_in("lt").time(late)) == ("2027-01-01", "00:30")
    assert texts_in("lv").time("2026-07-01T11:20:00Z") == "14.20"
    assert texts_in("en").time("2026-07-01T11:20:00") == "11:20"
    assert texts_in("lt").month(late) == "2027 m. sausis"


@pytest.mark.parametrize("wrong", ["", "2026-13", "2026-02-30", "21.11.2026", "2026-1-1"])
def test_what_is_no_date_is_an_error(texts, wrong):
    with pytest.raises((ValueError, KeyError)):
        texts.date(wrong)


def test_numbers(texts_in):
    lt = texts_in("lt")
    assert [lt.number(v) for v in ("1234567.5", 12, "0.10")] == ["1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5", "12", "0,10"]
    assert lt.number("7.25", 1) == "7,2"
    assert texts_in("lv").number(Decimal("1234.5"), 2) == "1\N{NO-BREAK SPACE}234,50"
    assert texts_in("en").number(1234) == "1,234"


def test_a_term_falls_back_to_english_then_to_any(texts):
    assert texts.term({"lt": "Būstas", "en": "Housing"}) == "Būstas"
    assert texts.term({"lt": "", "en": "Housing"}) == "Housing"
    assert texts.term({"lv": "Mājoklis"}) == "Mājoklis"
    assert texts.term({}) == ""


def test_the_same_sources_give_the_same_bytes(sample):
    first = (sample / "i18n/compiled/lt.mo").read_bytes()
    assert compile_language(sample / "i18n", "lt").read_bytes() == first


def test_a_changed_a_new_and_a_removed_source_are_noticed(sample):
    i18n = sample / "i18n"
    assert compile_stale(i18n) == []
    extra = write_area(i18n, "lt", 'msgid "sample.more"\nmsgstr "dar"\n', "extra")
    assert is_stale(i18n, "lt")
    compile_stale(i18n)
    assert Texts(sample, "lt").say(message("sample.more")) == "dar"
    extra.unlink()
    assert compile_stale(i18n) == [i18n / "compiled" / "lt.mo"]
    with pytest.raises(KeyError):
        Texts(sample, "lt").say(message("sample.more"))


@pytest.mark.parametrize(
    ("language", "body", "told"),
    [
        ("lt", 'msgid "a.b"\nmsgstr "x"\n\nmsgid "a.b"\nmsgstr "y"\n', "twice"),
        ("lt", 'msgid "a.b"\nmsgid_plural "a.c"\nmsgstr[0] "x"\n', "same key"),
        ("lt", 'msgid "sample.plain"\nmsgstr "x"\n', "stands in bad.po and in sample.po"),
        ("lt", "msgid a.b\n", "bad.po"),
    ],
)
def test_a_source_that_contradicts_itself_is_refused(sample, language, body, told):
    write_area(sample / "i18n", language, body, "bad")
    with pytest.raises(CatalogueError, match=told):
        compile_language(sample / "i18n", language)


def test_a_source_of_another_language_is_refused(sample):
    path = write_area(sample / "i18n", "lv", 'msgid "a.b"\nmsgstr "x"\n', "bad")
    path.rename(sample / "i18n" / "lt" / "bad.po")
    with pytest.raises(CatalogueError, match="Language: lt"):
        compile_language(sample / "i18n", "lt")


def test_without_catalogues_the_program_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        Texts(tmp_path, "lt")


def test_texts_are_read_by_the_standard_library_alone(sample):
    with (sample / "i18n/compiled/lv.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).ngettext("sample.clients", "sample.clients", 0) == "{count} klientu"
