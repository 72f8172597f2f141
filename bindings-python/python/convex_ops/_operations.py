"""Requests and answers of the generated methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._record import Record, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._pager import Page

TYPES = "convex_ops._generated.operation_types"
"""The module whose classes are named in specifications."""


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


def fields(request: dict[str, Any] | Record) -> dict[str, Any]:
    """Returns the fields of a request."""
    return request.to_json() if isinstance(request, Record) else request


def at(request: dict[str, Any], cursor: str | None) -> dict[str, Any]:
    """Returns the request of the page at a cursor."""
    return request if cursor is None else {**request, "cursor": cursor}
