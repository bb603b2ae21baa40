"""Whether a partner takes people with convictions, also where only its own words are on record."""

from __future__ import annotations

from caseworker_desktop.kernel.folding import fold

#: What a plain answer is in the languages of the field, folded; more words than that are a condition.
_YES = frozenset(("taip", "ja", "yes", "visus", "priima"))
_NO = frozenset(("ne", "no", "nepriima"))
UNKNOWN = "unknown"


def acceptance_of(code: str | None, words: str | None) -> str:
    """Return `yes`, `partly`, `no` or `unknown`: the code where one was chosen, else what the partner's words come to.

    A condition („išskyrus vagystes“, „taip, po pokalbio“) is `partly`: somebody must read it before a person is sent there.
    """
    if code:
        return code
    said = " ".join(fold(words or "").replace(".", " ").split())
    if not said:
        return UNKNOWN
    if said in _YES:
        return "yes"
    return "no" if said in _NO else "partly"
