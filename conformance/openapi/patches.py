"""What is repaired in Convex's descriptions before requests are made out of them, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch", "head")

# Parameters in the path that some operations describe without a schema: nothing could be made for them. Others of the
# same name have one, and it is used for all.
SCHEMA_OF = {
    "team_id": {"$ref": "#/components/schemas/TeamId"},
    "deployment_name": {"type": "string"},
}


def apply(description: dict[str, Any]) -> int:
    """Gives every parameter a schema; for how many operations that was needed."""
    repaired = set()
    for name, operation in operations(description):
        for parameter in operation.get("parameters", []):
            if "schema" not in parameter:
                parameter["schema"] = SCHEMA_OF[parameter["name"]]
                repaired.add(name)
    return len(repaired)


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation with its name: `POST /teams/{team_id}/create_project`."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation
