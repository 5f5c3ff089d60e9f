"""Text that streams around things that are taken out of it: what is shown is never taken back."""

from __future__ import annotations


class Flow:
    """Collects text piece by piece. Space at the start and at the end, and around a cut, is tidied.

    The pieces that `write` gives back, put together, are the text that `whole` gives: cutting the input
    elsewhere changes where pieces end and nothing else.
    """

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._space: list[str] = []
        self._cut = False

    def write(self, text: str) -> str:
        """Add `text`; what may be shown now."""
        if not text:
            return ""
        body = text.rstrip()
        space = text[len(body) :]
        if not body:
            self._space.append(space)
            return ""
        ready = self._gap(body)
        self._space = [space] if space else []
        self._shown.append(ready)
        return ready

    def cut(self) -> None:
        """Something was taken out here."""
        self._cut = True

    @property
    def just_cut(self) -> bool:
        """True where nothing but space was written since the last cut."""
        return self._cut

    def whole(self) -> str:
        """All that was written, without space at the end."""
        return "".join(self._shown)

    def _gap(self, body: str) -> str:
        """`body` with the space that belongs before it."""
        bare = body.lstrip()
        space = "".join(self._space) + body[: len(body) - len(bare)]
        if not self._shown:
            space = ""
        elif self._cut:
            space = "\n\n" if space.count("\n") > 1 else "\n" if "\n" in space else " "
        self._cut = False
        return space + bare
