"""A walk through every screen of a window: where it leads, what is said there, and which controls the Tab key reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from caseworker_desktop.ui.shell.navigation import PERSON_TABS, PLACES, menu
from caseworker_desktop.ui.shell.window import Shell
from caseworker_desktop.ui.widgets.rows import RowModel
from caseworker_desktop.usecases.desk import Desk
from tests.day_shell import settle

#: The tabs that ui/person/view.py builds itself.
OWN_TABS = ("timeline", "plans", "documents")
TABS = tuple(dict.fromkeys((*OWN_TABS, *(tab.name for tab in PERSON_TABS))))
#: Rows of a model that are read; screens fetch 200 at a time.
MOST_ROWS = 400
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)


@dataclass(frozen=True)
class Step:
    """One stop of the walk: its name in a failure, the page, and what is shown there."""

    name: str
    page: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """What there is to show: ids, empty where the workspace has none."""

    person: str = ""
    group: str = ""
    mentor: str = ""
    placement: str = ""
    partner: str = ""
    project: str = ""
    session: str = ""
    certificate: str = ""


def first_of(desk: Desk, person: str = "") -> Shown:
    """Return the first of each thing that this worker may read, and `person`, else the first one."""
    may = desk.people.may_read()

    def first(kind: str) -> str:
        return next((row.id for row in desk.editing.rows(kind)), "") if kind in may else ""

    return Shown(person or first("person"), first("group"), first("mentor"), first("placement"), first("partner"), first("project"), first("session"))


def pages(desk: Desk) -> list[Step]:
    """Return every page that a worker comes to by menu and palette, and those that others lead to, as they open by themselves."""
    may = desk.people.may_read()
    about = {"plan", "paper"}  # nobody comes there but from a record
    if not (desk.caseload.may_look() or desk.supervising.may_read()):
        about.add("team")
    seen = {place.name for place in menu(office=desk.worker.office, may=may)}
    open_to_all = {place.name for place in PLACES if not place.kind} - about
    return [Step(place.name, place.name) for place in PLACES if place.name in seen | open_to_all or place.kind in may]


def things(desk: Desk, shown: Shown, tabs: Iterable[str] = TABS) -> list[Step]:
    """Return the pages of the things there are, as far as this worker is led to them: the person with every tab, plan, paper, group, mentor …"""
    reads, writes = desk.people.may_read(), desk.people.may_write
    steps = []
    if shown.person:
        steps += [Step(f"person/{tab}", "people", {"person": shown.person, "tab": tab}) for tab in tabs]
        steps += [Step("plan of person", "plan", {"person": shown.person})] if "plan" in reads else []
        steps += [Step("session with person", "session", {"person": shown.person})] if writes("session") else []
        steps += [Step("new person", "people", {"new": "person"})] if writes("person") else []
        steps += [Step("referral of person", "partners", {"person": shown.person})] if writes("referral") else []
    if shown.group:
        steps += [Step("group", "groups", {"group": shown.group}), Step("programmes", "groups", {"show": "programmes"})]
        steps += [Step("new group", "groups", {"new": "group"})] if writes("group") else []
    if shown.mentor:
        steps += [Step(f"mentors/{tab}", "mentors", {"tab": tab}) for tab in ("waiting", "matches", "dues", "trainings")]
        steps.append(Step("mentor", "mentors", {"tab": "mentors", "show": f"mentor:{shown.mentor}"}))
    if shown.placement:
        steps += [Step(f"work/{tab}", "work", {"tab": tab}) for tab in ("employers", "pledges", "applications", "employed", "processes")]
        steps.append(Step("placement", "work", {"tab": "placements", "show": f"placement:{shown.placement}"}))
    if shown.partner:
        steps += [Step("partner", "partners", {"partner": shown.partner}), Step("referrals", "partners", {"list": "referrals"}),
                  Step("network", "partners", {"list": "network"})]
        steps += [Step("new partner", "partners", {"new": "partner"})] if writes("partner") else []
    if shown.project:
        steps.append(Step("project", "projects", {"project": shown.project}))
    if shown.session:
        steps.append(Step("session", "session", {"session": shown.session}))
    if shown.certificate:
        steps.append(Step("paper", "paper", {"kind": "certificate", "id": shown.certificate}))
    return steps


def go(shell: Shell, step: Step) -> list[str]:
    """Open a page and let its work end; return what went wrong there."""
    size = shell.size()
    shell.open(step.page, **step.where)
    settle()
    wrong = [f"problem: {words}" for words in [shell.notice_words()] if words]
    if shell.size() != size:
        wrong.append(f"widened to {shell.width()}x{shell.height()}")
        shell.resize(size)
    if QThreadPool.globalInstance().activeThreadCount():
        wrong.append("work is still going on")
    return wrong


# ---- what is said -------------------------------------------------------------------------------------------------------------------------
def said(root: QWidget, *, hidden: bool = False) -> str:
    """Return everything that is said now, to the eye and to a screen reader; with `hidden` also what is not shown at the moment."""
    return "\n".join(words for one in (root, *root.findChildren(QWidget)) if hidden or one.isVisible() for words in _words(one) if words)


def _words(one: QWidget) -> Iterator[str]:
    yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())
    if isinstance(one, (QLabel, QAbstractButton)):
        yield one.text()
    if isinstance(one, QLineEdit):
        yield from (one.text(), one.placeholderText())
    if isinstance(one, QPlainTextEdit):
        yield from (one.toPlainText(), one.placeholderText())
    if isinstance(one, QComboBox):
        yield from (one.itemText(at) for at in range(one.count()))
    if isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from _told(one.model())


def _told(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for at in range(min(model.rowCount(), MOST_ROWS)):
        if isinstance(model, RowModel):
            yield model.face_at(at).spoken()
        for column in range(columns):
            found = (model.data(model.index(at, column), role) for role in _ROLES)
            yield from (str(words) for words in found if words is not None)
    for side, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, min(model.rowCount(), MOST_ROWS))):
        heads = (model.headerData(at, side, role) for at in range(count) for role in _ROLES)
        yield from (str(words) for words in heads if words is not None)


# ---- the Tab key --------------------------------------------------------------------------------------------------------------------------
def stops(root: QWidget) -> list[QWidget]:
    """Return the controls that the Tab key must reach: one for a group of which only one can be chosen."""
    found = []
    for one in root.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled() or one.focusProxy() is not None or not one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        if isinstance(one, QRadioButton) and not one.isChecked():
            continue
        found.append(one)
    return found


def walked(shell: Shell) -> tuple[list[QWidget], str]:
    """Press Tab until the focus comes round; return where it was, and what held it ("" when nothing did)."""
    first = QApplication.focusWidget()
    if first is None:
        QTest.keyClick(shell, Qt.Key.Key_Tab)
        first = QApplication.focusWidget()
    if first is None:
        return [], "Tab gives the focus to nothing"
    if not first.isVisible():
        return [], f"the focus is in {name_of(first)}, which is not shown"
    if not first.focusPolicy() & Qt.FocusPolicy.TabFocus:  # the page itself: Tab leads away from it and never back
        QTest.keyClick(first, Qt.Key.Key_Tab)
        first = QApplication.focusWidget() or first
    seen = [first]
    for _ in range(400):
        here = QApplication.focusWidget()
        QTest.keyClick(here, Qt.Key.Key_Tab)
        there = QApplication.focusWidget()
        if there is None or there is here:
            return seen, f"the focus stays in {name_of(here)}"
        if there is first:
            return seen, ""
        if there in seen:
            return seen, f"the focus goes round without {name_of(first)}"
        seen.append(there)
    return seen, "the focus does not come round"


def name_of(one: QWidget | None) -> str:
    """Return how a failure names a control."""
    if one is None:
        return "nothing"
    parents = []
    above = one.parentWidget()
    while above is not None and len(parents) < 4:
        if type(above).__name__ != "QWidget":
            parents.append(type(above).__name__)
        above = above.parentWidget()
    text = one.text() if isinstance(one, (QAbstractButton, QLabel)) else ""
    return f"{type(one).__name__} „{one.accessibleName() or text}“ in {'/'.join(parents)}"


def unreached(shell: Shell) -> list[str]:
    """Return what is wrong with the Tab key on the page in front."""
    wanted = stops(shell)
    seen, held = walked(shell)
    missing = [one for one in wanted if one not in seen and one.isVisible() and not _scrolls_only(one)]
    return ([held] if held else []) + [f"Tab does not reach {name_of(one)}" for one in missing]


def _scrolls_only(one: QWidget) -> bool:
    """Tell whether a place is only in the order of Tab to be scrolled, and has nothing to scroll."""
    return type(one) is QAbstractScrollArea


