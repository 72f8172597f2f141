import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { connect, fromDeployKey, fromEnv, Secret, TimedOutError, UnauthenticatedError } from "convex-ops";
import { serve } from "../../conformance/platform-client/server.mjs";

let server;
let dev;

before(async () => {
  server = await serve();
  const convex = connect(server.url, { token: server.token });
  const project = await convex.team("first-team").project("todo").ensure();
  dev = await project.dev().ensure();
  await project.production().ensure();
});

after(() => server.stop());

test("a token may be a text, a secret or a function", async () => {
  let calls = 0;
  const renewed = async () => {
    calls += 1;
    return new Secret(server.token);
  };
  for (const token of [server.token, new Secret(server.token), () => server.token, renewed]) {
    assert.equal((await connect(server.url, { token }).teams.list().all()).length, 1);
  }
  assert.equal(calls, 1);
  const failing = connect(server.url, { token: () => Promise.reject(new Error("signed out")) });
  await assert.rejects(failing.whoami(), /signed out/);
});

test("a token is not part of an error", async () => {
  const token = "secret-token-0123456789";
  await assert.rejects(connect(server.url, { token }).whoami(), (error) => {
    assert.ok(error instanceof UnauthenticatedError && error.status === 401);
    return !`${error} ${error.stack} ${JSON.stringify(error)}`.includes(token);
  });
});

test("a deploy key opens its deployment", async () => {
  const { secret } = await dev.deployKeys.create("ci", { preset: "full" });
  for (const target of [
    fromDeployKey(secret, { platform: server.url }),
    fromDeployKey(secret.expose(), { url: dev.url }),
    fromEnv({ CONVEX_DEPLOY_KEY: secret.expose(), CONVEX_PROVISION_HOST: server.url }),
  ]) {
    await target.environment.update({ A: "1" });
    assert.equal((await target.environment.get()).A.expose(), "1");
    assert.equal((await target.api.getDeploymentInfo()).kind, "cloud");
    await target.close();
  }
});

test("the environment names a deployment", async () => {
  const target = fromEnv({
    CONVEX_DEPLOYMENT: `dev:${dev.name}`,
    CONVEX_ACCESS_TOKEN: server.token,
    CONVEX_PROVISION_HOST: server.url,
    PATH: undefined,
  });
  assert.equal(target.chosenBy, "CONVEX_DEPLOYMENT");
  const production = await connect(server.url, { token: server.token }).team("first-team").project("todo").production().get();
  assert.equal((await target.get()).name, production.name, "a deploy goes to production");
});

test("a cancelled call closes its connection", async () => {
  const closed = Promise.withResolvers?.() ?? resolvers();
  const started = resolvers();
  const silent = createServer((request) => {
    started.resolve();
    request.once("close", closed.resolve);
  });
  await new Promise((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const convex = connect(`http://127.0.0.1:${silent.address().port}`, { token: "t" });
  const controller = new AbortController();
  const running = convex.whoami({ signal: controller.signal });
  await started.promise;
  controller.abort();
  await assert.rejects(running, { name: "AbortError" });
  await closed.promise;
  await assert.rejects(convex.whoami({ timeoutMs: 50 }), TimedOutError);
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

test("a process ends when nothing is pending", () => {
  const script = `
    import { connect } from "convex-ops";
    const convex = connect("embedded:");
    const [team] = await convex.teams.list().all();
    team.project("todo").ensure().then((project) => console.log(project.slug));
    const controller = new AbortController();
    convex.whoami({ signal: controller.signal }).catch((error) => console.log(error.name));
    controller.abort();
  `;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.deepEqual({ stdout: stdout.split("\n").sort(), stderr, status }, { stdout: ["", "AbortError", "todo"], stderr: "", status: 0 });
});

test("the event loop continues during a call", async () => {
  const ended = connect("embedded:").team("first-team").project("a").ensure().then(() => true);
  const turn = () => new Promise((resolve) => setImmediate(resolve, false));
  let turns = 0;
  while (!(await Promise.race([ended, turn()]))) turns += 1;
  assert.ok(turns > 0);
});

test("a connection is disposed", { skip: Symbol.asyncDispose === undefined && "the runtime has no `asyncDispose`" }, async () => {
  const convex = connect("embedded:");
  await convex[Symbol.asyncDispose]();
  await assert.rejects(convex.whoami(), /closed/);
});

function resolvers() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
