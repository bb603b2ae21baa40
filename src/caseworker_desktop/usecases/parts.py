"""What every workspace of this program shares."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker_desktop.kernel import ids
from caseworker_desktop.kernel.clock import Clock
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.records.permissions import Permissions
from caseworker_desktop.settings import Settings
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.usecases.intent import Shipped


@dataclass(frozen=True, slots=True)
class Parts:
    """What every workspace of this program shares. `new_id` makes the ids of records; only training workspaces have another than the program's."""

    settings: Settings
    clock: Clock
    catalog: Catalog
    lists: Lists
    permissions: Permissions
    dictionaries: dict[int, bytes]
    shipped: Shipped
    new_id: ids.NewId = ids.new_id
