import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import * as api from "convex-ops";
import { eachPlatform, on } from "./platforms.mjs";

const { Secret } = api;
const DAY_MS = 86_400_000;
const tasks = new TextEncoder().encode('{"text":"buy milk"}\n{"text":"call home"}\n');

async function todo(convex) {
  const [team] = await convex.teams.list().all();
  const project = await team.project("todo").ensure();
  return { team, project };
}

async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), "convex-ops-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

eachPlatform((platform) => {
  const define = (name, work) => test(`${platform.name}: ${name}`, () => on(platform, work));

  define("a team sets up a project", async ({ convex, confirmed }) => {
    const { team, project } = await todo(convex);
    assert.ok(team instanceof api.Team && project instanceof api.Project && project.created instanceof Date);
    let production = await project.production().ensure();
    const [dev, staging] = [await project.dev().ensure(), await project.deployment("staging").ensure()];
    const types = (await project.deployments.list().all()).map((deployment) => deployment.type);
    assert.deepEqual(types.sort(), ["custom", "dev", "prod"]);
    assert.deepEqual((await project.deployments.list({ type: "dev" }).all()).map(({ name }) => name), [dev.name]);
    assert.equal((await team.deployments.list().all()).length, 3);

    const key = await production.deployKeys.create("ci", { preset: "deployer", expiresInMs: 30 * DAY_MS });
    assert.equal(String(key.secret), "<redacted>");
    assert.match(key.secret.expose(), /^prod:/);
    assert.ok(Math.abs(key.expires.getTime() - Date.now() - 30 * DAY_MS) < DAY_MS);

    production = confirmed(production);
    assert.equal(production.name, (await production.get()).name);
    const imported = await production.importData(tasks, { table: "tasks", format: "jsonLines", mode: "replace" });
    assert.equal(imported.documents, 2);
    await production.environment.update({ SITE_URL: "https://todo.example", OTHER: new Secret("x") });
    assert.deepEqual([...(await production.environment.names())].sort(), ["OTHER", "SITE_URL"]);
    assert.equal((await production.environment.get()).SITE_URL.expose(), "https://todo.example");
    await production.environment.update({ OTHER: null });
    assert.deepEqual([...(await production.environment.names())], ["SITE_URL"]);

    const backup = await production.backups.create({ includeStorage: true });
    assert.deepEqual((await production.backups.list().all()).map(({ id }) => id), [backup.id]);
    assert.equal((await staging.copyDataFrom(production)).documents, 2);
    assert.equal((await dev.restore(backup)).documents, 2);
    const event = await team.auditLog.list({ since: new Date(Date.now() - 3_600_000) }).first();
    assert.ok(event.time instanceof Date && event.action.includes(":"));
    const { slug } = await convex.api.getProjectById({ projectId: project.id });
    assert.deepEqual([slug, (await production.api.getDeploymentInfo()).kind], ["todo", "cloud"]);
    assert.equal(await production.backups.delete(backup), true);
    assert.equal(await dev.delete(), true);
    assert.equal(await dev.delete(), false);
  });

  define("lists are read page by page", async ({ convex }) => {
    const [team] = await convex.teams.list().all();
    for (const name of ["one", "two", "three"]) await team.project(name).ensure();
    const slugs = [];
    for await (const project of team.projects.list({ pageSize: 2 })) slugs.push(project.slug);
    assert.deepEqual(slugs, ["three", "two", "one"]);
    const sizes = [];
    for await (const page of team.projects.list({ pageSize: 2 }).pages()) sizes.push(page.items.length);
    assert.deepEqual(sizes, [2, 1]);
    assert.deepEqual((await team.projects.list({ query: "thr" }).all()).map(({ slug }) => slug), ["three"]);
    assert.equal((await team.projects.list().first()).slug, "three");
    assert.equal(await team.projects.list({ query: "none" }).first(), undefined);
    assert.equal(team.projects.list().then, undefined);
    const operation = convex.api.listProjects({ teamId: team.id, limit: 2 });
    assert.deepEqual((await operation.all()).map(({ slug, createTime }) => [slug, createTime instanceof Date]), [
      ["three", true],
      ["two", true],
      ["one", true],
    ]);
  });

  define("changes to production need a confirmation", async ({ convex }) => {
    const { project } = await todo(convex);
    const production = await project.production().ensure();
    const change = (deployment) => deployment.environment.update({ A: "1" });
    await assert.rejects(change(production), (error) => {
      assert.ok(error instanceof api.ConfirmationRequiredError && error instanceof api.InvalidInputError);
      return error.deploymentName === production.name;
    });
    await assert.rejects(change(production.confirm("other-name-1")), { code: "ConfirmationMismatch" });
    await change(production.confirm(production.name));
    await change(convex.deployment(production.name));
    await assert.rejects(convex.deployment(production.name).delete(), api.ConfirmationRequiredError);
    const itself = change(production.confirmSelf());
    if (platform.name === "embedded") await itself;
    else await assert.rejects(itself, api.UnsupportedError);
    await change(await project.dev().ensure());
  });

  define("files are received in pieces", async ({ convex }) => {
    const { project } = await todo(convex);
    const dev = await project.dev().ensure();
    await inFolder(async (folder) => {
      const path = join(folder, "tasks.jsonl");
      await writeFile(path, tasks);
      assert.equal((await dev.importData(path, { table: "tasks" })).documents, 2);
      await assert.rejects(dev.importData(pathToFileURL(path), { table: "tasks" }), { code: "ImportFailed" });
      assert.equal((await dev.importData(pathToFileURL(path), { table: "tasks", mode: "append" })).documents, 2);
      await assert.rejects(dev.importData(join(folder, "absent.zip")), api.ConvexOpsError);

      const exported = await dev.export();
      const zip = Buffer.concat(await Readable.from(exported).toArray());
      assert.equal(zip.subarray(0, 2).toString(), "PK");
      assert.equal((await dev.importData(zip, { format: "zip", mode: "replaceAll" })).documents, 4);
      const copy = new Uint8Array(await new Response((await dev.export()).stream()).arrayBuffer());
      assert.equal(copy.length > 100, true);

      const backup = await dev.backups.create();
      const to = join(folder, "backup.zip");
      assert.equal(await dev.backups.download(backup, to), (await readFile(to)).length);
      assert.deepEqual(await (await dev.backups.open(backup)).bytes(), new Uint8Array(await readFile(to)));
      await assert.rejects(dev.backups.download(backup, to), api.InvalidInputError);
    });
  });

  define("long work reports its progress", async ({ convex }) => {
    const { project } = await todo(convex);
    const [dev, staging] = [await project.dev().ensure(), await project.deployment("staging").ensure()];
    const options = { table: "tasks", format: "jsonLines" };
    let reported = new Map();
    const onProgress = (progress) => reported.set(progress.phase, progress);
    const phases = () => {
      const last = [...reported.values()].map(({ phase, done, total, unit }) => [phase, done, total, unit]);
      reported = new Map();
      return last;
    };
    await dev.importData(tasks, { ...options, onProgress });
    const size = tasks.length;
    assert.deepEqual(phases(), [["upload", size, size, "bytes"], ["import", 2, 2, "documents"]]);
    const zip = await (await dev.export({ onProgress })).bytes();
    assert.deepEqual(phases(), [["wait", 1, 1, "steps"], ["download", zip.length, undefined, "bytes"]]);
    await staging.copyDataFrom(dev, { onProgress });
    assert.deepEqual(phases().map(([phase]) => phase), ["wait", "upload", "download", "import"]);
    const backup = await dev.backups.create({ onProgress });
    assert.deepEqual(phases(), [["backup", 1, 1, "steps"]]);
    await dev.restore(backup, { onProgress });
    assert.deepEqual(phases().map(([phase]) => phase), ["wait", "import"]);
  });

  define("an exception in onProgress cancels the work", async ({ convex }) => {
    const { project } = await todo(convex);
    const dev = await project.dev().ensure();
    const reason = new Error("no more");
    const options = { table: "tasks", format: "jsonLines" };
    const onProgress = () => {
      throw reason;
    };
    await assert.rejects(dev.importData(tasks, { ...options, onProgress }), reason);
    await assert.rejects(dev.export({ onProgress }), reason);
  });

  define("a key is rotated", async ({ convex }) => {
    const { project } = await todo(convex);
    const dev = await project.dev().ensure();
    const names = async () => (await dev.deployKeys.list().all()).map(({ name }) => name);
    await dev.deployKeys.create("ci", { actions: ["deployment:env:view"] });
    const failure = new Error("no such secret store");
    const fail = async () => {
      assert.equal((await names()).length, 2);
      throw failure;
    };
    await assert.rejects(dev.deployKeys.rotate("ci", { install: fail }), failure);
    assert.deepEqual(await names(), ["ci"]);
    let installed;
    const key = await dev.deployKeys.rotate("ci", { install: (secret) => (installed = secret) });
    assert.equal(installed.expose(), key.secret.expose());
    assert.deepEqual(await names(), [key.name]);
    assert.equal(await dev.deployKeys.delete(key.name), true);
    assert.equal(await dev.deployKeys.delete(key.name), false);
  });

  define("a backup is waited for later", async ({ convex }) => {
    const { project } = await todo(convex);
    const dev = await project.dev().ensure();
    const job = await dev.backups.begin();
    const backup = await job.wait({ timeoutMs: 60_000 });
    assert.deepEqual([backup.id, backup.state], [job.id, "complete"]);
    assert.equal((await dev.backups.get(job.id)).id, job.id);
    await assert.rejects(job.cancel(), { code: "CannotCancelBackup" });
  });

  define("a project is deleted by its name", async ({ convex }) => {
    const { project } = await todo(convex);
    await project.defaultEnvironment.update({ A: "1" });
    assert.equal((await project.defaultEnvironment.get()).A.expose(), "1");
    await assert.rejects(project.delete({ confirm: "other" }), api.InvalidInputError);
    assert.equal(await project.delete({ confirm: "todo" }), true);
    await assert.rejects(project.get(), (error) => error instanceof api.NotFoundError && error.code !== undefined);
  });

  define("calls are cancelled by a signal", async ({ convex }) => {
    const [team] = await convex.teams.list().all();
    const reason = new Error("enough");
    await assert.rejects(team.project("a").get({ signal: AbortSignal.abort(reason) }), reason);
    const controller = new AbortController();
    const running = team.project("a").ensure({ signal: controller.signal });
    controller.abort(reason);
    await assert.rejects(running, reason);
  });

  define("a closed connection makes no call", async ({ convex }) => {
    await convex.close();
    await assert.rejects(convex.whoami(), api.InvalidInputError);
  });

  define("members, tokens, usage and the caller are read", async ({ convex }) => {
    const { team, project } = await todo(convex);
    assert.equal((await convex.whoami()).kind, "member");
    assert.equal((await team.members.list().all()).length, 1);
    await convex.api.createTeamAccessToken({ teamId: team.id, name: "ci" });
    const [token] = await team.tokens.list().all();
    assert.ok(token.name === "ci" && token.created instanceof Date);
    assert.equal(typeof (await (await project.dev().ensure()).usage.current()), "object");
  });
});

test("secrets print redacted", () => {
  const secret = new Secret("hunter2");
  const texts = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect({ secret }), `${[secret]}`];
  assert.equal(texts.join("\n").includes("hunter2"), false);
  assert.equal(secret.expose(), "hunter2");
});

test("invalid requests fail before any call", async () => {
  await assert.rejects(api.connect("embedded:").team("a").auditLog.list({ since: new Date("x") }).first(), api.InvalidInputError);
  assert.throws(() => api.connect("ftp://127.0.0.1", { token: "x" }), api.InvalidInputError);
  assert.throws(() => api.fromDeployKey("malformed"), api.InvalidInputError);
  assert.throws(() => api.fromEnv({}), api.InvalidInputError);
  const url = new URL("https://todo.example/export.zip");
  await assert.rejects(api.connect("embedded:").deployment("a-b-1").importData(url), api.InvalidInputError);
});
