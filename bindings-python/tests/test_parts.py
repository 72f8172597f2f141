import json
import os
import pickle
import signal
import threading
from datetime import datetime, timezone
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from convex_ops import DataPart, DataShard, InvalidInputError, TableDocuments, check, check_data, merge_data

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
EXPORT = SAMPLE / "export"
CANDIDATE = (SAMPLE / "candidate.json").read_text(encoding="utf-8")
MESSAGES = (EXPORT / "messages" / "documents.jsonl").read_bytes()


def report(**data: Any) -> str:
    return json.dumps(check(CANDIDATE, CANDIDATE, now=NOW, values=True, **data).to_json())


def part(table: str, start: int = 0, end: int | None = None) -> DataPart:
    shard: DataShard = {"table": table, "start": start}
    if end is not None:
        shard["end"] = end
    return check_data(CANDIDATE, EXPORT, shard=shard)


def others() -> DataPart:
    return merge_data(part(table) for table in ("channels", "reminders", "teams", "users"))


def test_merged_shards_match_a_single_pass() -> None:
    whole, rest = report(data=EXPORT), others()
    assert "`messages" in whole
    for cut in range(0, len(MESSAGES) + 1, 13):
        parts = [part("messages", 0, cut), rest, part("messages", cut)]
        assert report(parts=reversed(parts)) == whole
        assert merge_data(parts) == check_data(CANDIDATE, EXPORT)


def test_order_of_merging_makes_no_difference() -> None:
    parts = [part("messages", 0, 500), part("messages", 500, 1000), part("messages", 1000), others()]
    merged = {merge_data([merge_data([a, b]), merge_data([c, d])]) for a, b, c, d in permutations(parts)}
    merged |= {merge_data([a, merge_data([b, merge_data([c, d])])]) for a, b, c, d in permutations(parts)}
    assert merged == {check_data(CANDIDATE, EXPORT)}


def test_documents_in_memory_can_be_shards() -> None:
    text = MESSAGES.decode()
    tables: TableDocuments = {
        "table": "_tables",
        "documents": (EXPORT / "_tables" / "documents.jsonl").read_text(encoding="utf-8"),
    }

    def shard(start: int, end: int) -> TableDocuments:
        return {"table": "messages", "documents": text[start:end], "start": start, "fileBytes": len(MESSAGES)}

    assert len(text) == len(MESSAGES)
    whole = report(data=[tables, {"table": "messages", "documents": text}])
    cut = text.index("\n", len(text) // 2) + 1
    parts = [check_data(CANDIDATE, [tables, shard(*ends)]) for ends in ((cut, len(text)), (0, cut))]
    assert report(parts=parts) == whole


def test_parts_are_plain_text() -> None:
    sent: DataPart = pickle.loads(pickle.dumps(part("messages")))
    assert merge_data([sent, others()]) == check_data(CANDIDATE, EXPORT)


def test_parts_that_do_not_match_are_errors() -> None:
    def error(parts: list[DataPart]) -> InvalidInputError:
        with pytest.raises(InvalidInputError) as raised:
            check(CANDIDATE, CANDIDATE, parts=parts)
        return raised.value

    start, rest = part("messages", 0, 500), others()
    gap = error([start, rest])
    assert (gap.location.file, "no part contains the bytes" in str(gap)) == ("messages", True)
    overlap = error([start, rest, part("messages", 0)])
    assert (overlap.location.file, "were already checked" in str(overlap)) == ("messages", True)
    other = check_data((SAMPLE / "baseline.json").read_text(encoding="utf-8"), EXPORT, shard={"table": "messages"})
    assert "different checks" in str(error([start, rest, other]))
    damaged = error([rest, start[:-10]])
    assert (damaged.location.path, damaged.help) == (".data.parts[1]", "pass parts unchanged")
    assert error([]).location.path == ".data.parts"
    with pytest.raises(InvalidInputError):
        check(CANDIDATE, CANDIDATE, data=EXPORT, parts=[start])


def test_ctrl_c_cancels_a_check(tmp_path: Path) -> None:
    # A pipe without data: the check would block forever.
    pipe, cancelled = tmp_path / "pipe", threading.Event()
    os.mkfifo(pipe)

    def press() -> None:
        # Opening blocks until the other end is opened.
        with pipe.open("wb"):
            os.kill(os.getpid(), signal.SIGINT)
            cancelled.wait()

    thread = threading.Thread(target=press)
    # Background jobs of a shell ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    thread.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            check_data(CANDIDATE, pipe)
    finally:
        signal.signal(signal.SIGINT, before)
        cancelled.set()
        thread.join()
