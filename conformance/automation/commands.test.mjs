// The commands on a deployment: env, keys, backups, export, import, diff and deployments.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { COMMAND, artifact, environment, folder, serveProject } from "./server.mjs";

const server = await serveProject("Commands");
after(() => server.stop());
const { manage } = server;
const VALUE = "s3cret value";

/** A folder whose `.env.local` chooses the development deployment, with the command in it. */
function team(t, files = {}) {
  const cwd = folder(t, { ".env.local": `CONVEX_DEPLOYMENT=dev:${server.dev}\n`, ...files });
  const env = environment(server, cwd);
  const run = (line, options = {}) => {
    const args = Array.isArray(line) ? line : line.split(" ");
    const done = spawnSync(COMMAND, args, { cwd, env: { ...env, ...options.env }, encoding: "utf8", input: options.input ?? "" });
    if (!options.secret) assert.ok(!done.stdout.includes(VALUE) && !done.stderr.includes(VALUE), `${line}: a secret`);
    assert.ok(!done.stderr.includes(server.token), `${line}: the token`);
    return { ...done, text: done.stdout + done.stderr };
  };
  const ok = (line, options) => {
    const done = run(line, options);
    assert.equal(done.status, 0, `${line}: ${done.text}`);
    return done;
  };
  const json = (line, options) => JSON.parse(ok(Array.isArray(line) ? [...line, "--json"] : `${line} --json`, options).stdout);
  const fails = (line, expected, status = 2) => {
    const done = run(line);
    assert.equal(done.status, status, `${line}: ${done.text}`);
    assert.match(done.text, expected);
  };
  return { cwd, run, ok, json, fails };
}

test("variables are set, listed, copied by a plan, and removed; values appear only on request", (t) => {
  const { ok, json, fails } = team(t);
  ok(["env", "set", `TOKEN=${VALUE}`, "SITE_URL=https://a.example"]);
  ok("env set PIPED", { input: `${VALUE}\n` });
  assert.deepEqual(json("env list"), ["PIPED", "SITE_URL", "TOKEN"]);
  assert.equal(ok("env list --values", { secret: true }).stdout, `PIPED="${VALUE}"\nSITE_URL=https://a.example\nTOKEN="${VALUE}"\n`);
  assert.equal(ok("env get PIPED", { secret: true }).stdout, `${VALUE}\n`);
  fails("env get ABSENT", /`ABSENT` not found/);
  fails("env set A B", /missing value of `A`/);
  fails(["env", "set", "not a name=1"], /error: /);

  const copy = `env copy --from dev --deployment ${server.prod}`;
  const planned = ok(copy);
  assert.match(planned.stdout, /add +TOKEN=<redacted>\n(.|\n)*nothing was changed: add `--yes`/);
  assert.deepEqual(json(`env list --deployment ${server.prod}`), []);
  const copied = json(`${copy} --only TOKEN,SITE_URL --yes`);
  assert.deepEqual([copied.add, copied.applied], [["SITE_URL", "TOKEN"], true]);
  ok(`env set EXTRA=1 SITE_URL=https://b.example --deployment ${server.prod}`);
  const second = json(copy);
  assert.deepEqual([second.add, second.replace, second.remove, second.same], [["PIPED"], ["SITE_URL"], [], ["TOKEN"]]);
  assert.deepEqual(json(`${copy} --keep`).replace, []);
  assert.deepEqual(json(`${copy} --mirror --except PIPED`).remove, ["EXTRA"]);
  // Production by default needs its name, also for a copy.
  fails("env copy --from dev --prod --yes", new RegExp(`--confirm ${server.prod}`));
  fails(`env copy --from dev --prod --yes --confirm other-name-1`, /confirmed as/);
  ok(`env copy --from dev --prod --yes --confirm ${server.prod}`);
  fails(`env copy --from dev --deployment dev --yes`, /to itself/);
  fails(`env copy --from dev --deployment ${server.prod} --only NOPE`, /`NOPE` not found/);
  fails("env unset TOKEN --prod", /without confirmation/);
  ok(`env unset TOKEN EXTRA PIPED SITE_URL --deployment ${server.prod}`);
  assert.deepEqual(json(`env list --deployment ${server.prod}`), []);
});

test("a seed is imported, exported and imported again", (t) => {
  const { cwd, ok, json, fails } = team(t, {
    "seed.jsonl": '{"text": "a"}\n{"text": "b"}\n',
    "bad.jsonl": '{"text": "a"}\n{"text"\n',
  });
  assert.match(ok("import seed.jsonl --table tasks --deployment dev").stdout, /^imported 2 documents from seed\.jsonl to /);
  fails("import seed.jsonl --table tasks", /error: /);
  assert.equal(json("import seed.jsonl --table tasks --mode append").documents, 2);
  assert.equal(json("import - --table tasks --format json-lines --mode replace", { input: '{"text": "c"}\n' }).documents, 1);
  fails("import seed.jsonl", /missing table/);
  fails("import absent.jsonl --table tasks", /absent\.jsonl/);
  fails("import bad.jsonl --table tasks --mode replace", /error: /);
  const exported = json("export --output all.zip");
  assert.ok(exported.bytes > 100 && existsSync(join(cwd, "all.zip")));
  fails("export --output all.zip", /exists already/);
  assert.equal(json("import all.zip --mode replace-all").documents, 1);
  fails(`import all.zip --mode replace-all --deployment ${server.prod}`, /without confirmation/);
  assert.equal(json(`import all.zip --mode replace-all --deployment ${server.prod} --confirm ${server.prod}`).documents, 1);
  fails("import seed.jsonl --table tasks --prod --mode append", /without confirmation/);
});

test("a backup of production is restored into development", (t) => {
  const { cwd, ok, json, fails } = team(t, { "seed.jsonl": '{"text": "a"}\n{"text": "b"}\n' });
  ok(`import seed.jsonl --table tasks --mode replace --deployment ${server.prod}`);
  fails("backups restore latest --from prod --deployment dev", /complete backup not found/);
  const backup = json("backups create --prod");
  assert.equal(backup.state, "complete");
  assert.deepEqual(json("backups list --prod").map(({ id }) => id), [backup.id]);
  assert.match(ok("backups list --prod").stdout, /complete +expires /);
  assert.equal(json("backups restore latest --from prod --deployment dev").documents, 2);
  fails("backups restore latest --prod", /without confirmation/);
  fails("backups restore soon --from prod", /invalid backup `soon`/);
  const saved = json(`backups download ${backup.id} --prod`);
  assert.equal(saved.file, `backup-${backup.id}.zip`);
  assert.equal(readFileSync(join(cwd, saved.file)).subarray(0, 2).toString(), "PK");
  ok(`backups delete ${backup.id} --deployment ${server.prod}`);
  assert.deepEqual(json("backups list --prod"), []);
});

test("keys are created for a purpose, rotated and deleted; a secret is printed once", (t) => {
  const { cwd, run, ok, json, fails } = team(t);
  const on = `--deployment ${server.prod}`;
  const key = ok(`keys create ci --preset pr-gate --expires-in 30d ${on}`).stdout.trim();
  assert.match(key, new RegExp(`^prod:${server.prod}\\|`));
  const listed = json(`keys list ${on}`);
  assert.deepEqual(listed.map(({ name, allowedActions }) => [name, allowedActions]), [["ci", ["deployment:data:view"]]]);
  assert.ok(!ok(`keys list ${on}`).stdout.includes(key.split("|")[1]));
  fails("keys create x --preset full --prod", /without confirmation/);
  fails(`keys create x ${on}`, /--preset/);
  fails(`keys create x --allow nope ${on}`, /unknown permission `nope`/);
  fails(`keys create x --preset full --expires-in soon ${on}`, /invalid duration `soon`/);

  const failed = run(["keys", "rotate", "ci", "--install", "exit 3", ...on.split(" ")]);
  assert.equal(failed.status, 2);
  assert.match(failed.stderr, /cannot install the new key(.|\n)*the previous key is kept/);
  assert.deepEqual(json(`keys list ${on}`).map(({ name }) => name), ["ci"]);
  const rotated = json(["keys", "rotate", "ci", "--install", "cat > new-key", ...on.split(" ")]);
  assert.deepEqual(rotated.deleted, ["ci"]);
  const installed = readFileSync(join(cwd, "new-key"), "utf8");
  assert.notEqual(installed, key);
  assert.ok(!JSON.stringify(rotated).includes(installed.split("|")[1]));
  // The new key works for what the previous one could do.
  assert.equal(run("diff live live", { env: { CONVEX_DEPLOY_KEY: installed, CONVEX_ACCESS_TOKEN: "" } }).status, 0);
  assert.match(ok(`keys delete ${rotated.key} ${on}`).stdout, /^deleted key/);
  fails(`keys delete ${rotated.key} ${on}`, /not found/);
});

test("two deployments and an app are compared by name", (t) => {
  const { cwd, run, ok, json, fails } = team(t);
  const app = artifact(t, "list");
  ok(`deploy ${app} --deployment ${server.dev}`);
  ok(["env", "set", `ONLY_DEV=${VALUE}`]);
  const done = run("diff dev prod --json");
  assert.equal(done.status, 1, done.text);
  const found = JSON.parse(done.stdout);
  const of = (subject) => found.differences.find((difference) => difference.subject === subject);
  assert.deepEqual(of("functions").onlyInFirst, ["tasks.js:list"]);
  assert.ok(of("environmentVariables").onlyInFirst.includes("ONLY_DEV"));
  assert.deepEqual([found.first, found.second, found.notCompared], [server.dev, server.prod, []]);
  assert.ok(found.same.includes("keys"));
  assert.equal(run("diff dev dev").status, 0);
  const text = run(`diff dev ${app}`);
  assert.match(text.stdout, /not compared: environment variables, unknown in /);
  fails("diff dev", /SECOND/);
  fails("diff dev absent", /error: /);
  fails("diff dev ./absent.json", /absent\.json/);
  writeFileSync(join(cwd, "empty.json"), '{"functions": []}');
  const empty = JSON.parse(run("diff empty.json dev --json").stdout);
  assert.deepEqual(empty.differences.find(({ subject }) => subject === "functions").onlyInSecond, ["tasks.js:list"]);
});

test("deployments are listed, created and deleted; production by its name alone", async (t) => {
  const { ok, json, fails, run } = team(t);
  const at = `--project ${server.slug}`;
  assert.equal(json(`deployments list ${at}`).length, 2);
  const staging = json(`deployments create staging ${at}`);
  assert.equal(json(`deployments create staging ${at}`).name, staging.name);
  assert.equal(json(`deployments list ${at}`).length, 3);
  ok(`deployments create preview/fix/title ${at} --expires-in 1d`);
  assert.equal(json(`deployments delete preview/fix/title ${at}`).deleted, true);
  fails(`deployments delete preview/fix/title ${at}`, /not found/);
  assert.equal(json(`deployments delete preview/fix/title ${at} --if-exists`).deleted, false);
  ok(`deployments delete ${staging.name}`);
  fails(`deployments delete prod ${at}`, /without confirmation(.|\n)*--confirm NAME/);
  fails(`deployments delete prod ${at} --confirm other-name-1`, /confirmed as/);
  fails("deployments list", /missing project(.|\n)*TEAM:PROJECT/);
  fails("deployments list --project todo", /invalid project `todo`/);
  const [teamSlug] = server.slug.split(":");
  const made = json(`deployments create prod --project ${teamSlug}:another --create-project`);
  assert.equal(made.deploymentType ?? made.type, "prod");
  ok(`deployments delete prod --project ${teamSlug}:another --confirm ${made.name}`);
  const none = run(`deployments list ${at}`, { env: { CONVEX_ACCESS_TOKEN: "" } });
  assert.equal(none.status, 2);
  assert.match(none.stderr, /no access token/);
  assert.equal((await manage("GET", `/projects/${server.projectId}/list_deployments`)).length, 2);
});
