"""Arguments and output of both examples."""

import argparse
import json
from datetime import datetime, timezone
from pathlib import Path

from convex_ops import Report


def time(milliseconds: str) -> datetime:
    """Reads a time, in milliseconds since the Unix epoch."""
    return datetime.fromtimestamp(float(milliseconds) / 1000, timezone.utc)


def parse(what: str) -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("baseline", type=Path, help="the surface file of the version that is live")
    parser.add_argument("candidate", type=Path, help="the surface file of the new version")
    parser.add_argument("export", type=Path, help="the folder that an export unpacks to, or its zip")
    parser.add_argument("--shard-bytes", type=int, default=64 << 20, help="how much of a table is one shard")
    parser.add_argument("--workers", type=int, default=2, help="how many shards are checked at once")
    parser.add_argument("--now", type=time, help="the time of the check, in milliseconds since the Unix epoch")
    return parser.parse_args()


def answer(report: Report) -> int:
    """Prints a report as JSON and returns the exit code: 1 if something breaks."""
    print(json.dumps(report.to_json(), indent=2, ensure_ascii=False))
    return int(report.verdict == "breaking")
