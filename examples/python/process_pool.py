"""Checks an export with several processes."""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import arguments
from convex_ops import DataPart, DataShard, check, check_data
from export_shards import shards


def check_shard(schema: str, export: Path, shard: DataShard) -> DataPart:
    """Checks one shard and returns the result as a short text."""
    return check_data(schema, export, shard=shard)


def main() -> int:
    options = arguments.parse(__doc__)
    baseline, candidate = (path.read_text(encoding="utf-8") for path in (options.baseline, options.candidate))
    work = partial(check_shard, candidate, options.export)
    with ProcessPoolExecutor(options.workers) as pool:
        parts = list(pool.map(work, shards(options.export, options.shard_bytes)))
    # `check` merges the parts, in any order.
    return arguments.answer(check(baseline, candidate, parts=parts, now=options.now))


if __name__ == "__main__":
    sys.exit(main())
