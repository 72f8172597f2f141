"""Methods of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._generated.types import Finding, Level, ReportFormat, Undecided, Verdict

_LEVELS = ("info", "risky", "breaking")


class ReportMethods:
    """Methods of a report."""

    __slots__ = ()

    if TYPE_CHECKING:
        findings: tuple[Finding, ...]
        missing: tuple[str, ...]
        undecided: tuple[Undecided, ...]
        verdict: Verdict

        def to_json(self) -> dict[str, Any]:
            """Returns the report as JSON."""

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """Returns the findings of a level or a higher one that the policy did not accept."""
        if level not in _LEVELS:
            from .errors import InvalidInputError

            raise InvalidInputError(f"unknown level {level!r}", help=f"use one of {', '.join(_LEVELS)}")
        high = _LEVELS[_LEVELS.index(level) :]
        return tuple(finding for finding in self.findings if finding.accepted is None and finding.level in high)

    def render(self, format: ReportFormat = "text", *, fail_on: Level = "breaking", values: bool = False) -> str:
        """Returns the report as text.

        - `fail_on`: minimum level of findings that count as failures.
        - `values`: shows values of stored documents, as text and JSON can. These may be private.
        """
        from ._crossing import call

        text: str = call("render", {"report": self.to_json(), "format": format, "failOn": fail_on, "values": values})["text"]
        return text

    def raise_for_findings(self, *, fail_on: Level = "breaking", allow_undecided: bool = False) -> Self:
        """Raises `FindingsError` if the report has findings of a level, or is undecided. Returns the report."""
        from .errors import FindingsError

        found = self.at_least(fail_on)
        if found or (not allow_undecided and (self.undecided or self.missing)):
            raise FindingsError(_summary(self, found), self)
        return self

    def _repr_html_(self) -> str:
        return self.render("html")


def _summary(report: ReportMethods, found: tuple[Finding, ...]) -> str:
    if not found:
        return f"the check is {report.verdict}: {len(report.undecided)} questions, missing {list(report.missing)}"
    first = found[0]
    more = "" if len(found) == 1 else f", and {len(found) - 1} more"
    return f"{first.level}: {first.message} ({first.rule}){more}"
