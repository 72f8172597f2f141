// Runs Convex's own command on each case of cases.json against a local server that answers its look-ups, and writes which
// requests it made, or why it refused, to recorded.json:
//
//   node record.mjs 1.49.0          compares with the recording, and fails if they differ
//   node record.mjs 1.49.0 --write  writes it
//
// The packages are those of ../clients.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeFor, packageOf } from "../clients/versions.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const RECORDING = join(HERE, "recorded.json");
const CONCURRENT = 2;

/** Stands for the server's address, as the URL of a self-hosted deployment. */
const SELF_HOSTED = "http://self-hosted.test";

/** Requests that select a deployment. The command makes others too, such as the spending limit of a team. */
const LOOK_UP = /^\/(api\/(deployment\/|claim_preview_deployment)|v1\/teams\/)/;

const ACCESS = {
  adminKey: "prod:happy-otter-1|key",
  deploymentName: "happy-otter-1",
  deploymentType: "prod",
  reference: "prod",
  isDefault: true,
  isNewDeployment: true,
};

/** Answers a look-up. Everything else is refused, so that the command ends. */
function answer(path, url) {
  if (/\/team_and_project(_for_key)?$/.test(path)) {
    return { team: "acme", project: "todo", teamId: 1, projectId: 2, reference: "prod", isDefault: true };
  }
  if (path.endsWith("/url_for_key")) return url;
  if (path.startsWith("/api/")) return { ...ACCESS, url, instanceUrl: url };
  if (path.endsWith("/deployment")) return { name: "found-otter-2", kind: "cloud" };
  return { id: 2, name: "Todo", slug: "todo", teamId: 1, teamSlug: "acme" };
}

async function serve(requests) {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => (body += piece));
    request.on("end", () => {
      const { pathname, search } = new URL(request.url, "http://localhost");
      const isLookUp = LOOK_UP.test(pathname);
      if (isLookUp) {
        requests.push({
          request: `${request.method} ${pathname}${search}`,
          ...(body === "" ? {} : { body: JSON.parse(body) }),
          credential: request.headers.authorization,
        });
      }
      const url = `http://127.0.0.1:${server.address().port}`;
      response.writeHead(isLookUp ? 200 : 400, { "content-type": "application/json" });
      response.end(JSON.stringify(isLookUp ? answer(pathname, url) : { code: "Ended", message: "The look-ups end here." }));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Returns what the command did on a case: its look-ups, or its error. */
async function run(version, recordedCase) {
  const requests = [];
  const server = await serve(requests);
  const { port } = server.address();
  const testCase = JSON.parse(JSON.stringify(recordedCase).replaceAll(SELF_HOSTED, `http://127.0.0.1:${port}`));
  const home = mkdtempSync(join(tmpdir(), "convex-target-"));
  const project = join(home, "project");
  mkdirSync(join(project, "convex"), { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "name": "target", "dependencies": { "convex": "*" } }');
  for (const [name, text] of Object.entries(testCase.files ?? {})) writeFileSync(join(project, name), text);
  if (testCase.login !== undefined) {
    mkdirSync(join(home, `.convex-test-${port}`));
    writeFileSync(join(home, `.convex-test-${port}`, "config.json"), JSON.stringify({ accessToken: testCase.login }));
  }
  const command = testCase.command === "deploy" ? ["deploy", "-y", "--typecheck", "disable", "--codegen", "disable"] : ["env", "set", "A", "1"];
  const environment = { PATH: process.env.PATH, HOME: home, NO_COLOR: "1", CONVEX_PROVISION_HOST: `http://127.0.0.1:${port}`, ...testCase.environment };
  const child = spawn(nodeFor(version), [join(packageOf(version), "bin/main.js"), ...command, ...(testCase.arguments ?? [])], {
    cwd: project,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (piece) => (text += piece));
  child.stderr.on("data", (piece) => (text += piece));
  const code = await new Promise((resolve) => child.once("close", resolve));
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true, force: true });
  const isAccess = ({ request }) => /authorize|claim_preview|team_and_project_for_key/.test(request);
  const reached = requests.some(isAccess) || /Ended|Deploying code to deployment/.test(text);
  const warning = /^Ignoring .*$/m.exec(text)?.[0];
  if (code === 0 || (reached && !/cannot be used with|Preview deployments can only|non-production build/.test(text))) {
    return { lookUps: distinct(requests.slice(0, requests.findLastIndex(isAccess) + 1)), ...(warning === undefined ? {} : { warning }) };
  }
  const error = text.split("\n").map((line) => line.replace(/^✖ /, "").trim()).find((line) => line !== "" && !line.startsWith("Ignoring "));
  return { error: error ?? "" };
}

/** Drops what is asked twice. What the command asks after it has access, for links in its output, does not count. */
function distinct(requests) {
  const seen = new Set();
  return requests.filter((request) => {
    const text = JSON.stringify(request);
    return !seen.has(text) && seen.add(text);
  });
}

const [version, option] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(join(HERE, "cases.json"), "utf8"));
const recorded = {};
const waiting = [...cases];
await Promise.all(
  Array.from({ length: CONCURRENT }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) recorded[next.name] = await run(version, next);
  }),
);
const ordered = Object.fromEntries(cases.map(({ name }) => [name, recorded[name]]));
if (option === "--write") {
  writeFileSync(RECORDING, `${JSON.stringify(ordered, null, 1)}\n`);
} else {
  const expected = JSON.parse(readFileSync(RECORDING, "utf8"));
  const different = Object.keys({ ...expected, ...ordered }).filter((name) => JSON.stringify(expected[name]) !== JSON.stringify(ordered[name]));
  for (const name of different) console.log(`${name}\n  recorded ${JSON.stringify(expected[name])}\n  convex ${version} ${JSON.stringify(ordered[name])}`);
  console.log(`${cases.length - different.length} of ${cases.length} cases as recorded, with convex ${version}`);
  if (different.length > 0) process.exitCode = 1;
}
