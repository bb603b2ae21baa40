"""All commands, each added to the parser by the file that runs it."""

from __future__ import annotations

from caseworker_desktop.cli import (
    bundle_commands,
    care_commands,
    day_commands,
    demo_commands,
    document_commands,
    inbox_commands,
    intake_commands,
    paper_commands,
    person_commands,
    record_commands,
    report_commands,
    template_commands,
    workspace_commands,
)

ALL = (
    *workspace_commands.COMMANDS,
    *record_commands.COMMANDS,
    *bundle_commands.COMMANDS,
    *inbox_commands.COMMANDS,
    *intake_commands.COMMANDS,
    *paper_commands.COMMANDS,
    *document_commands.COMMANDS,
    *template_commands.COMMANDS,
    *report_commands.COMMANDS,
    *care_commands.COMMANDS,
    *person_commands.COMMANDS,
    *day_commands.COMMANDS,
    *demo_commands.COMMANDS,
)
