"""Splits an export into shards: byte ranges of its tables' files."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, is_zipfile

from convex_ops import DataShard


def shards(export: Path, shard_bytes: int) -> list[DataShard]:
    """Returns ranges that together contain each document of an export once. They need not match line boundaries.

    A file in a zip can be read from its start alone, so that it is one shard; unpack the zip to check one large table
    in many places.
    """
    found = []
    for name, size in _documents(export):
        component, table = _place(name)
        if table.startswith("_"):
            continue
        cuts = range(0, size, shard_bytes) if export.is_dir() else range(1)
        for start in cuts or (0,):
            shard: DataShard = {"component": component, "table": table, "start": start}
            # The last range of a file has no end.
            if start + shard_bytes < size and export.is_dir():
                shard["end"] = start + shard_bytes
            found.append(shard)
    return found


def _documents(export: Path) -> Iterator[tuple[str, int]]:
    """Iterates over the files with documents and their sizes."""
    if is_zipfile(export):
        with ZipFile(export) as archive:
            entries = [(entry.filename, entry.file_size) for entry in archive.infolist()]
        yield from (entry for entry in entries if entry[0].endswith("/documents.jsonl"))
    else:
        for file in sorted(export.rglob("documents.jsonl")):
            yield file.relative_to(export).as_posix(), file.stat().st_size


def _place(name: str) -> tuple[str, str]:
    """Returns component and table of a file such as `_components/a/_components/b/users/documents.jsonl`."""
    *folders, table, _ = PurePosixPath(name).parts
    return "/".join(folders[1::2]), table
