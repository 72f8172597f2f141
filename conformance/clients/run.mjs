// Runs a version of Convex's command in the folder of an app, against a server of its own.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../platform-client/server.mjs";
import { nodeFor, packageOf } from "./versions.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Starts a server, and returns the inputs of the matrix for one version. */
export async function client(version) {
  const server = await serve();
  const folders = [];

  /** Makes the folder of an app that imports this version. With `login`, its user is logged in. */
  function app({ login = false } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
    folders.push(folder);
    cpSync(join(HERE, "../apps/minimal-app"), folder, { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(packageOf(version), join(folder, "node_modules/convex"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", dependencies: { convex: version } }));
    if (login) {
      const config = join(folder, `.convex-test-${new URL(server.url).port}`);
      mkdirSync(config);
      writeFileSync(join(config, "config.json"), JSON.stringify({ accessToken: server.token }));
    }
    return folder;
  }

  /** Runs the command and returns its exit code and output. `input` is written to its standard input. */
  function convex(folder, credentials, args, input) {
    const env = { PATH: process.env.PATH, HOME: folder, CI: "1", CONVEX_PROVISION_HOST: server.url, CONVEX_VERSION_API_ORIGIN: server.url };
    const command = [join(packageOf(version), "bin/main.js"), ...args];
    const child = spawn(nodeFor(version), command, { cwd: folder, env: { ...env, ...credentials } });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
    if (input !== undefined) child.stdin.end(input);
    return new Promise((resolve) => child.once("close", (status) => resolve({ status, text })));
  }

  /** Calls a deployment with a new key. */
  async function onDeployment(name, path, body) {
    const { deployKey } = await server.manage("POST", `/deployments/${name}/create_deploy_key`, { name: `look-${Math.random()}` });
    const { deploymentUrl } = await server.manage("GET", `/deployments/${name}`);
    const headers = { authorization: `Convex ${deployKey}`, "content-type": "application/json" };
    const method = body === undefined ? "GET" : "POST";
    const answer = await fetch(deploymentUrl + path, { method, headers, body: body && JSON.stringify(body) });
    return await answer.json();
  }

  /** Returns the environment variables of a deployment. */
  const variables = async (name) => (await onDeployment(name, "/api/v1/list_environment_variables")).environmentVariables;

  /** Returns the live modules of a deployment. */
  async function modules(name) {
    const { moduleHashes } = await onDeployment(name, "/api/get_config_hashes", {});
    return moduleHashes.map(({ path }) => path).filter((path) => !path.startsWith("_deps/"));
  }

  /** Returns the number of documents in a table. */
  async function documents(name, tableName) {
    const body = { path: "_system/cli/tableSize:default", args: { tableName } };
    return (await onDeployment(name, "/api/query", body)).value;
  }

  async function stop() {
    folders.forEach((folder) => rmSync(folder, { recursive: true }));
    await server.stop();
  }

  const read = (folder, file) => readFileSync(join(folder, file), "utf8");
  return { version, server, app, convex, variables, modules, documents, onDeployment, read, stop };
}
