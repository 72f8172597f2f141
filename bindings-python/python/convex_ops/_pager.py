"""Pages of lists."""

from __future__ import annotations

from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Page(Generic[T_co]):
    """One page of a list."""

    __slots__ = ("_items", "next_cursor")

    next_cursor: str | None
    """Start of the next page. `None` on the last page."""

    def __init__(self, items: tuple[T_co, ...], next_cursor: str | None = None) -> None:
        self._items = items
        self.next_cursor = next_cursor

    @property
    def items(self) -> tuple[T_co, ...]:
        """Items, in the order of the list."""
        return self._items

    def __repr__(self) -> str:
        return f"Page(items={self._items!r}, next_cursor={self.next_cursor!r})"
