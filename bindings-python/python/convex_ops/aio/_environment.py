"""Environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._connection import Connection
from .._secret import Secret


class AsyncEnvironment:
    """Environment variables of a deployment, or defaults of a project."""

    __slots__ = ("_connection", "_receiver", "_verbs")

    def __init__(self, connection: Connection, verbs: str, receiver: dict[str, Any]) -> None:
        self._connection, self._verbs, self._receiver = connection, verbs, receiver

    async def get(self) -> Mapping[str, Secret]:
        """Returns the values by name."""
        values = await self._connection.call_async(f"{self._verbs}.get", {}, **self._receiver)
        return {name: Secret(value) for name, value in values.items()}

    async def names(self) -> frozenset[str]:
        """Returns the names."""
        return frozenset(await self.get())

    async def update(self, changes: Mapping[str, str | Secret | None]) -> None:
        """Sets variables. `None` removes one. All changes are made, or none."""
        await self._connection.call_async(f"{self._verbs}.update", {"changes": changes}, **self._receiver)
