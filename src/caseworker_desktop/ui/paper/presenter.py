"""What the paper page decides: which paper of which record, in which languages and copy, and where it goes. No Qt widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from caseworker_desktop.kernel.message import Message
from caseworker_desktop.usecases.papers import Paper, PaperName, Papers

OPTIONS = ("on", "template", "stick", "laptop", "serial", "permit")
#: Papers go out under these languages' own names.
FILE, CLIENT = "file", "client"


@dataclass(frozen=True, slots=True)
class Wish:
    """A paper that somebody wants to see. `language` None: the record's own; `second` None: one language."""

    kind: str
    id: str
    copy: str = FILE
    language: str | None = None
    second: str | None = None
    options: tuple[tuple[str, str], ...] = ()


def wish_of(where: Mapping[str, str]) -> Wish | None:
    """Return the wish that `navigator.open("paper", kind=…, id=…)` stands for; None when it names no paper."""
    if not where.get("kind") or not where.get("id"):
        return None
    options = tuple((name, where[name]) for name in OPTIONS if where.get(name))
    return Wish(where["kind"], where["id"], where.get("copy") or FILE, where.get("language") or None, where.get("second") or None, options)


class PaperPresenter:
    """Holds the wish and makes the paper of it; what is seen writes nothing, what goes out is noted."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._kinds = {one.name: one for one in papers.kinds()}
        self.wish: Wish | None = None

    def ask(self, wish: Wish | None) -> None:
        """Somebody wants another paper."""
        self.wish = wish if wish is not None and wish.kind in self._kinds else None

    def title(self) -> Message | None:
        """Return the paper's name, None when this worker may print no such paper."""
        return self._kind().title if self.wish is not None else None

    def has_copies(self) -> bool:
        """Tell whether there is a client's copy to choose."""
        return self.wish is not None and self._kind().copies

    def choose(self, copy: str, language: str | None, second: str | None) -> None:
        """Choose copy and languages; a second language equal to the first is none."""
        if self.wish is not None:
            self.wish = replace(self.wish, copy=copy, language=language, second=second if second != language else None)

    def seen(self) -> Paper:
        """Return the paper to look at. Raises what Papers.print raises."""
        return self._print("preview", None)

    def final(self, target: Path | None) -> Paper:
        """Return the paper that goes out, written to `target` when one is named. Raises what Papers.print raises."""
        return self._print("signature", target)

    def _print(self, purpose: str, target: Path | None) -> Paper:
        wish = self.wish
        if wish is None:
            raise LookupError("no paper was asked for")
        return self._papers.print(wish.kind, wish.id, wish.copy, wish.language, wish.second, target, purpose=purpose, options=dict(wish.options))

    def _kind(self) -> PaperName:
        if self.wish is None:
            raise LookupError("no paper was asked for")
        return self._kinds[self.wish.kind]
