from pathlib import Path

from export_shards import shards
from one_pass import SHARD_BYTES, assert_same_as_in_one_pass, make_export, pack


def test_process_pool_matches_a_single_pass(tmp_path: Path) -> None:
    assert_same_as_in_one_pass("process_pool.py", make_export(tmp_path))


def test_process_pool_matches_a_single_pass_over_a_zip(tmp_path: Path) -> None:
    assert_same_as_in_one_pass("process_pool.py", pack(make_export(tmp_path)))


def test_shards_cover_all_tables(tmp_path: Path) -> None:
    export = make_export(tmp_path)
    messages = [shard for shard in shards(export, SHARD_BYTES) if shard["table"] == "messages"]
    assert {shard["component"] for shard in messages} == {"", "mail/outbox"}
    assert len(messages) > 20
    root = [shard for shard in messages if shard["component"] == ""]
    assert [shard["start"] for shard in root[1:]] == [shard["end"] for shard in root[:-1]]
    assert "end" not in root[-1]
    bytes_ = (export / "messages/documents.jsonl").read_bytes()
    assert any(bytes_[shard["start"] - 1 : shard["start"]] != b"\n" for shard in root[1:])
    tables = {shard["table"] for shard in shards(export, SHARD_BYTES)}
    assert tables == {"channels", "messages", "nothing", "reminders", "teams", "users"}
