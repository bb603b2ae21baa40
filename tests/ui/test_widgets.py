from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.theme.theme import Theme
from caseworker_desktop.ui.theme.tokens import TONES
from caseworker_desktop.ui.widgets.badge import Badge
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.chips import ChipGroup, Segmented
from caseworker_desktop.ui.widgets.confirm import Confirm
from caseworker_desktop.ui.widgets.date_field import DateField
from caseworker_desktop.ui.widgets.drawer import Drawer
from caseworker_desktop.ui.widgets.editors import Choice, LineEdit, Passphrase, TextEdit
from caseworker_desktop.ui.widgets.field import Field
from caseworker_desktop.ui.widgets.label import Elided, label
from caseworker_desktop.ui.widgets.layout import box, column, row
from caseworker_desktop.ui.widgets.loading import Skeleton
from caseworker_desktop.ui.widgets.rows import PAGE, Face, RowList, RowModel, Slice
from caseworker_desktop.ui.widgets.search_field import SearchField
from caseworker_desktop.ui.widgets.table import Column, Table, TableModel
from caseworker_desktop.ui.widgets.toast import Toaster
from tests.ui.faults import show_at

pytestmark = pytest.mark.usefixtures("theme")
TOPICS = [("a", "Būstas"), ("b", "Darbas"), ("c", "Skolos")]


Show = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Show widgets in a window that lives as long as the test."""
    kept: list[QWidget] = []

    def show(*parts: QWidget, size: tuple[int, int] = (600, 400)) -> QWidget:
        window = box(column(*parts), "window")
        kept.append(window)
        qtbot.addWidget(window)
        show_at(window, *size)
        return window

    return show


def test_text_is_never_read_as_markup(qtbot: QtBot) -> None:
    badge = Badge("<i>x</i>")
    for words in (label("<b>Jonas</b>"), Elided("<b>Jonas</b>"), badge._word):
        assert words.textFormat() == Qt.TextFormat.PlainText


def test_a_chip_group_is_one_tab_stop_with_arrows(qtbot: QtBot, shown: Show) -> None:
    group, after = ChipGroup("Temos", TOPICS), LineEdit(name="Kita")
    shown(group, after)
    heard: list[tuple[str, ...]] = []
    group.chosen_changed.connect(lambda: heard.append(group.chosen()))
    group.take_focus()
    first, second, third = group.buttons()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    qtbot.keyClick(second, Qt.Key.Key_Left)
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert third.hasFocus()
    group.toggle(0)
    assert heard == [("b",), ("a", "b")]
    qtbot.keyClick(third, Qt.Key.Key_Tab)
    assert after.hasFocus() or not any(button.hasFocus() for button in group.buttons())


def test_segments_hold_exactly_one(qtbot: QtBot, shown: Show) -> None:
    group = Segmented("Išvaizda", TOPICS, "b")
    shown(group)
    group.take_focus()
    qtbot.keyClick(group.buttons()[1], Qt.Key.Key_Right)
    assert group.chosen() == ("c",)
    group.buttons()[2].click()
    assert group.value() == "c"


def test_choosing_by_program_is_silent(qtbot: QtBot, shown: Show) -> None:
    group, choice = ChipGroup("Temos", TOPICS), Choice(TOPICS, name="Tema", empty="–")
    shown(group, choice)
    group.chosen_changed.connect(pytest.fail)
    choice.chosen_changed.connect(pytest.fail)
    group.choose(["a", "c"])
    choice.choose("b")
    assert (group.chosen(), choice.value()) == (("a", "c"), "b")
    choice.choose("no such code")
    assert choice.value() is None


def test_a_field_keeps_what_was_typed_and_says_one_sentence(qtbot: QtBot, shown: Show) -> None:
    field = Field("Telefonas", LineEdit("12"), hint="su kodu")
    shown(field)
    field.set_error("Per trumpas.")
    assert field.error() == "Per trumpas."
    assert field.editor.accessibleDescription() == "Per trumpas."
    assert field.editor.accessibleName() == "Telefonas"
    field.set_error(None)
    assert field.error() == ""
    assert isinstance(field.editor, LineEdit)
    assert field.editor.text() == "12"


def test_a_date_is_written_out_when_the_focus_leaves(qtbot: QtBot, shown: Show, texts: Texts, type_text: Callable[..., None]) -> None:
    field, other = DateField("Data", texts, lambda: date(2026, 11, 21)), LineEdit(name="Kita")
    shown(field, other)
    field.date.setFocus()
    type_text(field.date, "11-25")
    other.setFocus()
    assert (field.date.text(), field.value(), field.error()) == ("2026-11-25", "2026-11-25", "")
    field.date.setFocus()
    field.date.selectAll()
    type_text(field.date, "2026-13-40")
    other.setFocus()
    assert field.value() is None
    assert field.error() == "Tokios dienos nėra. Rašykite, pvz., 2026-12-09."
    assert field.date.text() == "2026-13-40"
    field.set_value("2026-11-25")
    qtbot.keyClick(field.date, Qt.Key.Key_Up)
    assert field.value() == "2026-11-26"


def test_search_waits_for_a_pause_but_enter_does_not(qtbot: QtBot, shown: Show, type_text: Callable[..., None]) -> None:
    field = SearchField("Vardas…", keys="Ctrl+F")
    shown(field)
    heard: list[str] = []
    field.asked.connect(heard.append)
    type_text(field, "šeš")
    assert heard == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["šeš"]
    type_text(field, "e")
    qtbot.waitUntil(lambda: heard == ["šeš", "šeše"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_a_toast_offers_undo_once(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    show_at(host, 600, 400)
    toaster, undone = Toaster(host, "Atšaukti"), []
    toaster.say("Užduotis atlikta", lambda: undone.append(1))
    assert toaster.words() == "Užduotis atlikta"
    assert toaster.undo()
    assert not toaster.undo()
    assert undone == [1]
    assert toaster.words() == ""


def test_undo_of_the_window_is_reached_from_an_editor_without_one(qtbot: QtBot, shown: Show, type_text: Callable[..., None]) -> None:
    line, lines = LineEdit(name="a"), TextEdit(name="b")
    window = shown(line, lines)
    heard: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), window).activated.connect(lambda: heard.append("window"))
    for editor in (line, lines):
        editor.setFocus()
        qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert heard.pop() == "window"
        type_text(editor, "a")
        qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert heard == []


def test_loading_shows_only_when_it_lasts(qtbot: QtBot, shown: Show) -> None:
    skeleton = Skeleton()
    shown(skeleton)
    skeleton.start()
    assert skeleton.isHidden()
    skeleton.stop()
    skeleton._timer.setInterval(1)
    skeleton.start()
    qtbot.waitUntil(skeleton.isVisible)
    skeleton.stop()
    assert skeleton.isHidden()


def test_a_passphrase_is_taken_once(qtbot: QtBot) -> None:
    line = Passphrase(name="Slaptafrazė")
    qtbot.addWidget(line)
    line.setText("keturi paprasti")
    assert line.take() == "keturi paprasti"
    assert line.text() == ""
    assert line.echoMode() == Passphrase.EchoMode.Password


def test_an_icon_button_has_a_name_and_follows_the_palette(qtbot: QtBot, theme: Theme) -> None:
    button = Button("", icon="left", name="Ankstesnis")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Ankstesnis"
    before = button.icon().cacheKey()
    theme.use("dark")
    assert button.icon().cacheKey() != before


def test_every_badge_tone_can_be_drawn(qtbot: QtBot, shown: Show) -> None:
    window = shown(*[Badge(tone, tone, "warn") for tone in TONES])
    grounds = {badge.grab().toImage().pixelColor(badge.width() // 2, 2).name() for badge in window.findChildren(Badge)}
    assert len(grounds) == len(TONES)


def pages(count: int, asked: list[object]) -> Callable[[object | None, int], Slice[int]]:
    def fetch(after: object | None, limit: int) -> Slice[int]:
        asked.append(after)
        start = 0 if after is None else int(str(after)) + 1
        rows = list(range(start, min(start + limit, count)))
        return Slice(rows, rows[-1] if rows and rows[-1] + 1 < count else None)

    return fetch


def test_a_long_list_comes_in_pages_by_key(qtbot: QtBot, shown: Show) -> None:
    asked: list[object] = []
    model: RowModel[int] = RowModel(pages(450, asked), lambda number: Face(f"Klientas {number}", "Alytus", avatar=True, badge=("6 d.", "red", None)))
    model.reload()
    assert (model.rowCount(), model.canFetchMore(QModelIndex())) == (PAGE, True)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert (model.rowCount(), asked) == (450, [None, 199, 399])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    assert model.data(model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole) == "Klientas 3, 6 d., Alytus"
    listed = RowList("Klientai")
    listed.setModel(model)
    shown(listed)
    heard: list[int] = []
    listed.chosen.connect(heard.append)
    listed.choose(2)
    assert heard == []
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert (heard, listed.current()) == ([3], 3)
    with qtbot.waitSignal(listed.opened) as opened:
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_a_table_sorts_by_asking_again(qtbot: QtBot, shown: Show) -> None:
    asked: list[tuple[str | None, bool]] = []

    def fetch(after: object | None, limit: int, sort: str | None, descending: bool) -> Slice[tuple[str, int]]:
        asked.append((sort, descending))
        return Slice([("AL-07", 12), ("PA-02", 3)])

    model: TableModel[tuple[str, int]] = TableModel(
        [Column("Kompiuteris", lambda one: one[0], stretch=True, sort="name"), Column("Laukia", lambda one: str(one[1]), number=True)], fetch
    )
    model.reload()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    delete(tester)  # it cannot bear that a model is asked anew
    table = Table("Kompiuteriai", model)
    shown(table)
    table.horizontalHeader().sectionClicked.emit(0)
    table.horizontalHeader().sectionClicked.emit(0)
    table.horizontalHeader().sectionClicked.emit(1)
    assert asked == [(None, False), ("name", False), ("name", True)]
    number: QAbstractItemModel = model
    alignment = number.data(number.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & int(Qt.AlignmentFlag.AlignRight)


def test_a_side_panel_becomes_a_drawer_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    page, panel = QWidget(), TextEdit("rašoma", name="Pastaba")
    drawer = Drawer(page, panel)
    page.setLayout(row((QLabel("puslapis"), 1), drawer))
    qtbot.addWidget(page)
    show_at(page, 900, 400)
    assert panel.isVisible()
    drawer.set_docked(False)
    assert not panel.isVisible()
    drawer.open()
    assert panel.isVisible()
    with qtbot.waitSignal(drawer.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    drawer.set_docked(True)
    assert panel.isVisible()
    assert panel.toPlainText() == "rašoma"


def test_a_question_is_answered_no_unless_somebody_says_yes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = Confirm(parent, "Ištrinti?", "Atkurti nebus galima.", "Ištrinti", "Palikti")
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == Confirm.DialogCode.Rejected
    dialog.open()
    dialog.yes.click()
    assert dialog.result() == Confirm.DialogCode.Accepted
