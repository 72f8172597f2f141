"""A process that used the async API ends with exit code 0."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import asyncio
from convex_ops import aio

async def main():
    async with aio.connect("embedded:") as convex:
        print(len(await convex.teams.list().all()))

asyncio.run(main())
"""


def test_interpreter_exits_while_threads_call_back() -> None:
    # The threads of a call end a moment after its answer: some runs exit in between.
    for _ in range(15):
        ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
        assert (ended.returncode, ended.stdout) == (0, "1\n"), ended.stderr
