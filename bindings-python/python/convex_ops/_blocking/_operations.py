# Derived from an async module by `cargo xtask gen`: do not edit.
"""The base of the generated methods."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

from .._operations import at, decode, fields, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._connection import Connection
    from .._pager import Page
    from .._record import Record
    from ._pager import Pager


class Operations:
    """Operations of a connection."""

    __slots__ = ("_connection", "_deployment")

    def __init__(self, connection: Connection, deployment: Mapping[str, Any] | None = None) -> None:
        self._connection = connection
        self._deployment = deployment

    def _call(self, name: str, request: dict[str, Any] | Record, spec: Any) -> Any:
        answer = self._connection.call(name, fields(request), deployment=self._deployment)
        return decode(spec, answer)

    def _bytes(self, name: str, request: dict[str, Any]) -> bytes:
        return b64decode(self._connection.call(name, request, deployment=self._deployment))

    def _pages(self, name: str, request: dict[str, Any], spec: Any) -> Pager[Any]:
        from ._pager import Pager

        def fetch(cursor: str | None) -> Page[Any]:
            answer = self._connection.call(name, at(request, cursor), deployment=self._deployment)
            return page(answer, spec)

        return Pager(fetch, request.get("cursor"))
