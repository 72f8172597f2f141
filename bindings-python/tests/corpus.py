"""Reads the test cases shared by all languages."""

import json
from pathlib import Path
from typing import Any

CONFORMANCE = Path(__file__).parents[2] / "conformance"


def cases(name: str) -> Any:
    """Reads a file of the corpus."""
    loaded = json.loads((CONFORMANCE / name).read_text(encoding="utf-8"))
    assert loaded, f"{name} has no case"
    return loaded
