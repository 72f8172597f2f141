"""Starts `convex-ops serve` for a test."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
COMMAND = os.environ.get("CONVEX_OPS_COMMAND", str(TARGET / "debug" / "convex-ops"))


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    token: str
    team_id: int

    def admin(self, action: str, body: Mapping[str, Any]) -> tuple[int, Any]:
        """Performs an action outside of Convex's API. Returns the status and the answer."""
        headers = {"authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(f"{self.url}/admin/{action}", json.dumps(body).encode(), headers, method="POST")
        try:
            with urllib.request.urlopen(request) as response:
                status, text = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read()
        return status, json.loads(text) if text else None


@contextmanager
def serve(*options: str) -> Iterator[Server]:
    """Runs a server with an in-memory platform, on a free port."""
    command = [COMMAND, "serve", "--json", "--admin", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            first = json.loads(process.stdout.readline())
            yield Server(first["url"], first["token"], first["teamId"])
        finally:
            process.terminate()
