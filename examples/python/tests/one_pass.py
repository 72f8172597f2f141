"""Compares each example with a single pass, on an export that is hard to split."""

import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from convex_ops import check

HERE = Path(__file__).parents[1]
SAMPLE = HERE.parent / "sample"
SHARD_BYTES = 10_000
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


def make_export(folder: Path) -> Path:
    """Writes the sample with a large table in the root and in a component, an empty table, and lines longer than a shard."""
    export = folder / "export"
    messages = (SAMPLE / "export/messages/documents.jsonl").read_bytes()
    long = messages.splitlines(keepends=True)[0].replace(b'"body":"', b'"body":"' + b"long " * 5_000)
    assert len(long) > 2 * SHARD_BYTES
    documents = messages * 10 + long + b'{"no": "end"\r\n' + messages * 10 + b"\n" + long * 2 + b'{"cut'
    write(export / "messages/documents.jsonl", documents)
    write(export / "_components/mail/_components/outbox/messages/documents.jsonl", documents)
    write(export / "nothing/documents.jsonl", b"")
    for file in (SAMPLE / "export").rglob("*.jsonl"):
        target = export / file.relative_to(SAMPLE / "export")
        if not target.exists():
            write(target, file.read_bytes())
    return export


def write(file: Path, text: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)


def pack(export: Path) -> Path:
    """Writes the export as a zip."""
    packed = export.with_suffix(".zip")
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in sorted(export.rglob("*.jsonl")):
            archive.write(file, file.relative_to(export).as_posix())
    return packed


def surfaces() -> tuple[str, str]:
    """Writes the sample's surfaces. The new one also has a component with messages."""
    baseline = json.loads((SAMPLE / "baseline.json").read_text(encoding="utf-8"))
    candidate = json.loads((SAMPLE / "candidate.json").read_text(encoding="utf-8"))
    for surface in (baseline, candidate):
        outbox = {"schema": surface["schema"], "functions": []}
        surface["components"] = {**surface.get("components", {}), "mail/outbox": outbox}
    return json.dumps(baseline), json.dumps(candidate)


def assert_same_as_in_one_pass(script: str, export: Path) -> None:
    """Runs an example, whose output must equal that of a single pass."""
    baseline, candidate = surfaces()
    files = (export.parent / "baseline.json", export.parent / "candidate.json")
    for file, text in zip(files, (baseline, candidate)):
        file.write_text(text, encoding="utf-8")
    options = ["--shard-bytes", str(SHARD_BYTES), "--workers", "2", "--now", str(NOW.timestamp() * 1000)]
    command = [sys.executable, str(HERE / script), *map(str, files), str(export), *options]
    ran = subprocess.run(command, stdout=subprocess.PIPE, timeout=300)
    whole = check(baseline, candidate, data=export, now=NOW)
    assert whole.verdict == "breaking" and ran.returncode == 1
    assert ran.stdout.decode() == json.dumps(whole.to_json(), indent=2, ensure_ascii=False) + "\n"
