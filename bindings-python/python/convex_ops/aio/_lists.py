"""Lists that verbs return page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._awaiting._pager import AsyncPager
from .._connection import Connection
from .._pager import Page
from .._record import given


def _list(
    connection: Connection,
    verb: str,
    make: Callable[[Any], Any],
    request: dict[str, Any] | None = None,
    **receiver: Any,
) -> AsyncPager[Any]:
    async def fetch(cursor: str | None) -> Page[Any]:
        call = given({**(request or {}), "cursor": cursor})
        answer = await connection.call_async(verb, call, **receiver)
        return Page(tuple(make(item) for item in answer["items"]), answer.get("nextCursor"))

    return AsyncPager(fetch)
