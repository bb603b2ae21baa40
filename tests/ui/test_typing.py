from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tests.keys import type_text

LETTERS = "ĄČĘĖĮŠŲŪŽ ąčęėįšųūž āēģīķļņŗ „taip“ – 12"


def test_every_letter_of_the_languages_can_be_typed(qtbot):
    line, lines = QLineEdit(), QPlainTextEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(lines)
    type_text(line, LETTERS)
    type_text(lines, f"{LETTERS}\n{LETTERS}")
    assert line.text() == LETTERS
    assert lines.toPlainText() == f"{LETTERS}\n{LETTERS}"


def test_typing_goes_where_the_focus_is(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    layout, first, second = QVBoxLayout(form), QLineEdit(), QLineEdit()
    layout.addWidget(first)
    layout.addWidget(second)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    first.setFocus()
    type_text(None, "žodis\tšalis")
    assert (first.text(), second.text()) == ("žodis", "šalis")
