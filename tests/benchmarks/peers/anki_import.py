"""Anki takes in a package (.apkg). Run by a Python of its own that has Anki: Anki is AGPL and no dependency of anything here.

Arguments: a folder to work in, the file of the base records, the file of the incoming ones (JSON lines of [id, text]).
"""

import json
import re
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest, NoteIdsLimit

OPTIONS = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False, with_media=False, legacy=False)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [tuple(json.loads(line)) for line in file]


def take(collection, package):
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions()))


def main(folder, base, incoming):
    sender, receiver = Collection(str(folder / "sender.anki2")), Collection(str(folder / "receiver.anki2"))
    basic, deck, notes = sender.models.by_name("Basic"), sender.decks.id("Default"), {}

    def add(rows):
        requests = []
        for id_, text in rows:
            note = sender.new_note(basic)
            note["Front"], note["Back"] = id_, text
            notes[id_] = note
            requests.append(AddNoteRequest(note, deck))
        sender.add_notes(requests)

    add(lines(base))
    package = folder / "base.apkg"
    sender.export_anki_package(out_path=str(package), options=OPTIONS, limit=NoteIdsLimit([note.id for note in notes.values()]))
    take(receiver, package)
    time.sleep(1.1)  # Anki tells edits apart by whole seconds
    rows = lines(incoming)
    changed = [(notes[id_], text) for id_, text in rows if id_ in notes]
    for note, text in changed:
        note["Back"] = text
    sender.update_notes([note for note, _ in changed])
    add([(id_, text) for id_, text in rows if id_ not in notes])
    package = folder / "incoming.apkg"
    sender.export_anki_package(out_path=str(package), options=OPTIONS, limit=NoteIdsLimit([notes[id_].id for id_, _ in rows]))
    start = time.perf_counter()
    take(receiver, package)
    seconds = time.perf_counter() - start
    held, peak = receiver.note_count(), int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    receiver.close()
    sender.close()
    kept = (folder / "receiver.anki2").stat().st_size
    print(json.dumps({"seconds": seconds, "sent": package.stat().st_size, "kept": kept, "peak": peak, "held": held}))


main(*map(Path, sys.argv[1:4]))
