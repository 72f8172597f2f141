from pathlib import Path

from one_pass import assert_same_as_in_one_pass, make_export


def test_spark_matches_a_single_pass(tmp_path: Path) -> None:
    assert_same_as_in_one_pass("spark.py", make_export(tmp_path))
