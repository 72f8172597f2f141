// Servers with deployments, and the command in a folder of its own.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../platform-client/server.mjs";
import { COMMAND } from "../apps/judge.mjs";

export { COMMAND };

/** Starts a server with a project that has a production and a development deployment. */
export async function serveProject(name) {
  const server = await serve();
  const { manage, teamId } = server;
  const made = await manage("POST", `/teams/${teamId}/create_project`, { projectName: name, deploymentType: "prod" });
  const project = await manage("GET", `/projects/${made.projectId}`);
  const { name: dev } = await manage("POST", `/projects/${made.projectId}/create_deployment`, { type: "dev", isDefault: true });
  return { ...server, projectId: made.projectId, slug: `${project.teamSlug}:${project.slug}`, prod: made.deploymentName, dev };
}

/** Creates a folder that is removed when the test `t` ends, with files by their names. */
export function folder(t, files = {}) {
  const path = mkdtempSync(join(tmpdir(), "convex-ops-"));
  t.after(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** Returns the variables of a process that calls the server as its first member. */
export function environment(server, home, more = {}) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CACHE_HOME: join(home, ".cache"),
    CONVEX_PROVISION_HOST: server.url,
    CONVEX_ACCESS_TOKEN: server.token,
    ...more,
  };
}

/** Runs the command in a folder. */
export function ops(cwd, env, ...args) {
  return spawnSync(COMMAND, args, { cwd, env, encoding: "utf8" });
}

/** Returns the file of an artifact with one module, whose functions take no arguments. */
export function artifact(t, ...functions) {
  const lines = functions.map((name) => `export const ${name} = {isQuery: true, isPublic: true, _handler() {}};`);
  const module = { path: "tasks.js", source: lines.join("\n"), environment: "isolate" };
  const request = { functions: "convex/", appDefinition: { changedModules: [module] } };
  const path = folder(t, { "request.json": JSON.stringify(request) });
  return join(path, "request.json");
}
