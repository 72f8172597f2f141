# Derived from an async module by `cargo xtask gen`: do not edit.
"""One team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from .._blocking._pager import Pager
from .._connection import Connection
from .._generated.operation_types import AuditEvent, Member, TeamData, Token
from ._deployments import Deployments
from ._lists import _list
from ._project import Project, ProjectHandle


class TeamHandle:
    """Names a team. Makes no call until a verb is used."""

    _connection: Connection
    _team: str

    def __init__(self, connection: Connection, slug: str) -> None:
        self.__dict__.update(_connection=connection, _team=slug)

    @property
    def projects(self) -> Projects:
        """The projects of the team."""
        return Projects(self._connection, self._team)

    @property
    def deployments(self) -> Deployments:
        """The deployments of all projects of the team."""
        return Deployments(self._connection, "team", self._team)

    @property
    def members(self) -> Members:
        """The members of the team."""
        return Members(self._connection, self._team)

    @property
    def tokens(self) -> Tokens:
        """The team's access tokens that the caller created."""
        return Tokens(self._connection, self._team)

    @property
    def audit_log(self) -> AuditLog:
        """The audit log of the team."""
        return AuditLog(self._connection, self._team)

    def project(self, slug: str) -> ProjectHandle:
        """Returns a handle for a project of the team."""
        return ProjectHandle(self._connection, self._team, slug)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._team!r})"


class Team(TeamHandle, TeamData):
    """A team: its handle, with its data."""

    @classmethod
    def _of(cls, connection: Connection, data: Mapping[str, Any]) -> Team:
        team = cls.from_json(data)
        team.__dict__.update(_connection=connection, _team=data["slug"])
        return team

    __repr__ = TeamData.__repr__


class Members:
    """Members of a team."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(self) -> Pager[Member]:
        """Lists the members."""
        return _list(self._connection, "team.members.list", Member.from_json, team=self._team)


class Tokens:
    """Access tokens of a team. Convex lists only those that the caller created."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(self, *, page_size: int | None = None) -> Pager[Token]:
        """Lists the tokens, without their secrets."""
        request = {"pageSize": page_size}
        return _list(self._connection, "team.tokens.list", Token.from_json, request, team=self._team)


class AuditLog:
    """Audit log of a team."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(
        self, *, since: datetime | timedelta, until: datetime | None = None, page_size: int | None = None
    ) -> Pager[AuditEvent]:
        """Lists events, newest first. A `timedelta` counts back from now."""
        start = datetime.now(timezone.utc) - since if isinstance(since, timedelta) else since
        request = {"since": start, "until": until, "pageSize": page_size}
        return _list(self._connection, "team.auditLog.list", AuditEvent.from_json, request, team=self._team)


class Projects:
    """Projects of a team."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(self, *, query: str | None = None, page_size: int | None = None) -> Pager[Project]:
        """Lists the projects, optionally those whose name or slug contains `query`."""

        def make(data: Mapping[str, Any]) -> Project:
            return Project._of(self._connection, self._team, data)

        request = {"query": query, "pageSize": page_size}
        return _list(self._connection, "team.projects.list", make, request, team=self._team)
