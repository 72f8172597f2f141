// Starts `convex-ops serve` for a test file, in memory, on a free port.

import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const TARGET = process.env.CARGO_TARGET_DIR ?? join(dirname(fileURLToPath(import.meta.url)), "../../target");
const COMMAND = process.env.CONVEX_OPS_COMMAND ?? join(TARGET, "debug/convex-ops");

/** Starts a server. Returns its address, the token of its first member, and their team. */
export async function serve(...options) {
  const child = spawn(COMMAND, ["serve", "--json", "--admin", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const first = createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const line = await Promise.race([first, ended.then((code) => Promise.reject(new Error(`serve exited with ${code}`)))]);
  const { url, token, teamId } = JSON.parse(line.value);
  /** Calls the server's admin API, for actions outside of Convex's API. */
  const admin = async (action, body) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/admin/${action}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) {
      const { code, message } = JSON.parse(text);
      throw Object.assign(new Error(`${action}: ${answer.status} ${message}`), { status: answer.status, code });
    }
    return text === "" ? undefined : JSON.parse(text);
  };
  /** Calls the management API as the first member. */
  const manage = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${url}/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  /** Starts Convex's command, whose path is `command`, in a folder. */
  const convex = (command, folder, credentials, args) => {
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      CI: "1",
      CONVEX_PROVISION_HOST: url,
      CONVEX_VERSION_API_ORIGIN: url,
      ...credentials,
    };
    return spawn(process.execPath, [command, ...args], { cwd: folder, env });
  };
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return { url, token, teamId, admin, manage, convex, stop };
}
