"""Which of the shipped emblems stands on a paper: whose money it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: The emblem of the European Union: three to two, twelve stars on a circle of a third of the height (Interinstitutional style guide, annex A1).
UNION = "eu.png"
#: Words by which funders, programmes and shares name the Union's money: its funds in Lithuanian, Latvian and English.
_UNION = re.compile(
    r"\b(?:ESF|ERPF|ERAF|ERDF|ESFI|ES(?= fond| struktūr| l[ėe]š)|EU(?= fund)|europos (?:sąjung|socialin|regionin)|eiropas (?:savien|sociāl|reģion)"
    r"|european (?:union|social|regional))", re.IGNORECASE)


def emblem_of(told: Iterable[str | None]) -> str | None:
    """Return the file of the emblem that a project must show when it has no picture of its own: the Union's where a funder, programme, share or the
    text for publicity (`told`) names it or one of its funds; None: no emblem of ours.

    Regulation (EU) 2021/1060, articles 47 and 50: who is paid by the funds shows the emblem.
    """
    return UNION if any(one and _UNION.search(one) for one in told) else None
