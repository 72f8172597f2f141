"""One team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from .._awaiting._pager import AsyncPager
from .._connection import Connection
from .._generated.operation_types import AuditEvent, Member, TeamData, Token
from ._deployments import AsyncDeployments
from ._lists import _list
from ._project import AsyncProject, AsyncProjectHandle


class AsyncTeamHandle:
    """Names a team. Makes no call until a verb is used."""

    _connection: Connection
    _team: str

    def __init__(self, connection: Connection, slug: str) -> None:
        self.__dict__.update(_connection=connection, _team=slug)

    @property
    def projects(self) -> AsyncProjects:
        """The projects of the team."""
        return AsyncProjects(self._connection, self._team)

    @property
    def deployments(self) -> AsyncDeployments:
        """The deployments of all projects of the team."""
        return AsyncDeployments(self._connection, "team", self._team)

    @property
    def members(self) -> AsyncMembers:
        """The members of the team."""
        return AsyncMembers(self._connection, self._team)

    @property
    def tokens(self) -> AsyncTokens:
        """The team's access tokens that the caller created."""
        return AsyncTokens(self._connection, self._team)

    @property
    def audit_log(self) -> AsyncAuditLog:
        """The audit log of the team."""
        return AsyncAuditLog(self._connection, self._team)

    def project(self, slug: str) -> AsyncProjectHandle:
        """Returns a handle for a project of the team."""
        return AsyncProjectHandle(self._connection, self._team, slug)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._team!r})"


class AsyncTeam(AsyncTeamHandle, TeamData):
    """A team: its handle, with its data."""

    @classmethod
    def _of(cls, connection: Connection, data: Mapping[str, Any]) -> AsyncTeam:
        team = cls.from_json(data)
        team.__dict__.update(_connection=connection, _team=data["slug"])
        return team

    __repr__ = TeamData.__repr__


class AsyncMembers:
    """Members of a team."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(self) -> AsyncPager[Member]:
        """Lists the members."""
        return _list(self._connection, "team.members.list", Member.from_json, team=self._team)


class AsyncTokens:
    """Access tokens of a team. Convex lists only those that the caller created."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(self, *, page_size: int | None = None) -> AsyncPager[Token]:
        """Lists the tokens, without their secrets."""
        request = {"pageSize": page_size}
        return _list(self._connection, "team.tokens.list", Token.from_json, request, team=self._team)


class AsyncAuditLog:
    """Audit log of a team."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(
        self, *, since: datetime | timedelta, until: datetime | None = None, page_size: int | None = None
    ) -> AsyncPager[AuditEvent]:
        """Lists events, newest first. A `timedelta` counts back from now."""
        start = datetime.now(timezone.utc) - since if isinstance(since, timedelta) else since
        request = {"since": start, "until": until, "pageSize": page_size}
        return _list(self._connection, "team.auditLog.list", AuditEvent.from_json, request, team=self._team)


class AsyncProjects:
    """Projects of a team."""

    __slots__ = ("_connection", "_team")

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection, self._team = connection, team

    def list(self, *, query: str | None = None, page_size: int | None = None) -> AsyncPager[AsyncProject]:
        """Lists the projects, optionally those whose name or slug contains `query`."""

        def make(data: Mapping[str, Any]) -> AsyncProject:
            return AsyncProject._of(self._connection, self._team, data)

        request = {"query": query, "pageSize": page_size}
        return _list(self._connection, "team.projects.list", make, request, team=self._team)
