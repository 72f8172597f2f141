"""Requests that schemathesis makes up out of Convex's own descriptions of its APIs, against `convex-ops serve`.

No answer may be a server error, no success may be other than described, and no error other than `{code, message}` with a
4xx status. Fails too where an operation never succeeded: then its answer was not looked at.
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
from world import World

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
    """Runs both descriptions; how many had a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=8, help="how many requests are made up for each operation")
    parser.add_argument("--seed", type=int, default=1, help="where they start")
    arguments = parser.parse_args()
    judge.try_out()
    if not (EVIDENCE / "openapi").is_dir():
        raise SystemExit(f"{EVIDENCE} has no descriptions: set CONVEX_OPS_EVIDENCE to the folder above `openapi`")
    with ThreadPoolExecutor() as pool:
        return sum(pool.map(lambda api: run(api, arguments), APIS))


def run(api: str, arguments: argparse.Namespace) -> bool:
    """Makes requests for one description; whether something is wrong."""
    description_path = EVIDENCE / "openapi" / f"{api}-openapi.json"
    description = json.loads(description_path.read_text())
    repaired = patches.apply(description)
    with tempfile.TemporaryDirectory() as folder, serve() as server:
        world = World(server["url"], server["token"], server["teamId"]).furnish()
        tally = Path(folder) / "tally.json"
        environment = {
            **os.environ,
            "PYTHONPATH": str(HERE),
            "SCHEMATHESIS_HOOKS": "hooks",
            "CONVEX_OPS_API": api,
            "CONVEX_OPS_TALLY": str(tally),
            "CONVEX_OPS_WORLD": json.dumps(asdict(world)),
        }
        options = {
            "--url": f"{world.url}/v1" if api == "management" else f"{world.address}/api/v1",
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
    print(f"{api}: {repaired} operations have a path parameter that is described without a schema, and were given one")
    return not all_succeeded(api, description, ended) or done.returncode != 0


def all_succeeded(api: str, description: dict[str, Any], ended: dict[str, dict[str, int]]) -> bool:
    """Whether each operation succeeded at least once: one that never does was not looked at."""
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
