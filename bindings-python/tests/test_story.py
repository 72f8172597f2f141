"""The story of `story.py` prints the same lines as in every other language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import convex_ops as co

from serving import ROOT, serve

STORY = ROOT / "conformance" / "story"
LINES = (STORY / "lines.txt").read_text()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    tasks, export = tmp_path / "tasks.jsonl", tmp_path / "export.zip"
    tasks.write_text('{"text":"buy milk"}\n{"text":"call home"}\n')
    with co.connect("embedded:") as convex:
        [team] = convex.teams.list()
        dev = team.project("source").ensure().dev().ensure()
        dev.import_data(tasks, table="tasks", format="jsonLines")
        export.write_bytes(dev.export().read())
    return export


def story(location: str, data: Path, **env: str) -> str:
    apps = [str(STORY / "old.json"), str(STORY / "new.json")]
    command = [sys.executable, str(Path(__file__).parent / "story.py"), location, *apps, str(data)]
    env = {**os.environ, "CONVEX_OPS_RELEASES": str(data.parent / "releases"), **env}
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout


def test_story_runs_in_this_process(data: Path) -> None:
    assert story("embedded:", data) == LINES


def test_story_runs_over_http(data: Path) -> None:
    with serve() as server:
        server.admin("set_plan", {"teamId": server.team_id, "plan": "professional"})
        assert story(server.url, data, CONVEX_ACCESS_TOKEN=server.token) == LINES
