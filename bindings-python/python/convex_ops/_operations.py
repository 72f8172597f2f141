"""The base of the generated methods."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

from ._record import Record, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._connection import Connection
    from ._pager import AsyncPager, Page, Pager

TYPES = "convex_ops._generated.operation_types"
"""The module whose classes are named in specifications."""


class Operations:
    """Operations that block until they have an answer."""

    __slots__ = ("_connection", "_deployment")

    def __init__(self, connection: Connection, deployment: Mapping[str, Any] | None = None) -> None:
        self._connection = connection
        self._deployment = deployment

    def _call(self, name: str, request: dict[str, Any] | Record, spec: Any) -> Any:
        answer = self._connection.call(name, _fields(request), deployment=self._deployment)
        return decode(spec, answer)

    def _bytes(self, name: str, request: dict[str, Any]) -> bytes:
        return b64decode(self._connection.call(name, request, deployment=self._deployment))

    def _pages(self, name: str, request: dict[str, Any], spec: Any) -> Pager[Any]:
        from ._pager import Pager

        def fetch(cursor: str | None) -> Page[Any]:
            return page(self._connection.call(name, _at(request, cursor), deployment=self._deployment), spec)

        return Pager(fetch, request.get("cursor"))


class AsyncOperations:
    """Operations to be awaited."""

    __slots__ = ("_connection", "_deployment")

    def __init__(self, connection: Connection, deployment: Mapping[str, Any] | None = None) -> None:
        self._connection = connection
        self._deployment = deployment

    async def _call(self, name: str, request: dict[str, Any] | Record, spec: Any) -> Any:
        answer = await self._connection.call_async(name, _fields(request), deployment=self._deployment)
        return decode(spec, answer)

    async def _bytes(self, name: str, request: dict[str, Any]) -> bytes:
        return b64decode(await self._connection.call_async(name, request, deployment=self._deployment))

    def _pages(self, name: str, request: dict[str, Any], spec: Any) -> AsyncPager[Any]:
        from ._pager import AsyncPager

        async def fetch(cursor: str | None) -> Page[Any]:
            answer = await self._connection.call_async(name, _at(request, cursor), deployment=self._deployment)
            return page(answer, spec)

        return AsyncPager(fetch, request.get("cursor"))


def decode(spec: Any, answer: Any) -> Any:
    """Reads an answer."""
    if spec is None:
        return answer
    from ._generated import operation_types  # noqa: F401

    return read(spec, answer, TYPES)


def page(answer: Mapping[str, Any], spec: Any) -> Page[Any]:
    """Reads a page of an operation."""
    from ._pager import Page

    pagination = answer["pagination"]
    cursor = pagination.get("nextCursor") if pagination["hasMore"] else None
    return Page(decode(("list", spec), answer["items"]), cursor)


def _fields(request: dict[str, Any] | Record) -> dict[str, Any]:
    return request.to_json() if isinstance(request, Record) else request


def _at(request: dict[str, Any], cursor: str | None) -> dict[str, Any]:
    return request if cursor is None else {**request, "cursor": cursor}
