"""Secret texts: keys, tokens and values of environment variables."""

from __future__ import annotations

from typing import Any, NoReturn, final

REDACTED = "<redacted>"


@final
class Secret:
    """A secret text. It prints as `<redacted>`; `expose()` returns the text.

    Formatting into another text and `+` raise, so that a secret never becomes part of a message by accident.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_text", text)

    def expose(self) -> str:
        """Returns the text."""
        text: str = object.__getattribute__(self, "_text")
        return text

    def __str__(self) -> str:
        return REDACTED

    def __repr__(self) -> str:
        return REDACTED

    def __format__(self, spec: str) -> str:
        raise TypeError("cannot format a secret: use `str(secret)` for `<redacted>`, or `secret.expose()` for the text")

    def __add__(self, other: object) -> NoReturn:
        raise TypeError("cannot append to a secret: use `secret.expose()`")

    __radd__ = __add__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.expose() == other.expose()

    def __hash__(self) -> int:
        return hash((Secret, self.expose()))

    def __bool__(self) -> bool:
        return bool(self.expose())

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a secret cannot be changed")

    def __reduce__(self) -> NoReturn:
        raise TypeError("cannot pickle a secret: use `secret.expose()`")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: Any) -> Secret:
        return self
