"""Pictures of the real window, 1366 × 768, in Lithuanian, without a screen: of a training workspace, and of the story's office and laptop.

`python -m tests.journeys.pictures training WORKSPACE TARGET` makes the training workspace and takes its pictures;
`python -m tests.journeys.pictures story FOLDER TARGET` takes those of the places where the story was lived.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from caseworker_desktop.paper.pages import page_count, picture
from caseworker_desktop.settings import Settings, find_resources
from caseworker_desktop.ui.exchange import view as exchange_view
from caseworker_desktop.ui.exchange.hand_over import Line
from caseworker_desktop.ui.exchange.view import ExchangePage
from caseworker_desktop.ui.inbox.view import InboxPage
from caseworker_desktop.ui.people.view import PeoplePage
from caseworker_desktop.ui.plan.view import PlanPage
from caseworker_desktop.ui.printing import PrintPreview, as_image
from caseworker_desktop.ui.session.view import ConsultationPanel
from caseworker_desktop.ui.shell.page import Page
from tests.journeys.camera import Camera, rest, type_keys, until
from tests.journeys.command import Caseworker
from tests.journeys.story import OFFICE, PAPERS, PASSPHRASE, STICK
from tests.ui.two_places import PutIn

SEED, SCALE = 7, 2
#: Whose page is shown: one with everything on it, of the training workspace.
CLIENT = "Pramanyte"
NOTE = "Vietos dar nėra, bet prašymas gautas. Paprašė, kad kitą kartą pakalbėtume apie pirmąją savaitę."
PAPER_WIDTH = 900
HALF_WAY = 40


def training(settings: Settings, workspace: Path, target: Path) -> None:
    """Make the training workspace and take the pictures of a caseworker's day."""
    made = Caseworker(settings, PASSPHRASE).do("demo", workspace, "--scale", SCALE, "--seed", SEED)["records"]
    print(f"Mokomoji darbo vieta sukurta: žmonių – {made['person']}, konsultacijų – {made['session']}, planų – {made['plan']}.")
    camera = Camera(settings, workspace.with_name("nauja"), target)
    camera.take("first-start")
    camera.close()
    camera = Camera(settings, workspace, target)
    camera.take("unlock")
    camera.unlock(PASSPHRASE)
    camera.take("today")
    client = camera.shell.desk.people.pick(CLIENT, 1)[0].id
    consult(camera, client)
    plan(camera, client)
    work_of_others(camera, client)
    camera.close()
    camera = Camera(settings, workspace, target, theme="dark")
    camera.unlock(PASSPHRASE)
    camera.open("people", PeoplePage, person=client)
    camera.take("person-dark")
    camera.close()


def consult(camera: Camera, client: str) -> None:
    """A new person who may be known already, then a person's page with a consultation in the panel beside it."""
    people = camera.open("people", PeoplePage, new="person")
    type_keys(people.form.given, "Žigimantas")
    type_keys(people.form.family, "Šaulytis")
    rest(500)  # known people are looked for when typing pauses
    camera.take("new-person")
    people = camera.open("people", PeoplePage, person=client, new="consultation")
    panel = people.findChild(ConsultationPanel)
    assert panel is not None
    type_keys(panel.note, NOTE)
    panel.topics.toggle(0)
    panel.keep_draft()
    camera.take("person")


def plan(camera: Camera, client: str) -> None:
    """The plan with a goal open, and what comes out of the printer."""
    page = camera.open("plan", PlanPage, person=client)
    page.goals.open_card(page.goals.cards[0])
    rest(1500)  # the page beside it is drawn when typing pauses
    camera.take("plan")
    page.command("print")
    dialog = camera.window.findChild(PrintPreview)
    assert dialog is not None
    until(lambda: dialog.printer.isEnabled())
    before(camera, dialog).save(str(camera.target / "print-preview.png"))
    dialog.reject()


def work_of_others(camera: Camera, client: str) -> None:
    """What the other roles have open: needs, a group's register, partners, the way out, the numbers."""
    camera.open("people", PeoplePage, person=client, tab="needs")
    camera.take("needs")
    running = next(row.id for row in camera.shell.desk.people.rows("group") if not row.to or row.to >= camera.shell.desk.people.today())
    camera.open("groups", Page, group=running)
    camera.take("groups")
    partner = camera.shell.desk.people.rows("partner")[0].id
    camera.open("partners", Page, partner=partner)
    camera.take("partners")
    camera.open("people", PeoplePage, person=client, tab="leaving")
    camera.take("leaving")
    camera.open("indicators", Page)
    rest(1500)  # the numbers are counted beside the window
    camera.take("indicators")


def before(camera: Camera, dialog: QDialog) -> QPixmap:
    """Return the window with a dialog in front of it, as a screen shows them."""
    rest(300)
    shot = camera.window.grab()
    painter = QPainter(shot)
    painter.fillRect(shot.rect(), QColor(0, 0, 0, 90))
    free = camera.window.size() - dialog.size()
    painter.drawPixmap(QPoint(free.width() // 2, free.height() // 2), dialog.grab())
    painter.end()
    return shot


def story(settings: Settings, folder: Path, target: Path) -> None:
    """Take the papers of the story, the hand-over on a laptop and the inbox of the office."""
    for paper in sorted((folder / PAPERS).glob("*.pdf")):
        pdf = paper.read_bytes()
        for number in range(1, page_count(pdf) + 1):
            as_image(picture(pdf, number, PAPER_WIDTH)).save(str(target / f"{paper.stem}-{number}.png"))
    stick = folder / STICK
    exchange_view.PluggedSticks = lambda: PutIn(stick)  # a folder that looks plugged in, as in the tests of the window
    camera = Camera(settings, folder / "PR-11", target)
    camera.unlock(PASSPHRASE)
    hand_over(camera)
    camera.close()
    camera = Camera(settings, folder / OFFICE, target)
    camera.unlock(PASSPHRASE)
    inbox = camera.open("inbox", InboxPage)
    until(lambda: inbox.conflict.isVisible())
    inbox.conflict.cards[0].pick.click()
    camera.take("inbox")
    camera.close()


def hand_over(camera: Camera) -> None:
    """Stick, writing, „you may take it out“."""
    page = camera.open("exchange", ExchangePage)
    camera.take("hand-over-1")
    screen, shown = page.hand_over, page.hand_over.show_line
    seen: list[int] = []

    def show_line(line: Line) -> None:
        shown(line)
        if line.percent >= HALF_WAY and not seen:
            seen.append(line.percent)
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # the words have just become longer
            camera.grab("hand-over-2")

    screen.show_line = show_line  # writing is over in a moment: the picture is taken in passing
    screen.go.click()
    until(lambda: screen.slip.print.isEnabled())
    assert seen
    camera.take("hand-over-3")


def main(words: list[str]) -> int:
    """Take the pictures that `words` ask for."""
    what, place, target = words[0], Path(words[1]), Path(words[2])
    target.mkdir(parents=True, exist_ok=True)
    settings = Settings(find_resources(), language="lt")
    {"training": training, "story": story}[what](settings, place, target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
