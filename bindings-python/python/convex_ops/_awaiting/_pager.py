"""Lists that are read page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

from .._pager import Page

T = TypeVar("T")


class AsyncPager(Generic[T]):
    """A list that is read on demand. No call is made until an item or a page is requested."""

    __slots__ = ("_cursor", "_fetch")

    def __init__(self, fetch: Callable[[str | None], Awaitable[Page[T]]], cursor: str | None = None) -> None:
        self._fetch = fetch
        self._cursor = cursor

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Returns the pages."""
        cursor = self._cursor
        while True:
            page = await self._fetch(cursor)
            yield page
            if page.next_cursor is None:
                return
            if page.next_cursor == cursor:
                raise RuntimeError("the server returned the same cursor again")
            cursor = page.next_cursor

    async def all(self) -> list[T]:
        """Reads all pages and returns their items."""
        return [item async for item in self]

    async def first(self) -> T | None:
        """Returns the first item, or `None` if the list is empty."""
        async for item in self:
            return item
        return None

    def __repr__(self) -> str:
        return "AsyncPager(…)"
