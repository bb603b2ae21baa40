"""Who works here: added, given another role, ended; who unlocks this computer; a forgotten passphrase. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.model import CHOICE, PASSPHRASES, SEVERAL, Answer, Ask, AskField, Head, Row, Values
from caseworker_desktop.ui.administration.places import role_options, site_options
from caseworker_desktop.ui.widgets.side_sheet import Sheet
from caseworker_desktop.usecases.desk import Desk


class Staff:
    """The presenter. The office's administrator changes people; on a laptop only who unlocks it can be changed."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._admin = desk.worker.has_role("U-ADM")
        self._runs = self._admin and desk.worker.office
        say = texts.say
        self.title = say(message("ui_admin.staff"))
        self.about = say(message("ui_admin.staff_text") if desk.worker.office else message("ui_admin.staff_here"))
        self.nothing = ("people", say(message("ui_admin.nobody")), "")

    def heads(self) -> Sequence[Head]:
        """Return the columns."""
        say = self._texts.say
        return (
            Head(say(message("ui_admin.name")), stretch=True),
            Head(say(message("ui_admin.login")), 150),
            Head(say(message("ui_admin.role")), 204),
            Head(say(message("ui_admin.unlocks")), 130),
        )

    def buttons(self) -> Sequence[tuple[str, str, str]]:
        """Return the buttons above the table."""
        if not self._runs:
            return ()
        say = self._texts.say
        return (("halves", say(message("ui_admin.open_older")), "key"), ("add", say(message("ui_admin.staff_add")), "plus"))

    def rows(self) -> Sequence[Row]:
        """Return everybody, those who left last."""
        unlocking, day = self._desk.access.unlocking(), self._today()
        found = sorted(self._desk.access.staff(), key=lambda one: (not self._active(one, day), self._texts.sort_key(_name(one))))
        return [self._row(one, str(one["login"]) in unlocking, day) for one in found]

    def sheet(self, key: str) -> Sheet | None:
        """Return what is known of a staff member."""
        one = next((each for each in self._desk.access.staff() if each["id"] == key), None)
        if one is None:
            return None
        say, login, day = self._texts.say, str(one["login"]), self._today()
        here, active = login in self._desk.access.unlocking(), self._active(one, day)
        names = dict(site_options(self._desk, self._texts, self._codes(one)))
        extra = ", ".join(self._role(code) for code in one.get("roles_extra") or ())
        facts = [
            (say(message("ui_admin.login")), login),
            (say(message("ui_admin.role")), self._role(str(one["role"]))),
            (say(message("ui_admin.roles_extra")), extra or "–"),
            (say(message("ui_admin.sites")), ", ".join(names.get(code, code) for code in self._codes(one)) or "–"),
            (say(message("ui_admin.since")), self._texts.date(one["active_from"]) if one.get("active_from") else "–"),
        ]
        if one.get("active_to"):
            facts.append((say(message("ui_admin.until")), self._texts.date(one["active_to"])))
        mark = (say(message("ui_admin.working")), "green", "check") if active else (say(message("ui_admin.left")), "grey", "x")
        acts: list[tuple[str, str]] = []
        mine = one["id"] == self._desk.worker.staff
        if active and not here:
            acts.append((say(message("ui_admin.slot_add")), f"slot:{login}"))
        if here and not mine:
            acts.append((say(message("ui_admin.slot_remove")), f"unslot:{login}"))
        if self._admin and here and not mine:
            acts.append((say(message("ui_admin.reset")), f"reset:{login}"))
        if self._runs and active:
            acts.append((say(message("ui_admin.role_change")), f"role:{login}"))
            if not mine:
                acts.append((say(message("ui_admin.disable")), f"disable:{login}"))
        note = say(message("ui_admin.unlocks_here")) if here else say(message("ui_admin.not_here"))
        return Sheet(key, _name(one), self._role(str(one["role"])), mark, avatar=True, facts=tuple(facts), acts=tuple(acts), note=note)

    def answer(self, code: str) -> Answer:
        """Return what a button leads to."""
        what, _, login = code.partition(":")
        forms = {"add": self._add, "halves": self._halves}
        of_one = {"slot": self._slot, "unslot": self._unslot, "reset": self._reset, "role": self._change, "disable": self._disable}
        return forms[what]() if what in forms else of_one[what](login) if what in of_one else None

    # ---- words ------------------------------------------------------------------------------------------------------------------------------
    def _row(self, one: Mapping[str, Any], here: bool, day: str) -> Row:
        say = self._texts.say
        if not self._active(one, day):
            state, tone, icon = say(message("ui_admin.left")), "text3", "x"
        elif here:
            state, tone, icon = say(message("ui_admin.yes")), "green", "check"
        else:
            state, tone, icon = say(message("ui_admin.no")), "text2", "minus"
        return Row(str(one["id"]), (_name(one), str(one["login"]), self._role(str(one["role"])), state), tone, icon)

    def _role(self, code: str) -> str:
        return self._desk.lists.name("roles", code, self._texts.language)

    def _codes(self, one: Mapping[str, Any]) -> list[str]:
        known = self._desk.institutions.known()
        return [str(known[site].get("code") or site) for site in one.get("sites") or () if site in known]

    def _today(self) -> str:
        return self._desk.worker.clock.now().date().isoformat()

    @staticmethod
    def _active(one: Mapping[str, Any], day: str) -> bool:
        return not one.get("active_to") or str(one["active_to"]) > day

    # ---- forms ------------------------------------------------------------------------------------------------------------------------------
    def _add(self) -> Ask:
        say = self._texts.say

        def write(values: Values, _: Progress) -> str:
            access = self._desk.access
            access.add_staff(values["login"], values["given_name"], values["family_name"], values["role"], list(values["sites"]))
            return str(values["login"])

        fields = (
            AskField("given_name", say(message("ui_admin.given_name")), must=True),
            AskField("family_name", say(message("ui_admin.family_name")), must=True),
            AskField("login", say(message("ui_admin.login")), must=True, hint=say(message("ui_admin.login_hint"))),
            AskField("role", say(message("ui_admin.role")), CHOICE, must=True, options=role_options(self._desk, self._texts)),
            AskField("sites", say(message("ui_admin.sites")), SEVERAL, options=site_options(self._desk, self._texts)),
        )
        return Ask(say(message("ui_admin.staff_add")), say(message("ui_admin.add")), fields, write,
                   lambda login: say(message("ui_admin.staff_added", login=login)), note=say(message("ui_admin.staff_add_text")))  # fmt: skip

    def _change(self, login: str) -> Ask:
        say = self._texts.say
        one = next(each for each in self._desk.access.staff() if each["login"] == login)

        def write(values: Values, _: Progress) -> None:
            self._desk.access.change_role(login, values["role"])

        field = AskField("role", say(message("ui_admin.role")), CHOICE, must=True, options=role_options(self._desk, self._texts), start=one["role"])
        return Ask(say(message("ui_admin.role_of", name=_name(one))), say(message("ui_admin.save")), (field,), write,
                   lambda _: say(message("ui_admin.role_done", name=_name(one))), note=say(message("ui_admin.role_text")))  # fmt: skip

    def _disable(self, login: str) -> Ask:
        say = self._texts.say
        name = _name(next(each for each in self._desk.access.staff() if each["login"] == login))

        def write(_: Values, __: Progress) -> None:
            self._desk.access.disable_staff(login)

        return Ask(say(message("ui_admin.disable_of", name=name)), say(message("ui_admin.disable")), (), write,
                   lambda _: say(message("ui_admin.disable_done", name=name)), danger=True,
                   warn=(say(message("ui_admin.disable_what")), say(message("ui_admin.disable_text"))))  # fmt: skip

    def _slot(self, login: str) -> Ask:
        say = self._texts.say

        def write(values: Values, _: Progress) -> None:
            self._desk.access.add_slot(login, values["passphrase"])

        return Ask(say(message("ui_admin.slot_of", login=login)), say(message("settings.second.go")),
                   (AskField("passphrase", say(message("unlock.passphrase")), PASSPHRASES, must=True),), write,
                   lambda _: say(message("settings.second.added", login=login)), note=say(message("settings.second_text")))  # fmt: skip

    def _unslot(self, login: str) -> Ask:
        say = self._texts.say

        def write(_: Values, __: Progress) -> None:
            self._desk.access.remove_slot(login)

        return Ask(say(message("ui_admin.unslot_of", login=login)), say(message("ui_admin.slot_remove")), (), write,
                   lambda _: say(message("ui_admin.unslot_done", login=login)), danger=True,
                   warn=(say(message("ui_admin.unslot_what")), say(message("ui_admin.unslot_text"))))  # fmt: skip

    def _reset(self, login: str) -> Ask:
        say = self._texts.say

        def write(values: Values, _: Progress) -> None:
            self._desk.custody.reset(login, (values["first"], values["second"]), values["passphrase"])

        fields = (*self._two(), AskField("passphrase", say(message("unlock.passphrase")), PASSPHRASES, must=True))
        return Ask(say(message("ui_admin.reset_of", login=login)), say(message("ui_admin.reset_go")), fields, write,
                   lambda _: say(message("ui_admin.reset_done", login=login)), note=say(message("ui_admin.reset_text")))  # fmt: skip

    def _halves(self) -> Ask:
        say = self._texts.say

        def write(values: Values, _: Progress) -> int:
            return self._desk.custody.recover((values["first"], values["second"]), renew=False).wrapped

        return Ask(say(message("ui_admin.open_older")), say(message("ui_admin.open_older_go")), self._two(), write,
                   lambda count: say(message("ui_admin.open_older_done", count=count)), note=say(message("ui_admin.open_older_text")))  # fmt: skip

    def _two(self) -> tuple[AskField, AskField]:
        say = self._texts.say
        first = AskField("first", say(message("ui_admin.half_first")), must=True)
        return first, AskField("second", say(message("ui_admin.half_second")), must=True)


def _name(one: Mapping[str, Any]) -> str:
    return f"{one['given_name']} {one['family_name']}"
