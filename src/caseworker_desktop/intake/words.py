"""The words by which headings in Lithuanian, Latvian and English say what a column holds.

Each entry is (field, weight, pattern): the pattern is searched in the folded heading; of several columns for a field the heaviest wins.
A weight of 3 and more marks words that hardly any other register has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("participants", "consultations", "attendance", "partners", "mentors", "employers")


@dataclass(frozen=True, slots=True)
class Word:
    """A field and the words that a heading names it by."""

    field: str
    weight: int
    pattern: re.Pattern[str]


def _words(*entries: tuple[str, int, str]) -> tuple[Word, ...]:
    return tuple(Word(field, weight, re.compile(pattern)) for field, weight, pattern in entries)


_NUMBER = ("number", 1, r"^(?:eil\w*\.? ?)?nr\.?(?: ?p\.? ?k\.?)?$|^n\.? ?p\.? ?k\.?$|^no\.?$|^#$|^eil\. ?nr|^nr\.? ?p|^numeris$|^numurs$")
_NOTE = ("note", 1, r"pastab|piezim|komentar|^notes?$|remark|papildom")
_PHONE = ("phone", 2, r"\btel\b|telef|\bmob|talr|phone")
_EMAIL = ("email", 2, r"pastas|e-?pasts|mail|\bel\. ?p")
_ADDRESS = ("address", 1, r"adres|address|gyven\w* viet|dzivesviet")
_NAMES = (
    ("name", 2, r"pavard\w*.{0,4}\bvard|\bvard\w*.{0,4}pavard|\bvard\w*.{0,6}uzvard|uzvard\w*.{0,6}\bvard"),
    ("name", 2, r"^v(?:ard)?\.?,? ?(?:ir )?pavard|^pavard\w*,? ?v\.?$|^v\.,? ?uzv|^uzvards,? ?v\.?$"),
    ("name", 2, r"full name|first.*last.*name|name.{0,5}surname|surname.{0,5}name"),
    ("name", 1, r"^dalyv\w*(?: ?\(.*\))?$|^asmuo$|^asmens$|^klient\w*|^nuteist\w*$|^persona$|^dalibniek\w*|^name$|^person$|^participant|^pavarde/"),
    ("given", 2, r"^vard(?:as|ai|s|i)$|first name|given name|forename"),
    ("family", 2, r"^pavarde$|^uzvards$|surname|last name|family name"),
)
_CODE = ("code", 2, r"asm\w*\.? ?(?:kod|k\.)|^a\. ?k\.?$|^ak$|person\w* ?kod|^p\. ?k\.?$|^pk$|personal (?:code|id|number)|^kodas$|^kods$")
_BIRTH = ("birth_date", 2, r"\bgim\w*|dzim\w*|birth|\bdob\b|^gimimo")
_RETURNED = ("returned", 1, r"kodel nepriimta|kapec nav pienemts|why refused")

WORDS: Mapping[str, tuple[Word, ...]] = {
    "participants": _words(
        _NUMBER, *_NAMES, _CODE, _BIRTH, _PHONE, _EMAIL, _ADDRESS, _NOTE, _RETURNED,
        ("institution", 2, r"kalejim|istaig|pataisos|kolonij|cietum|ieslodz|iestad|\bikal|bausmes atl|prison|institution|facility|\bivk\b"),
        ("institution", 1, r"^vieta$|^place$"),
        ("entry_on", 3, r"nuo kada|dalyvauja nuo|isitrauk|itrauk|iesaist|\bistoj|iestoj|iestaj|entered|entry|enrol"),
        ("entry_on", 2, r"prad(?:zia|ejo|zios)|\bpradet|ieraks|sakum|uzsak|\bsac|start|^from$|^nuo\b|^no$|^date$|^data$"),
        ("exit_on", 2, r"iki kada|pabaig|baige|^iki$|\blidz\b|beig|^to$|\bexit|\bend(?:ed)?\b|isstoj|isejim|isejo|baigim|izstaj"),
        ("job_on", 3, r"isidarbin|idarbin|nodarbinat|iekartoj|employ|\bjob (?:date|start|from)|darba (?:pradz|uzs)|darbas nuo|stradaja no"),
        ("first_ever", 3, r"pirm\w* (?:\w+ )?darb|first (?:official )?job|first ever|pirm\w* kart|pirmo reizi"),
        ("consultations", 2, r"konsult|consult|susitikim\w* sk"),
        ("status", 2, r"statusas|statuss|status|busena|isejimo|priezastis"),
        ("sex", 1, r"^lytis$|^dzimums$|^sex$|^gender$"),
        ("municipality", 2, r"savivaldyb|pasvaldib|municipal"),
    ),
    "consultations": _words(
        _NUMBER, _NOTE, _RETURNED,
        ("date", 2, r"^data$|^diena$|^datums$|^date$|^day$|konsult\w* data|\bdata\b"),
        ("time", 2, r"laikas|laiks|^time$|valanda|plkst|pradzia"),
        ("until", 2, r"pabaig|beig|^iki$|^lidz$|^end|until|baige"),
        ("specialist", 3, r"specialist|konsultant|darbuotoj|darbiniek|psichologas|kas konsultavo|worker|staff"),
        ("clients", 2, r"dalyv|klient|nuteist|dalibniek|vardas|vards|client|participant|asmuo"),
        ("service", 3, r"paslaug|pakalpoj|service|\btema\b|konsultacijos? (?:rusis|tipas)|\brusis\b|veikl"),
        ("minutes", 4, r"trukm|ilgum|minut|\bmin\b|durat|valand\w* sk|laiko"),
        ("place", 1, r"^vieta|place|kalejim|istaig|kur\b"),
    ),
    "attendance": _words(
        _NUMBER, *_NAMES, _CODE, _NOTE, _RETURNED,
        ("total", 1, r"^(?:is )?viso|^kopa|^total|^suma|^lanke"),
    ),
    "partners": _words(
        _NUMBER, _PHONE, _EMAIL, _ADDRESS, _NOTE, _RETURNED,
        ("name", 3, r"pavadinim|nosaukum|organizacij|organisation|organization|partneri|^imone$|istaigos pav"),
        ("name", 1, r"^name$|^istaiga$"),
        ("legal_code", 4, r"im(?:on\w*)?\.? ?kod|juridin\w* asm\w*\.? kod|reg\w*\.? ?(?:nr|numur|kod)|org\w*\.? kod|company code|legal code|^kodas$"),
        ("type", 2, r"^tipas|^tips|teisine forma|\bforma\b|^type|rusis|juridiska forma"),
        ("municipality", 2, r"savivaldyb|pasvaldib|municipal|rajonas|novads|miestas"),
        ("services", 2, r"paslaug|pakalpoj|service|veikla|pagalb"),
        ("contact", 2, r"kontakt\w* asm|kontaktperson|atsaking|contact person|vadov|^kontaktas"),
        ("contacts", 2, r"^kontaktai|^kontakti|^contacts?$|kontaktin\w* (?:duom|inform)"),
        ("since", 3, r"bendradarb|sadarb|partneris nuo|cooperat|since|^nuo"),
        ("verified", 3, r"patikrint|tikrint|parbaud|verified|checked|atnaujint"),
        ("web", 1, r"svetain|majas ?lap|web|www"),
    ),
    "mentors": _words(
        _NUMBER, *_NAMES, _CODE, _BIRTH, _PHONE, _EMAIL, _ADDRESS, _NOTE, _RETURNED,
        ("trained_on", 5, r"apmac|apmok|mokym\w*|trained|training"),
        ("refresher_on", 4, r"atkartot|pakartot|kartoti|refresh|repeat"),
        ("status", 2, r"statuss|statusas|status|busena"),
        ("agreement_on", 2, r"ligum|sutart|agreement"),
    ),
    "employers": _words(
        _NUMBER, _NOTE, _RETURNED,
        ("employer", 4, r"darbdav|darba dev|employer|^imone"),
        ("job", 2, r"^darbas|pareig|darbo pobud|profesij|amats|^darbs|position|^job"),
        ("places", 3, r"vietu|vietos sk|vietas|\bplaces|vacanc"),
        ("person", 2, r"dalyv|dalibniek|asmuo|darbuotoj|participant|vardas|vards|klient"),
        ("from", 2, r"^nuo|pradz|^no\b|sakum|from|start"),
        ("to", 2, r"^iki|trukm|pabaig|lidz|ilgum|^to\b|until|end"),
        ("hours_week", 3, r"val\.? ?/ ?sav|val\w*\.? per sav|savaite|hours|stundas|etat|\bkruvis|slodze"),
        ("ratings", 4, r"pries.{0,6}po|motyvacij|motivacij|vertinim|before.{0,6}after|pirms.{0,6}pec"),
    ),
}

#: Fields without which a heading row is no heading of that kind: one of each group must be there.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "participants": (("name", "family"),),
    "consultations": (("clients",), ("date", "minutes")),
    "attendance": (("name", "family"),),
    "partners": (("name",),),
    "mentors": (("name", "family"), ("trained_on",)),
    "employers": (("employer",),),
}
#: Fields that must be understood somewhere, for the guess of a kind to be worth anything (their words' weights add up).
ENOUGH = 5
