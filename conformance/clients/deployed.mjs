// Deploys an app with its own version of Convex's command, and compares what the server then holds with Node's evaluation:
//
//   node deployed.mjs [--env NAME=VALUE]... FOLDER
//
// FOLDER is a copy of a project whose packages are installed; the command writes `convex/_generated` there. Python reads the
// server's store.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { COMMAND, count } from "../apps/judge.mjs";
import { serve } from "../platform-client/server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Prints the analysis of the one live app in a store. */
const READ = `
import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT analysis FROM apps").fetchone()[0])
`;

function output(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 29, ...options });
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${error ?? ""}${stdout}${stderr}`);
  return stdout;
}

/** Converts a deployed component to the form of `describe.mjs`. */
function convert({ schema, functions }) {
  const modules = {};
  for (const [path, { functions: all, httpRoutes, cronSpecs }] of Object.entries(functions)) {
    const described = all.map(({ name, udfType, visibility, args, returns }) => {
      return { name, kind: udfType, visibility: visibility?.kind ?? null, args, returns };
    });
    described.sort((a, b) => (a.name < b.name ? -1 : 1));
    const routes = httpRoutes?.map(({ route }) => `${route.method} ${route.path}`).sort() ?? null;
    modules[path] = { functions: described, routes, crons: cronSpecs && Object.fromEntries(cronSpecs) };
  }
  return { schema, modules };
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { env: { type: "string", multiple: true } } });
  assert.equal(positionals.length, 1, "usage: node deployed.mjs [--env NAME=VALUE]... FOLDER");
  const folder = resolve(positionals[0]);
  const variables = (values.env ?? []).map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]);
  const work = mkdtempSync(join(tmpdir(), "convex-ops-"));
  const store = join(work, "platform.db");
  const server = await serve("--data", store);
  try {
    const { manage, teamId } = server;
    const { id } = await manage("POST", `/teams/${teamId}/create_project`, { projectName: "App" });
    const { name, deploymentUrl } = await manage("POST", `/projects/${id}/create_deployment`, { type: "prod" });
    const { deployKey } = await manage("POST", `/deployments/${name}/create_deploy_key`, { name: "proof" });
    const changes = variables.map(([name, value]) => ({ name, value }));
    const headers = { authorization: `Convex ${deployKey}`, "content-type": "application/json" };
    const body = JSON.stringify({ changes });
    const set = await fetch(`${deploymentUrl}/api/update_environment_variables`, { method: "POST", headers, body });
    assert.ok(set.ok, `${set.status}`);

    const command = join(folder, "node_modules/convex/bin/main.js");
    const { version } = JSON.parse(readFileSync(join(folder, "node_modules/convex/package.json"), "utf8"));
    const child = server.convex(command, folder, { CONVEX_DEPLOY_KEY: deployKey }, ["deploy", "--typecheck", "disable", "-y"]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    const code = await new Promise((done) => child.once("close", done));
    assert.equal(code, 0, said);
    assert.match(said, /Deployed Convex functions/);

    const analysis = JSON.parse(output("python3", ["-c", READ, store]));
    const deployed = Object.fromEntries(Object.entries(analysis.components).map(([path, component]) => [path, convert(component)]));

    const artifact = join(work, "app.json");
    const env = { ...process.env, ...Object.fromEntries(variables) };
    output(COMMAND, ["bundle", folder, "--bundler", "convex", "--output", artifact], { env });
    mkdirSync(join(work, "judged"));
    const describe = [join(HERE, "../apps/describe.mjs"), artifact, join(work, "judged"), join(folder, "node_modules")];
    const judgement = JSON.parse(output(process.execPath, describe, { env }));
    assert.deepEqual(Object.keys(deployed).sort(), Object.keys(judgement).sort(), "the same components");
    for (const [path, component] of Object.entries(judgement)) {
      assert.deepEqual(deployed[path], component, `component ${path || "(the app)"}`);
    }
    const figures = Object.entries(count(deployed)).map(([what, number]) => `${number} ${what}`);
    console.log(`${positionals[0]}: deployed by convex ${version}, same as in Node: ${figures.join(", ")}`);
  } finally {
    await server.stop();
    rmSync(work, { recursive: true });
  }
}

await main();
