from pathlib import Path

from export_shards import shards
from one_pass import SHARD_BYTES, assert_same_as_in_one_pass, make_export, pack


def test_a_pool_of_processes_says_what_one_pass_says(tmp_path: Path) -> None:
    assert_same_as_in_one_pass("process_pool.py", make_export(tmp_path))


def test_so_it_does_of_a_zip(tmp_path: Path) -> None:
    assert_same_as_in_one_pass("process_pool.py", pack(make_export(tmp_path)))


def test_tables_are_cut_at_any_byte_and_all_of_them_are_there(tmp_path: Path) -> None:
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
