"""What stands between `<tool_call>` tags: JSON, with or without a fence around it, or no call at all."""

from __future__ import annotations

from engine.call_reader import CallReader, Reading
from engine.call_source import Source, first_of

THINK, THINK_END = "<think>", "</think>"
CALL, CALL_END = "<tool_call>", "</tool_call>"

CUT_OFF = "The call was cut off before its end."
EMPTY = "There was nothing between the tool_call tags."
NO_CALL = 'What stood in the tool_call tags is no JSON object with "name" and "arguments".'

_LANGUAGE = "json"
_LONGEST_WRAPPING = 20


class TagReader:
    """Reads on in `source` from behind one opening tag to behind its closing tag."""

    def __init__(self, source: Source, reader: CallReader) -> None:
        self._source = source
        self._reader = reader
        self._values: list[str] = []
        self._junk: list[str] = []
        self._wrapping = ""
        self._spoilt = False
        self._in_json = False

    def read(self) -> bool:
        """Read on; True where the call ends here, False where more text is needed.

        It ends behind its closing tag, or before the opening of another call or of thinking.
        """
        source = self._source
        while not source.ended:
            if self._in_json:
                self._scan()
            elif source.skip(CALL_END) or source.starts(CALL) or source.starts(THINK):
                return True
            elif source.undecided(THINK, CALL, CALL_END):
                return False
            elif space := source.take_space():
                self._junk.append(space)
            else:
                self._step()
        return False

    def end(self, tail: str) -> str:
        """The text ends here, `tail` being the rest of it; what of it all was no call and is to be shown."""
        if self._in_json:
            return ""
        if tail and not CALL_END.startswith(tail):
            self._spoilt = True
            self._junk.append(tail)
        return "" if self._is_wrapped_well else "".join(self._junk)

    def readings(self) -> list[Reading]:
        """What was found, once the call has ended."""
        if self._in_json:
            return [Reading(True, problems=(CUT_OFF,))]
        if not self._is_wrapped_well:
            return [Reading(True, problems=(NO_CALL,))]
        if not self._values:
            return [Reading(True, problems=(EMPTY,))]
        return [self._reader.read(value, tagged=True) for value in self._values]

    @property
    def _is_wrapped_well(self) -> bool:
        """True while nothing is in the tag beside JSON but the marks of a fence around it."""
        return not self._spoilt and self._language in ("", _LANGUAGE)

    @property
    def _language(self) -> str:
        return self._wrapping.replace("`", "")

    def _step(self) -> None:
        source = self._source
        character = source.data[source.at]
        if character in "{[" and self._is_wrapped_well:
            self._in_json = True
            source.begin_json(strict_start=False)
        elif character == "<":
            self._spoilt = True
            self._junk.append(source.take(source.at + 1))
        elif self._may_be_wrapping:
            self._wrapping += character
            self._junk.append(source.take(source.at + 1))
        else:
            end = source.data.find("<", source.at)
            self._junk.append(source.take(end if end >= 0 else len(source.data)))

    @property
    def _may_be_wrapping(self) -> bool:
        """True where the next character may go on with the marks of a fence."""
        fits = not self._spoilt and _LANGUAGE.startswith(self._language)
        return fits and len(self._wrapping) < _LONGEST_WRAPPING

    def _scan(self) -> None:
        found = self._source.scan_json()
        if found is None:
            return
        self._in_json = False
        text, whole = found
        if whole:
            self._values.append(text)
            return
        place = first_of(text, THINK, CALL, CALL_END)
        self._spoilt = True
        self._junk.append(text[:place])
        self._source.go_back(text, place)
