import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  Artifact,
  bundle,
  connect,
  ConfirmationRequiredError,
  DeployRefusedError,
  errorFromInfo,
  FindingsError,
  InvalidInputError,
  NotFoundError,
  Surface,
} from "convex-ops";

const OLD = fileURLToPath(new URL("../../conformance/story/old.json", import.meta.url));
const NEW = new URL("../../conformance/story/new.json", import.meta.url);

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "convex-ops-"))));
after(() => rm(folder, { recursive: true }));

async function project() {
  const convex = connect("embedded:");
  return { convex, todo: await convex.team("first-team").project("todo").ensure() };
}

async function dev() {
  return await (await project()).todo.dev().ensure();
}

test("a refused deploy rejects with the report and the plan", async () => {
  const deployment = await dev();
  await deployment.deploy(OLD);
  const refused = await deployment.deploy(NEW).catch((error) => error);
  assert(refused instanceof DeployRefusedError);
  assert.deepEqual([refused.kind, refused.deploymentName], ["deployRefused", deployment.name]);
  assert.equal(refused.report.atLeast("breaking")[0].rule, "args-field-required");
  assert.equal(refused.plan.steps.length, 2);
  const again = errorFromInfo(JSON.parse(JSON.stringify(refused)));
  assert(again instanceof DeployRefusedError && again.report.findings.length === refused.report.findings.length);
  assert.deepEqual((await deployment.releases.list().all()).map((release) => release.number), [1]);
});

test("a dry run changes nothing", async () => {
  const deployment = await dev();
  const first = await deployment.deploy(OLD, { dryRun: true });
  assert.deepEqual([first.plan, first.report.verdict], [undefined, "safe"]);
  assert.equal(await deployment.releases.latest(), undefined);
  await deployment.deploy(OLD);
  assert.notEqual((await deployment.deploy(NEW, { dryRun: true })).plan, undefined);
  await deployment.deploy(NEW, { failOn: null });
  assert.deepEqual((await deployment.rollback(1, { dryRun: true })).differences, []);
});

test("releases are listed, found and deployed elsewhere", async () => {
  const { todo } = await project();
  const [source, staging] = [await todo.dev().ensure(), await todo.deployment("staging").ensure()];
  const first = await source.deploy(OLD, { message: "first", author: "ada" });
  assert.deepEqual([first.number, first.state, first.author, first.url], [1, "live", "ada", source.url]);
  assert(first.started instanceof Date);
  assert.deepEqual(await source.releases.get(1), first);
  await assert.rejects(source.releases.get(2), (error) => error instanceof NotFoundError && error.code === "ReleaseNotFound");
  const mirrored = await staging.deploy(source, { backup: true, timeoutMs: 60_000 });
  assert.deepEqual([mirrored.artifact, mirrored.backup.kind], [first.artifact, "cloud"]);
  assert.equal((await staging.rollback(first)).backTo, 1);
});

test("a promotion checks all deployments first", async () => {
  const { convex, todo } = await project();
  const [source, production] = [await todo.dev().ensure(), await todo.production().ensure()];
  const staging = await todo.deployment("staging").ensure();
  const first = await source.deploy(OLD);
  await staging.deploy(NEW);
  await staging.importData(Buffer.from('{"text": "buy milk", "done": true}\n'), { table: "tasks", format: "jsonLines" });
  const refused = await convex.promote(first, { to: [production.name, staging] }).catch((error) => error);
  assert.equal(refused.deploymentName, staging.name);
  assert.equal(await production.releases.latest(), undefined);
  const [released] = await convex.promote(first, { to: [production.name] });
  assert.deepEqual(released.promotedFrom, { deployment: source.name, number: 1 });
});

test("apps are places, artifacts and surfaces", async () => {
  const deployment = await dev();
  const artifact = await bundle(OLD);
  await artifact.save(join(folder, "app.json"));
  assert.equal((await Artifact.load(join(folder, "app.json"))).text(), artifact.text());
  assert.equal((await deployment.deploy(artifact)).artifact, artifact.sha256);
  const surface = Surface.parse('{"functions": []}');
  assert.deepEqual([...new Set((await deployment.check(surface)).findings.map((finding) => finding.rule))], ["function-removed"]);
  for (const app of [surface, 3, null]) await assert.rejects(deployment.deploy(app), InvalidInputError);
  await assert.rejects(deployment.check(join(folder, "missing")), NotFoundError);
  assert.throws(() => Surface.parse("{"), InvalidInputError);
});

test("reports have methods", async () => {
  const deployment = await dev();
  await deployment.deploy(OLD);
  const report = await deployment.check(NEW);
  assert.match(report.render("markdown"), /args-field-required/);
  assert.throws(() => report.throwForFindings(), (error) => error instanceof FindingsError && error.report === report);
  const same = await deployment.check(OLD, { skipDocuments: true });
  assert.equal(same.throwForFindings({ failOn: "risky" }), same);
});

test("an exception in progress, or a signal, cancels before the push", async () => {
  const deployment = await dev();
  const stop = (progress) => {
    throw new RangeError(progress.phase);
  };
  await assert.rejects(deployment.deploy(OLD, { onProgress: stop }), RangeError);
  const reason = new Error("enough");
  await assert.rejects(deployment.deploy(OLD, { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(await deployment.releases.latest(), undefined);
});

test("production needs a confirmation", async () => {
  const { todo } = await project();
  const production = await todo.production().ensure();
  await assert.rejects(production.deploy(OLD), (error) => {
    return error instanceof ConfirmationRequiredError && error.deploymentName === production.name;
  });
  await production.confirm(production.name).deploy(OLD);
});
