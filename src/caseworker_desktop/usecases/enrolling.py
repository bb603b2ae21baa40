"""The office takes a laptop in; the laptop takes the welcome. Six words compared by two people make them known to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

import cbor2

from caseworker_desktop.bundle.model import Header
from caseworker_desktop.bundle.reader import authenticate
from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import unix_ms
from caseworker_desktop.kernel.errors import LineRefused, Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.store.store import Store
from caseworker_desktop.store.unit import Unit
from caseworker_desktop.usecases.compartments import CUSTODY, ROLE
from caseworker_desktop.usecases.exchange import Exchange
from caseworker_desktop.usecases.founding import device_keys, only_office
from caseworker_desktop.usecases.intent import Intent
from caseworker_desktop.usecases.joining import request_file
from caseworker_desktop.usecases.membership import publics_of, renewed
from caseworker_desktop.usecases.receiving import Receiving
from caseworker_desktop.usecases.scope import sites_of_codes
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.usecases.writing import Shipped, Writer
from caseworker_desktop.vault import trust
from caseworker_desktop.vault.seal import is_recipient, seal_for
from caseworker_desktop.vault.staff import StaffKeys

_WELCOME = ("signing", "age", "recovery", "root", "office", "name", "staff", "asked_as")
_REQUEST: Mapping[str, type] = {
    "device": bytes,
    "name": str,
    "signing": bytes,
    "age": str,
    "recovery": str,
    "staff": bytes,
    "login": str,
    "given_name": str,
    "family_name": str,
    "staff_public": bytes,
    "stream": bytes,
}


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A laptop that was taken in: device and staff ids, and the welcome file."""

    device: str
    staff: str
    file: Path


@dataclass(frozen=True, slots=True)
class Joined:
    """An office that was joined: the office device's id and name, and who works here in its eyes."""

    office: str
    name: str
    staff: str


class Enrolling:
    """Both sides of the joining. `words` are the 2048 words, `profile` the passphrase profile of the settings, `roles` all role codes."""

    def __init__(
        self,
        store: Store,
        writer: Writer,
        worker: Worker,
        shipped: Shipped,
        exchange: Exchange,
        receiving: Receiving,
        words: Sequence[str],
        profile: str,
        roles: Sequence[str],
    ) -> None:
        self._store, self._writer, self._worker, self._shipped = store, writer, worker, shipped
        self._exchange, self._receiving, self._words, self._profile, self._roles = exchange, receiving, words, profile, roles

    # ---- the office -------------------------------------------------------------------------------------------------------------------------
    def enrol(self, file: Path, words: str, role: str, sites: Sequence[str], out: Path, progress: Progress) -> Enrolled:
        """Take in the laptop of a request file and write its welcome to `out`. `sites` are institution codes.

        Raises Refused for wrong words or a damaged file, LineRefused for an unknown role or site, Denied when this is no office.
        """
        only_office(self._worker)
        if role not in self._roles:
            raise LineRefused(message("refused.unknown_code", code=role[:40]), field="role")
        if out.exists():
            raise Refused(message("refused.file_exists"))
        request, spoken = self._request(file, words)
        device = ids.to_text(request["device"])
        with self._store.reading() as reading:
            try:
                site_ids = sites_of_codes(reading, self._shipped, sites)
            except KeyError as reason:
                raise LineRefused(message("refused.unknown_code", code=str(reason.args[0])[:40]), field="sites") from reason
            intents, staff = self._intents(reading, request, device, role, site_ids)
            keys = device_keys(reading.local.key)
            office_device = reading.row("device", self._worker.device)
        if office_device is None:
            raise Refused(message("refused.unknown_device"))
        self._writer.write(intents)
        with self._store.unit() as unit:
            self._writer.engine(unit).note_origin(request["stream"], request["device"], 1)
            unit.local.save_peer(unit.local.peer(request["device"]))
        welcome: dict[str, Any] = {
            "signing": keys.signing_public,
            "age": keys.age_public,
            "recovery": office_device.recovery_public or "",
            "root": self._worker.root,
            "office": ids.to_bytes(self._worker.device),
            "name": self._worker.device_name,
            "staff": ids.to_bytes(staff),
            "asked_as": request["staff"],
        }
        welcome["proof"] = trust.vouch(spoken, _vouched(welcome), self._profile)
        done = self._exchange.export(device, out.parent, progress, welcome=welcome, target=out)
        return Enrolled(device, staff, done.file)

    def _request(self, file: Path, words: str) -> tuple[dict[str, Any], str]:
        try:
            data = file.read_bytes() if file.stat().st_size <= trust.MAX_REQUEST else b""
        except OSError as reason:
            raise Refused(message("refused.file_unreadable", file=file.name)) from reason
        spoken = trust.read_words(words, self._words)
        payload = trust.open_request(words, data, self._words, self._profile)
        try:
            request = cbor2.loads(payload)
        except (cbor2.CBORDecodeError, ValueError) as reason:
            raise Refused(message("refused.bad_request")) from reason
        if not isinstance(request, dict) or any(not isinstance(request.get(name), type_) for name, type_ in _REQUEST.items()):
            raise Refused(message("refused.bad_request"))
        lengths = all(
            len(request[name]) == length for name, length in (("device", 16), ("staff", 16), ("stream", 16), ("signing", 32), ("staff_public", 32))
        )
        if not lengths or not is_recipient(request["age"]) or not is_recipient(request["recovery"]):
            raise Refused(message("refused.bad_request"))
        return request, spoken

    def _intents(self, reading: Reading, request: dict[str, Any], device: str, role: str, sites: list[str]) -> tuple[list[Intent], str]:
        known = reading.rows("staff", login=request["login"])
        asked = ids.to_text(request["staff"])
        staff = known[0].id if known else asked
        values: dict[str, Any] = {"role": role, "sites": sites}
        if not known:
            values |= {
                "login": request["login"],
                "given_name": request["given_name"],
                "family_name": request["family_name"],
                "active_from": self._worker.clock.now().date().isoformat(),
            }
        scopes = reading.rows("scope", device=device)
        intents = [
            Intent("staff", staff, values),
            Intent(
                "device",
                device,
                {
                    "name": request["name"],
                    "role": "field",
                    "signing_public": request["signing"].hex(),
                    "age_public": request["age"],
                    "recovery_public": request["recovery"],
                    "staff": staff,
                    "asked_as": asked,
                    "enrolled_on": self._worker.clock.now().date().isoformat(),
                },
            ),
            Intent("scope", scopes[0].id if scopes else self._writer.new_id(), {"device": device, "sites": sites}),
        ]
        publics = publics_of(reading)
        if publics.get(staff) != request["staff_public"]:
            intents.append(Intent("staff_key", self._writer.new_id(), {"staff": staff, "public": request["staff_public"].hex()}))
            publics[staff] = request["staff_public"]
        intents += self._compartments(reading, staff, role, known[0].roles_extra if known else (), publics)
        return intents, staff

    def _compartments(self, reading: Reading, newcomer: str, role: str, extra: Sequence[str], publics: Mapping[str, bytes]) -> list[Intent]:
        """A newcomer reads what is written from now on: each of their roles gets a new key, wrapped to all its members and to custody."""
        rows = reading.rows("compartment")
        lacking = []
        for code in {role, *extra}:
            newest = max((row for row in rows if row.name == ROLE + code), key=lambda row: (row.number, row.id), default=None)
            if newest is None or newcomer not in (newest.wraps or {}):
                lacking.append(ROLE + code)
        return renewed(reading, lacking, self._writer.new_id, come={newcomer: (role, *extra)}, publics=publics)

    # ---- the laptop ------------------------------------------------------------------------------------------------------------------------
    def request(self, target: Path) -> str:
        """Write this laptop's request again and return its six words. Raises Refused when it belongs to an office already."""
        with self._store.reading() as reading:
            request = reading.local.setting("request")
        if request is None or self._worker.joined:
            raise Refused(message("refused.joined_already"))
        return request_file(request, target, self._words, self._profile)

    def join(self, file: Path, progress: Progress) -> Joined:
        """Take the office's welcome. Raises Refused when it is damaged, for another laptop, or from somebody who was not told the words.

        Afterwards the workspace must be unlocked again: who works here and what they may write is now the office's to say.
        """
        with self._store.reading() as reading:
            request = reading.local.setting("request")
            age = device_keys(reading.local.key).age_secret
        if request is None or self._worker.joined:
            raise Refused(message("refused.joined_already"))
        if not file.is_file():
            raise Refused(message("refused.file_unreadable", file=file.name))
        payload = cbor2.dumps(request, canonical=True)
        spoken = trust.request_words(payload, self._words, self._profile)
        opened = authenticate(
            file, [age], lambda header: self._vouched_key(header, spoken), addressee=ids.to_bytes(self._worker.device), progress=progress
        )
        welcome = opened.header.welcome or {}
        digest = _digest(file)
        now = unix_ms(self._worker.clock.now())
        self._receiving.take(file.name, file, age, opened, digest, progress, joins=lambda unit: _joins(unit, welcome, now))
        self.give_custody(self._worker.secret)
        return Joined(ids.to_text(welcome["office"]), str(welcome["name"]), ids.to_text(welcome["staff"]))

    def _vouched_key(self, header: Header, spoken: str) -> bytes | None:
        welcome = header.welcome
        if welcome is None or any(name not in welcome for name in (*_WELCOME, "proof")):
            raise Refused(message("refused.no_welcome"))
        if header.sender != welcome["office"] or header.sender_public != welcome["signing"]:
            return None
        if not isinstance(welcome["proof"], bytes) or not trust.vouched(spoken, _vouched(welcome), welcome["proof"], self._profile):
            return None
        return bytes(welcome["signing"])

    def give_custody(self, secret: bytes | None) -> None:
        """Seal this person's secret to the office's custody, if it is not done yet: at joining, and at unlocking should that have been cut short."""
        if secret is None:
            return
        public = StaffKeys.of(secret).public.hex()
        with self._store.reading() as reading:
            mine = [row for row in reading.rows("staff_key") if row.public == public and row.custody is None]
            kept = reading.rows("compartment", name=CUSTODY) if mine else []
            custody = max(((row.number, row.id, bytes.fromhex(row.public)) for row in kept), default=(0, "", None))[2]
        if custody is not None and mine:
            sealed = seal_for(custody, secret).hex()
            self._writer.write([Intent("staff_key", row.id, {"custody": sealed}) for row in mine])


def _joins(unit: Unit, welcome: Mapping[str, Any], now: int) -> bytes:
    """Keep whom the laptop belongs to and who works here in the office's eyes; return the office stream to trust."""
    alias = dict(unit.local.setting("staff_alias", {}))
    if welcome["staff"] != welcome["asked_as"]:
        alias[welcome["asked_as"]] = welcome["staff"]
    for name, value in (("staff_alias", alias), ("joined", True), ("joined_at", now), ("root", welcome["root"])):
        unit.local.set(name, value)
    return bytes(welcome["root"])


def _vouched(welcome: Mapping[str, Any]) -> bytes:
    return cbor2.dumps([welcome[name] for name in _WELCOME], canonical=True)


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").digest()
