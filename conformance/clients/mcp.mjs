// Calls the MCP server of Convex's command over its standard streams.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { nodeFor, packageOf } from "./versions.mjs";

/** Starts `convex mcp start` and returns the result of its tool `tables` for the deployment of the credentials. */
export async function tables(client, folder, credentials) {
  const { version, server } = client;
  const env = { PATH: process.env.PATH, HOME: folder, CI: "1", CONVEX_PROVISION_HOST: server.url, CONVEX_VERSION_API_ORIGIN: server.url };
  const child = spawn(nodeFor(version), [join(packageOf(version), "bin/main.js"), "mcp", "start"], {
    cwd: folder,
    env: { ...env, ...credentials },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let id = 0;
  const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const call = async (method, params) => {
    id += 1;
    say({ id, method, params });
    for (;;) {
      const { value, done } = await answers.next();
      if (done) throw new Error(`mcp ended: ${errors}`);
      const answer = JSON.parse(value);
      if (answer.id === id) return answer.result ?? Promise.reject(new Error(JSON.stringify(answer.error)));
    }
  };
  const tool = async (name, args) => {
    const { content, isError } = await call("tools/call", { name, arguments: args });
    if (isError) throw new Error(`${name}: ${JSON.stringify(content)}\n${errors}`);
    return JSON.parse(content[0].text);
  };
  try {
    await call("initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "test", version: "1" } });
    say({ method: "notifications/initialized" });
    const { availableDeployments } = await tool("status", { projectDir: folder });
    const { deploymentSelector } = availableDeployments.find(({ kind }) => kind === "ownDev") ?? availableDeployments[0];
    return (await tool("tables", { deploymentSelector })).tables;
  } finally {
    child.stdin.end();
    child.kill();
  }
}
