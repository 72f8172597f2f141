// Starts the dashboard for a test file, on a platform in memory, and fills it.

import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as convexOps from "convex-ops-wasm/node";
import { serve } from "../../../../conformance/platform-client/server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(HERE, "../../../../target");
const COMMAND = process.env.CONVEX_OPS_COMMAND ?? join(TARGET, "debug/convex-ops");
const ASSETS = join(HERE, "../../dist");

/** Starts `convex-ops dashboard`. Returns the address with the secret, its origin, and how to stop it. */
export async function openDashboard(args, environment = {}) {
  const env = { PATH: process.env.PATH, HOME: "/nonexistent", ...environment };
  const words = ["dashboard", "--json", "--assets", ASSETS, ...args];
  const child = spawn(COMMAND, words, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const first = createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const line = await Promise.race([first, ended.then((code) => Promise.reject(new Error(`dashboard exited with ${code}`)))]);
  const { url } = JSON.parse(line.value);
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { url, origin: new URL(url).origin, stop };
}

/** Starts a platform and its dashboard. */
export async function openBoth() {
  const platform = await serve();
  // The audit log belongs to larger plans.
  await platform.admin("set_plan", { teamId: platform.teamId, plan: "professional" });
  const dashboard = await openDashboard(["--to", platform.url], { CONVEX_ACCESS_TOKEN: platform.token });
  const convex = convexOps.connect(platform.url, { token: platform.token });
  const stop = async () => {
    await dashboard.stop();
    await platform.stop();
  };
  return { platform, dashboard, convex, stop };
}

/** The secret that no page may contain unless it was asked for. */
export const SECRET_VALUE = "sk_live_0123456789";

/** Creates a project with deployments, variables, keys, documents and a backup. */
export async function fill(convex) {
  const project = await convex.team("first-team").project("todo").ensure();
  const production = await project.production().ensure();
  const staging = await project.deployment("staging").ensure();
  const preview = await project.preview("my-branch").ensure();
  await production.confirm(production.name).environment.update({ API_KEY: SECRET_VALUE, SITE_URL: "https://todo.example" });
  await staging.environment.update({ API_KEY: "sk_test_1", DEBUG: "1" });
  await production.confirm(production.name).deployKeys.create("ci", { preset: "deployer" });
  const documents = new TextEncoder().encode('{"text":"buy milk"}\n{"text":"call home"}\n');
  await staging.importData(documents, { table: "tasks", format: "jsonLines", mode: "replace" });
  await staging.backups.create({ timeoutMs: 60_000 });
  return { production, staging, preview };
}
