"""Ways to connect."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta

from ._blocking._convex import Convex
from ._blocking._deployment import Target
from ._connection import Connection, Token
from ._secret import Secret


def connect(
    location: str | None = None,
    *,
    token: Token | None = None,
    timeout: timedelta | None = None,
    max_attempts: int | None = None,
    releases: str | os.PathLike[str] | None = None,
) -> Convex:
    """Connects to the platform at `location`. No call is made.

    - `location`: `https://api.convex.dev` (the default) or another server of the same API, `embedded:` for a platform in
      this process, or `embedded:PATH` for one in a file.
    - `token`: an access token, or a function that returns one for each call. `CONVEX_ACCESS_TOKEN` by default.
      `embedded:` needs none.
    - `timeout`: maximum time of a call, with all its attempts.
    - `max_attempts`: maximum number of attempts of a call.
    - `releases`: folder of the release store: `CONVEX_OPS_RELEASES`, or else `.convex-ops/releases`, by default.
      `embedded:` keeps releases in memory.
    """
    return Convex(Connection(location, token=token, timeout=timeout, max_attempts=max_attempts, releases=releases))


def from_env(environ: Mapping[str, str] | None = None, *, releases: str | os.PathLike[str] | None = None) -> Target:
    """Returns the deployment that `npx convex deploy` would choose; `chosen_by` is the rule that chose it.

    Reads `CONVEX_DEPLOY_KEY`, `CONVEX_SELF_HOSTED_URL` with its admin key, or `CONVEX_DEPLOYMENT` with
    `CONVEX_ACCESS_TOKEN`: from `environ` or, without it, from the environment of this process, with the files
    `.env.local` and `.env` of the current folder. `CONVEX_DEPLOYMENT` chooses the production deployment of its project.
    """
    return _target(Connection.of_environment(environ, releases))


def from_deploy_key(
    key: str | Secret, *, url: str | None = None, releases: str | os.PathLike[str] | None = None
) -> Target:
    """Returns the deployment that a key belongs to. `url` is the address of a self-hosted deployment."""
    return _target(Connection.of_key(key, url, releases))


def _target(connection: Connection) -> Target:
    chosen = connection.call("target", {})
    return Target(connection, chosen["path"], chosen["chosenBy"])
