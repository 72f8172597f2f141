# Derived from an async module by `cargo xtask gen`: do not edit.
"""Lists that are read page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from .._pager import Page

T = TypeVar("T")


class Pager(Generic[T]):
    """A list that is read on demand. No call is made until an item or a page is requested."""

    __slots__ = ("_cursor", "_fetch")

    def __init__(self, fetch: Callable[[str | None], Page[T]], cursor: str | None = None) -> None:
        self._fetch = fetch
        self._cursor = cursor

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            for item in page.items:
                yield item

    def pages(self) -> Iterator[Page[T]]:
        """Returns the pages."""
        cursor = self._cursor
        while True:
            page = self._fetch(cursor)
            yield page
            if page.next_cursor is None:
                return
            if page.next_cursor == cursor:
                raise RuntimeError("the server returned the same cursor again")
            cursor = page.next_cursor

    def all(self) -> list[T]:
        """Reads all pages and returns their items."""
        return [item for item in self]

    def first(self) -> T | None:
        """Returns the first item, or `None` if the list is empty."""
        for item in self:
            return item
        return None

    def __repr__(self) -> str:
        return "Pager(…)"
