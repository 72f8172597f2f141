"""Starts `convex-ops serve`, in memory, on a free port."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
COMMAND = os.environ.get("CONVEX_OPS_COMMAND", str(TARGET / "debug/convex-ops"))


@contextmanager
def serve() -> Iterator[dict[str, Any]]:
    """Runs a server and yields its address, the token of its first member, and their team."""
    with subprocess.Popen([COMMAND, "serve", "--json", "--admin"], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
    if process.returncode != 0:
        raise RuntimeError(f"the server exited with {process.returncode}")
