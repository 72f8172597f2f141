"""Patches of Convex's descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch", "head")

# Schemas of path parameters that some operations lack, from other operations. Without them, no requests can be generated.
SCHEMA_OF = {
    "team_id": {"$ref": "#/components/schemas/TeamId"},
    "deployment_name": {"type": "string"},
}


def apply(description: dict[str, Any]) -> int:
    """Adds missing schemas of parameters and returns the number of patched operations."""
    repaired = set()
    for name, operation in operations(description):
        for parameter in operation.get("parameters", []):
            if "schema" not in parameter:
                parameter["schema"] = SCHEMA_OF[parameter["name"]]
                repaired.add(name)
    return len(repaired)


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Iterates over the operations with their names, such as `POST /teams/{team_id}/create_project`."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation
