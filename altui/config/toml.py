"""A TOML file, and the line of each of its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from altui.config.reading import LARGEST, read_small_file
from altui.errors import InputError


@dataclass(frozen=True)
class TomlFile:
    path: Path
    text: str
    values: Mapping[str, object]

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        import tomllib  # few have a file, and all would wait

        text = _text_of(path)
        try:
            return cls(path, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise _syntax_error(path, text, str(error)) from error

    def get(self, *keys: str | int) -> object:
        """The value at a path of keys and indices; None if there is none."""
        return _at(self.values, keys)

    def where(self, *keys: str | int) -> str:
        """The file and line of a value, for an error."""
        return f"{self.path}, line {self.line_of(*keys)}"

    def line_of(self, *keys: str | int) -> int:
        """The line on which the value at `keys` begins.

        The parser gives no lines, but it can read any first part of the file that ends with a
        whole value: the value begins after the last such part that lacks it.
        """
        import tomllib

        lines = self.text.split("\n")
        begins = 1
        for number in range(1, len(lines) + 1):
            try:
                values = tomllib.loads("\n".join(lines[:number]))
            except tomllib.TOMLDecodeError:
                continue
            if _at(values, keys) is not None:
                return begins
            begins = number + 1
        return 1

    def wrong(self, message: str, *keys: str | int, hint: str = "") -> InputError:
        """An error about the value at `keys`."""
        return InputError(message, where=self.where(*keys), hint=hint)

    def texts(self, *keys: str | int) -> tuple[str, ...]:
        """The value at `keys` as texts. A single text needs no brackets."""
        value = self.get(*keys)
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.wrong(
                f"'{keys[-1]}' must be a text or a list of texts",
                *keys,
                hint='For example: ["a", "b"].',
            )
        return tuple(values)


def _text_of(path: Path) -> str:
    content = read_small_file(path)
    if len(content) > LARGEST:
        raise InputError("this is too large for a settings file", where=str(path))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(
            "this is not UTF-8", where=f"{path}, line {line}", hint="Save it as UTF-8."
        ) from error


def _syntax_error(path: Path, text: str, message: str) -> InputError:
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    what = message[: found.start()] if found else message
    line, column = found.groups() if found else (None, None)
    place = f"line {line}, column {column}" if line else f"line {text.rstrip().count(chr(10)) + 1}"
    return InputError(f"this is not TOML: {what[:1].lower()}{what[1:]}", where=f"{path}, {place}")


def _at(values: object, keys: Sequence[str | int]) -> object:
    for key in keys:
        if isinstance(values, Mapping):
            values = values.get(key)
        elif isinstance(values, list) and isinstance(key, int) and key < len(values):
            values = values[key]
        else:
            return None
    return values
