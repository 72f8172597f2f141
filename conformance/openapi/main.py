"""Sends requests that schemathesis generates from Convex's OpenAPI descriptions to `convex-ops serve`.

No response may be a server error, every success must match its description, and every error must be `{code, message}`
with a 4xx status. Fails also if an operation never succeeded, because its response was not checked then.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

import judge
import patches
from server import ROOT, serve
from fixtures import Fixtures

HERE = Path(__file__).resolve().parent
APIS = ("management", "deployment")
EVIDENCE = Path(os.environ.get("CONVEX_OPS_EVIDENCE", ROOT.parent / "shared"))

CHECKS = [
    "not_a_server_error",
    "response_schema_conformance",
    "answers_as_convex",
    "opens_with_a_key_alone",
    "Tally",
]


def main() -> int:
    """Tests both APIs and returns the number of those with a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=8, help="number of generated requests per operation")
    parser.add_argument("--seed", type=int, default=1, help="random seed")
    arguments = parser.parse_args()
    judge.try_out()
    if not (EVIDENCE / "openapi").is_dir():
        raise SystemExit(f"{EVIDENCE} has no descriptions: set CONVEX_OPS_EVIDENCE to the folder above `openapi`")
    with ThreadPoolExecutor() as pool:
        return sum(pool.map(lambda api: run(api, arguments), APIS))


def run(api: str, arguments: argparse.Namespace) -> bool:
    """Tests one API and returns true if a check failed."""
    description_path = EVIDENCE / "openapi" / f"{api}-openapi.json"
    description = json.loads(description_path.read_text())
    repaired = patches.apply(description)
    with tempfile.TemporaryDirectory() as folder, serve() as server:
        fixtures = Fixtures(server["url"], server["token"], server["teamId"]).create()
        tally = Path(folder) / "tally.json"
        environment = {
            **os.environ,
            "PYTHONPATH": str(HERE),
            "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
            "CONVEX_OPS_API": api,
            "CONVEX_OPS_TALLY": str(tally),
            "CONVEX_OPS_FIXTURES": json.dumps(asdict(fixtures)),
        }
        options = {
            "--url": f"{fixtures.url}/v1" if api == "management" else f"{fixtures.address}/api/v1",
            "--checks": ",".join(CHECKS),
            "--phases": "coverage,fuzzing",
            "--max-examples": str(arguments.examples),
            "--seed": str(arguments.seed),
            "--generation-database": "none",
            "--suppress-health-check": "all",
            "--warnings": "off",
        }
        program = Path(sys.executable).parent / "schemathesis"
        command = [str(program), "run", str(description_path), "--continue-on-failure", *chain(*options.items())]
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
        ended = json.loads(tally.read_text()) if tally.exists() else {}
    print(done.stdout, done.stderr, sep="")
    print(f"{api}: added missing schemas of path parameters to {repaired} operations")
    return not all_succeeded(api, description, ended) or done.returncode != 0


def all_succeeded(api: str, description: dict[str, Any], ended: dict[str, dict[str, int]]) -> bool:
    """Checks that each operation succeeded at least once, so that its response was checked."""
    named = [name for name, _ in patches.operations(description)]
    successes = {name: sum(times for status, times in ended.get(name, {}).items() if status < "300") for name in named}
    never = [name for name in named if not successes[name]]
    calls = sum(sum(times.values()) for times in ended.values())
    print(f"{api}: {calls} calls, {sum(successes.values())} of them successes, of {len(named) - len(never)} operations")
    for name in never:
        print(f"{api}: `{name}` never succeeded: {ended.get(name)}")
    return not never


if __name__ == "__main__":
    sys.exit(main())
