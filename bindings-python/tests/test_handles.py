"""Handles, on a platform in the process and over HTTP."""

from __future__ import annotations

import asyncio
import copy
import json
import multiprocessing
import pickle
import signal
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import convex_ops as co
from convex_ops import aio

from serving import serve


@pytest.fixture(params=["embedded", "http"])
def convex(request: pytest.FixtureRequest) -> Iterator[co.Convex]:
    if request.param == "embedded":
        with co.connect("embedded:") as convex:
            yield convex
    else:
        with serve() as server, co.connect(server.url, token=server.token) as convex:
            server.admin("set_plan", {"teamId": server.team_id, "plan": "professional"})
            yield convex


@pytest.fixture
def todo(convex: co.Convex) -> co.Project:
    [team] = convex.teams.list()
    return team.project("todo").ensure()


def test_a_team_sets_up_a_project(convex: co.Convex, todo: co.Project, tmp_path: Path) -> None:
    production = todo.production().ensure()
    dev, staging = todo.dev().ensure(), todo.deployment("staging").ensure()
    assert sorted(d.type for d in todo.deployments.list()) == ["custom", "dev", "prod"]
    assert [d.name for d in todo.deployments.list(type="prod")] == [production.name]
    assert production.created.tzinfo is not None and production.last_deployed is None

    key = production.deploy_keys.create("ci", preset="deployer", expires_in=timedelta(days=30))
    assert str(key.secret) == "<redacted>" and key.secret.expose().startswith("prod:")
    assert key.expires is not None and key.expires - datetime.now(timezone.utc) > timedelta(days=29)

    production = production.confirm(production.name)
    production.environment.update({"SITE_URL": "https://todo.example", "TOKEN": co.Secret("hunter2")})
    assert production.environment.names() == {"SITE_URL", "TOKEN"}
    assert production.environment.get()["TOKEN"].expose() == "hunter2"
    production.environment.update({"TOKEN": None})
    assert production.environment.names() == {"SITE_URL"}

    backup = production.backups.create(include_storage=True)
    assert production.backups.download(backup, tmp_path / "backup.zip") > 0
    assert staging.copy_data_from(production).documents == 0
    assert dev.restore(backup).documents == 0
    with production.export() as export:
        assert export.read(2) == b"PK" and len(export.read()) > 0
    [team] = convex.teams.list()
    assert team.audit_log.list(since=timedelta(hours=1)).first() is not None
    assert convex.api.get_project_by_id(project_id=todo.id).slug == "todo"
    assert production.api.get_deployment_info().kind == "cloud"
    assert todo.delete(confirm="todo") and not todo.delete(confirm="todo")


def test_data_is_imported(todo: co.Project, tmp_path: Path) -> None:
    (tmp_path / "tasks.jsonl").write_text('{"text":"a"}\n{"text":"b"}\n')
    staging = todo.deployment("staging").ensure()
    assert staging.import_data(tmp_path / "tasks.jsonl", table="tasks").documents == 2
    with pytest.raises(co.ConvexOpsError):
        staging.import_data(tmp_path / "tasks.jsonl", table="tasks")
    assert staging.import_data(tmp_path / "tasks.jsonl", table="tasks", mode="replaceAll").documents == 2
    with pytest.raises(co.NotFoundError):
        staging.import_data(tmp_path / "absent.jsonl", table="tasks")


def test_long_work_reports_its_progress(todo: co.Project, tmp_path: Path) -> None:
    (tmp_path / "tasks.jsonl").write_text("{}\n{}\n")
    dev, reported = todo.dev().ensure(), list[co.Progress]()

    def amounts() -> list[tuple[str, int, int | None, str]]:
        last = {p.phase: (p.phase, p.done, p.total, p.unit) for p in reported}
        reported.clear()
        return list(last.values())

    dev.import_data(tmp_path / "tasks.jsonl", table="tasks", progress=reported.append)
    assert amounts() == [("upload", 6, 6, "bytes"), ("import", 2, 2, "documents")]
    size = len(dev.export(progress=reported.append).read())
    assert amounts() == [("wait", 1, 1, "steps"), ("download", size, None, "bytes")]
    backup = dev.backups.create(progress=reported.append)
    assert dev.backups.get(backup) == backup
    assert amounts() == [("backup", 1, 1, "steps")]
    size = dev.backups.download(backup, tmp_path / "backup.zip", progress=reported.append)
    assert amounts() == [("download", size, None, "bytes")]
    staging = todo.deployment("staging").ensure()
    staging.copy_data_from(dev, progress=reported.append)
    assert [phase for phase, *_ in amounts()] == ["wait", "upload", "download", "import"]


def test_exception_in_progress_cancels_the_work(todo: co.Project, tmp_path: Path) -> None:
    (tmp_path / "tasks.jsonl").write_text("{}\n{}\n")
    dev, threads = todo.dev().ensure(), list[threading.Thread]()

    def give_up(progress: co.Progress) -> None:
        threads.append(threading.current_thread())
        raise RuntimeError(progress.phase)

    with pytest.raises(RuntimeError, match="upload"):
        dev.import_data(tmp_path / "tasks.jsonl", table="tasks", progress=give_up)
    with pytest.raises(RuntimeError, match="wait"):
        dev.export(progress=give_up)
    assert threads == [threading.current_thread()] * 2


def test_progress_of_awaited_work_is_reported_in_the_loop(tmp_path: Path) -> None:
    (tmp_path / "tasks.jsonl").write_text("{}\n{}\n")
    reported: list[str] = []

    def report(progress: co.Progress) -> None:
        asyncio.get_running_loop()
        reported.append(progress.phase)

    def give_up(progress: co.Progress) -> None:
        raise RuntimeError(progress.phase)

    async def work() -> None:
        async with aio.connect("embedded:") as convex:
            [team] = [team async for team in convex.teams.list()]
            dev = await (await team.project("todo").ensure()).dev().ensure()
            await dev.import_data(tmp_path / "tasks.jsonl", table="tasks", progress=report)
            assert list(dict.fromkeys(reported)) == ["upload", "import"]
            reported.clear()
            (await dev.export(progress=report)).close()
            assert set(reported) == {"wait"}
            for failing in (dev.export(progress=give_up), dev.backups.create(progress=give_up)):
                with pytest.raises(RuntimeError, match="wait|backup"):
                    await failing

    asyncio.run(work())


def test_changes_to_production_need_confirmation(todo: co.Project) -> None:
    production = todo.production().ensure()
    with pytest.raises(co.InvalidInputError) as raised:
        production.environment.update({"A": "1"})
    assert raised.value.code == "ConfirmationRequired"
    assert production.environment.names() == frozenset()
    with pytest.raises(co.InvalidInputError):
        production.confirm("other-name-1").environment.update({"A": "1"})
    production.confirm(production.name).environment.update({"A": "1"})
    todo.deployment("staging").ensure().environment.update({"A": "1"})


def test_key_is_rotated_or_kept(todo: co.Project) -> None:
    staging = todo.deployment("staging").ensure()
    staging.deploy_keys.create("ci", preset="prGate")
    installed: list[str] = []
    key = staging.deploy_keys.rotate("ci", install=lambda secret: installed.append(secret.expose()))
    assert installed == [key.secret.expose()]
    assert [k.name for k in staging.deploy_keys.list()] == [key.name]

    def fail(_: co.Secret) -> None:
        raise ValueError("no access")

    with pytest.raises(ValueError, match="no access"):
        staging.deploy_keys.rotate("ci", install=fail)
    assert [k.name for k in staging.deploy_keys.list()] == [key.name]
    target = co.from_deploy_key("dev:absent-otter-1|eyJ2MiI6IiJ9")
    assert target.chosen_by and "absent" not in repr(target.api)


def test_lists_are_read_page_by_page(convex: co.Convex) -> None:
    [team] = convex.teams.list()
    for number in range(5):
        team.project(f"p{number}").ensure()
    pager = convex.api.list_projects(team_id=team.id, page_size=2)
    assert [len(page.items) for page in pager.pages()] == [2, 2, 1]
    assert len(pager.all()) == 5 and len(list(pager)) == 5
    assert pager.first() == pager.all()[0]
    assert {p.slug for p in team.projects.list(query="p3")} == {"p3"}
    assert [len(page.items) for page in team.projects.list(page_size=2).pages()] == [2, 2, 1]


def test_absent_things_are_not_found(convex: co.Convex) -> None:
    [team] = convex.teams.list()
    with pytest.raises(co.NotFoundError) as raised:
        team.project("absent").get()
    assert raised.value.code == "ProjectNotFound"
    assert not team.project("absent").delete(confirm="absent")


def test_null_resets_and_absence_keeps(convex: co.Convex, todo: co.Project) -> None:
    in_an_hour = datetime.now(timezone.utc) + timedelta(hours=1)
    preview = todo.preview("branch").ensure()
    convex.api.update_deployment(deployment_name=preview.name, expires_at=in_an_hour)
    expires = preview.get().expires
    assert expires is not None and abs(expires - in_an_hour) < timedelta(milliseconds=1)
    convex.api.update_deployment(deployment_name=preview.name, reference="preview/other")
    assert convex.deployment(preview.name).get().expires == expires
    convex.api.update_deployment(deployment_name=preview.name, expires_at=None)
    assert convex.deployment(preview.name).get().expires is None
    with pytest.raises(ValueError, match="no time zone"):
        convex.api.update_deployment(deployment_name=preview.name, expires_at=datetime(2030, 1, 1))


def test_reading_leaves_no_audit_event(convex: co.Convex, todo: co.Project) -> None:
    production = todo.production().ensure()
    [team] = convex.teams.list()
    before = len(team.audit_log.list(since=timedelta(hours=1)).all())
    production.environment.get()
    production.api.get_deployment_info()
    production.deploy_keys.list().all()
    assert len(team.audit_log.list(since=timedelta(hours=1)).all()) == before


def test_everything_can_be_awaited() -> None:
    async def set_up() -> list[str]:
        async with aio.connect("embedded:") as convex:
            team = await convex.teams.list().first()
            assert team is not None
            todo = await team.project("todo").ensure()
            await asyncio.gather(todo.production().ensure(), todo.dev().ensure())
            assert (await convex.api.get_project_by_id(project_id=todo.id)).slug == "todo"
            return sorted([d.type async for d in todo.deployments.list()])

    assert asyncio.run(set_up()) == ["dev", "prod"]


def test_cancelled_task_cancels_the_call() -> None:
    import socket

    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def accept() -> None:
        with listener.accept()[0] as peer:
            while peer.recv(4096):
                pass
            ended.set()

    threading.Thread(target=accept, daemon=True).start()

    async def call() -> None:
        async with aio.connect(f"http://127.0.0.1:{listener.getsockname()[1]}", token="t") as convex:
            await asyncio.wait_for(convex.whoami(), 0.2)

    with pytest.raises(asyncio.TimeoutError):
        asyncio.run(call())
    assert ended.wait(10), "the socket is still open"


def test_interrupt_cancels_the_call() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        convex = co.connect(f"http://127.0.0.1:{listener.getsockname()[1]}", token="t")
        main = threading.main_thread().ident
        assert main is not None
        # A test run in the background of a shell ignores the signal.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            threading.Timer(0.2, lambda: signal.pthread_kill(main, signal.SIGINT)).start()
            with pytest.raises(KeyboardInterrupt):
                convex.whoami()
        finally:
            signal.signal(signal.SIGINT, before)


def test_token_may_be_a_function() -> None:
    with serve() as server:
        tokens = iter(["invalid", server.token, server.token])
        with co.connect(server.url, token=lambda: next(tokens)) as convex:
            with pytest.raises(co.UnauthenticatedError):
                convex.teams.list().all()
            assert len(convex.teams.list().all()) == 1


def _slugs(url: str, token: str) -> list[str]:
    return [team.slug for team in CONVEX.teams.list()] if CONVEX else []


CONVEX: co.Convex | None = None


def test_connection_works_in_a_forked_process() -> None:
    global CONVEX
    with serve() as server:
        CONVEX = co.connect(server.url, token=server.token)
        assert len(CONVEX.teams.list().all()) == 1
        with multiprocessing.get_context("fork").Pool(1) as pool:
            assert pool.apply_async(_slugs, (server.url, server.token)).get(timeout=30) == ["first-team"]


def test_secret_is_never_shown() -> None:
    secret = co.Secret("hunter2")
    assert f"{[secret]}" == "[<redacted>]" and repr(secret) == str(secret) == "<redacted>"
    for leak in (lambda: f"{secret}", lambda: "a" + secret, lambda: secret + "a", lambda: pickle.dumps(secret)):
        with pytest.raises(TypeError):
            leak()
    with pytest.raises(TypeError):
        json.dumps(secret)
    assert copy.deepcopy(secret) == secret != co.Secret("other")


def test_records_are_immutable_values(convex: co.Convex, todo: co.Project) -> None:
    again = todo.get()
    assert again == todo and hash(again) == hash(todo)
    with pytest.raises(AttributeError):
        todo.name = "other"  # type: ignore[misc]
    key = co.DeployKey.from_json({"id": 1, "name": "a", "created": 1_700_000_000_000, "unknown": 1})
    assert key.to_json() == {"id": 1, "name": "a", "created": 1_700_000_000_000}
    with pytest.raises(TypeError):
        co.DeployKey(name="a")  # type: ignore[call-arg]


def test_closed_connection_refuses_calls() -> None:
    convex = co.connect("embedded:")
    convex.close()
    with pytest.raises(co.InvalidInputError, match="closed"):
        convex.teams.list().all()
    with pytest.raises(co.InvalidInputError):
        co.connect("not a url", token="t")
