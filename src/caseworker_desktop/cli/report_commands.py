"""`report …`: numbers out of the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caseworker_desktop.cli.context import Context
from caseworker_desktop.cli.report_table import table
from caseworker_desktop.cli.words import Share, Words, command, family
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.report.model import Figure, LeftOut
from caseworker_desktop.usecases.reporting import NAMES, Question


def _told(figure: Figure) -> dict[str, Any]:
    """Return the keys that scripts know (COMMANDS)."""
    return {
        "code": figure.code, "rule": figure.rule, "value": figure.value, "unit": figure.unit,
        "numerator": figure.numerator, "denominator": figure.denominator,
        "unknown": figure.unknown, "lowest": figure.lowest, "highest": figure.highest,
        "target": figure.target, "operator": figure.operator, "reached": figure.reached, "refused": figure.refused, "detail": dict(figure.detail),
        "persons": list(figure.persons), "left_out": [{"record": one.record, "id": one.id, "why": one.why} for one in figure.left_out],
    }


def why(left: LeftOut) -> Message:
    """Return in words why a record does not count."""
    return {
        "outside_period": message("report.left_out.outside_period"),
        "lost": message("report.left_out.lost"),
        "other_project": message("report.left_out.other_project"),
        "before_entry": message("report.left_out.before_entry"),
        "no_date": message("report.left_out.no_date"),
        "sealed": message("report.left_out.sealed"),
    }[left.why]


def _readable(context: Context, figure: Figure) -> dict[str, Any]:
    """Return what a person reads: the figure, the formula, and how many records were left out and why; no ids."""
    say, texts = context.texts.say, context.texts

    def shown(value: float | None) -> str:
        return "–" if value is None else texts.number(value)

    out = {"code": f"{figure.code} {texts.term(figure.names)}".strip(), "value": f"{shown(figure.value)} {figure.unit or ''}".strip()}
    if figure.denominator is not None:
        out["numerator"], out["denominator"] = shown(figure.numerator), shown(figure.denominator)
    if figure.unknown:
        out["unknown"] = f"{figure.unknown} ({shown(figure.lowest)}–{shown(figure.highest)})"
    if figure.target is not None:
        reached = {True: message("report.reached"), False: message("report.not_reached"), None: message("report.not_measured")}[figure.reached]
        out["target"] = f"{figure.operator or ''} {shown(figure.target)}: {say(reached)}".strip()
    out["formula"] = say(figure.formula)
    reasons: dict[str, int] = {}
    for one in figure.left_out:
        reason = say(why(one))
        reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        out["left_out"] = "; ".join(f"{reason}: {count}" for reason, count in reasons.items())
    return out


def _indicators(context: Context) -> int:
    told = context.options
    reporting = context.desk().reporting
    if told.out:
        context.desk().funder_report.write(_question(context), Path(told.out), context, names=told.named)
    if told.by:
        split = reporting.indicators_by(_question(context))
        context.value([
            {"by": told.by[0], "key": one.key, "name": one.name} | (_told(each) if context.json else _readable(context, each))
            for one in split for each in one.figures
        ])
    else:
        figures = reporting.indicators(told.project, told.as_of, told.since)
        context.value([_told(one) if context.json else _readable(context, one) for one in figures])
    return 0


def _question(context: Context) -> Question:
    told = context.options
    by = tuple(word for one in told.by or () for word in one.split(",") if word)
    until, institution = getattr(told, "until", None), getattr(told, "institution", None)
    return Question(told.project, told.since, until, told.as_of, by, institution, told.language)


def _listing(context: Context) -> int:
    told = context.options
    name, question = told.report_command, _question(context)
    if told.out:
        listing = context.desk().funder_report.write_listing(name, question, Path(told.out), context, names=not told.anonymous)
    else:
        listing = context.desk().reporting.listing(name, question)
    if context.json:
        rows: Any = [dict(row) for row in listing.rows]
        if told.total:
            rows = {"rows": rows, "total": listing.total, "notes": [context.texts.say(note) for note in listing.notes]}
        context.value(rows)
    else:
        table(context, listing)
    return 0


def _everything(context: Context) -> int:
    told = context.options
    context.value(context.desk().exporting.write(Path(told.out), context, told.language))
    return 0


def _list(context: Context) -> int:
    """A listing of somebody's own making: one that is kept, or a template's body in a file."""
    told, desk = context.options, context.desk()
    saved = None if told.what.endswith(".json") else desk.saved_listings.named(told.what)
    wish = desk.saved_listings.read(Path(told.what)) if saved is None else saved.wish
    if told.out:
        count = desk.report_builder.write(wish, Path(told.out), context, name=saved.name if saved is not None else "", language=told.language)
        context.value({"file": told.out, "rows": count})
        return 0
    look = desk.report_builder.look(wish, told.language, None)
    heads = [head.title for head in look.heads]
    context.value([dict(zip(heads, (None if one is None else one if isinstance(one, int | float) else str(one) for one in row), strict=True))
                   for row in look.rows])
    return 0


def _fill(context: Context) -> int:
    told = context.options
    filled = context.desk().form_filling.fill(_question(context), Path(told.form), Path(told.out), names=not told.anonymous)
    context.value({"file": told.out, "names": list(filled)})
    return 0


def report(words: Words, share: Share) -> None:
    """Add `report …`."""
    inner = family(words, "report")
    one = command(inner, "indicators", share, _indicators)
    one.add_argument("--project", required=True)
    one.add_argument("--as-of", required=True)
    one.add_argument("--from", dest="since")
    one.add_argument("--to", dest="until")
    one.add_argument("--by", action="append")
    one.add_argument("--out", metavar="F.xlsx")
    one.add_argument("--named", action="store_true")
    form = command(inner, "fill", share, _fill)
    form.add_argument("form", metavar="FORM.xlsx")
    form.add_argument("--project", required=True)
    form.add_argument("--as-of", required=True)
    form.add_argument("--from", dest="since")
    form.add_argument("--to", dest="until")
    form.add_argument("--by", action="append")
    form.add_argument("--anonymous", action="store_true")
    form.add_argument("--out", required=True, metavar="F.xlsx")
    everything = command(inner, "everything", share, _everything)
    everything.add_argument("--out", required=True, metavar="F.zip|F.xlsx")
    own = command(inner, "list", share, _list)
    own.add_argument("what", metavar="NAME|FILE.json")
    own.add_argument("--out", metavar="F.xlsx|F.csv")
    for name in NAMES:
        listing = command(inner, name, share, _listing)
        listing.add_argument("--project", required=True)
        listing.add_argument("--from", dest="since")
        listing.add_argument("--to", dest="until")
        listing.add_argument("--as-of")
        listing.add_argument("--by", action="append")
        listing.add_argument("--institution")
        listing.add_argument("--out", metavar="F.xlsx")
        listing.add_argument("--anonymous", action="store_true")
        listing.add_argument("--total", action="store_true")


COMMANDS = (report,)
