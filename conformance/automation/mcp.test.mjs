// The tools for agents, called by the official client of the protocol.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { COMMAND, artifact, environment, folder, serveProject } from "./server.mjs";

const server = await serveProject("Agents");
after(() => server.stop());

const LIVE = JSON.stringify({
  functions: [
    { identifier: "tasks.js:list", functionType: "Query", args: { type: "object", value: {} } },
    { identifier: "tasks.js:add", functionType: "Mutation", args: { type: "object", value: {} } },
  ],
});
const NEXT = JSON.stringify({
  functions: [{ identifier: "tasks.js:list", functionType: "Query", args: { type: "object", value: {} } }],
});

/** Starts the tools in a folder and connects to them. */
async function agent(t, files = {}, ...args) {
  const cwd = folder(t, { ".env.local": `CONVEX_DEPLOYMENT=dev:${server.dev}\n`, ...files });
  const env = environment(server, cwd);
  const transport = new StdioClientTransport({ command: COMMAND, args: ["mcp", ...args], cwd, env, stderr: "pipe" });
  const client = new Client({ name: "test", version: "1" });
  const strays = [];
  client.onerror = (error) => strays.push(error);
  await client.connect(transport);
  t.after(async () => {
    await client.close();
    assert.deepEqual(strays, [], "standard output carries the protocol alone");
  });
  // The client checks each result against the output schema of its tool, which it knows after this.
  const { tools } = await client.listTools();
  const call = (name, input = {}) => client.callTool({ name, arguments: input });
  return { cwd, client, tools, call };
}

const text = (result) => result.content.map((part) => part.text).join("\n");

test("tools have descriptions, schemas and hints", async (t) => {
  const { client, tools } = await agent(t);
  assert.equal(client.getServerVersion().name, "convex-ops");
  assert.match(client.getInstructions(), /check/);
  assert.deepEqual(tools.map((tool) => tool.name).sort(), ["check", "deploy", "diff", "explain", "plan", "releases"]);
  for (const tool of tools) {
    assert.ok(tool.description.length > 40, tool.name);
    assert.equal(tool.inputSchema.type, "object");
    assert.equal(tool.outputSchema.type, "object");
    assert.equal(tool.inputSchema.additionalProperties, false, tool.name);
    for (const [name, property] of Object.entries(tool.inputSchema.properties)) {
      assert.ok(property.description, `${tool.name}: ${name} has no description`);
    }
    assert.equal(tool.annotations.readOnlyHint, tool.name !== "deploy", tool.name);
  }
});

test("check, explain and plan read files and report findings as data", async (t) => {
  const { call } = await agent(t, { "live.json": LIVE, "next.json": NEXT });
  const input = { baseline: "live.json", candidate: "next.json" };
  const found = await call("check", input);
  assert.ok(!found.isError, text(found));
  assert.equal(found.structuredContent.verdict, "breaking");
  const [finding] = found.structuredContent.findings;
  assert.deepEqual([finding.rule, finding.level, finding.accepted], ["function-removed", "breaking", false]);
  assert.match(text(found), /^breaking: 1 breaking/);
  const same = await call("check", { baseline: "live.json", candidate: "live.json" });
  assert.equal(same.structuredContent.verdict, "safe");

  const explained = await call("explain", { rule: finding.rule });
  assert.match(text(explained), /# function-removed/);
  assert.match(text(await call("explain")), /function-removed/);

  const planned = await call("plan", input);
  assert.ok(planned.structuredContent.steps.length >= 1, text(planned));
  assert.match(text(planned), /Step 1/);
});

test("mistakes are errors of the tool, with help", async (t) => {
  const { client, call } = await agent(t, { "live.json": LIVE });
  for (const [name, input, expected] of [
    ["explain", { rule: "function-remove" }, /unknown rule(.|\n)*help: .*function-removed/],
    ["check", { baseline: "absent.json", candidate: "live.json" }, /absent\.json/],
    ["check", { baseline: "live.json", candidate: "-" }, /cannot read standard input/],
    ["check", { baseline: "live.json", candidate: "live.json", deployment: "prod" }, /without `--live`/],
    ["check", { baselin: "live.json" }, /invalid arguments(.|\n)*help:/],
    ["check", { baseline: 1 }, /invalid arguments/],
    ["diff", { first: "live.json" }, /invalid arguments(.|\n)*second/],
    ["releases", { deployment: "../x" }, /invalid name/],
    ["deploy", { app: "-" }, /cannot read standard input/],
  ]) {
    const result = await call(name, input);
    assert.equal(result.isError, true, `${name} ${JSON.stringify(input)}`);
    assert.match(text(result), expected);
    assert.ok(!text(result).includes(server.token));
  }
  await assert.rejects(client.callTool({ name: "delete", arguments: {} }), /unknown tool/);
});

test("deploy goes to development through the gate, and to production only if the user allowed it", async (t) => {
  const [first, next] = [artifact(t, "list", "add"), artifact(t, "list")];
  const { cwd, call } = await agent(t);
  const deployed = await call("deploy", { app: first, message: "from an agent" });
  assert.ok(!deployed.isError, text(deployed));
  assert.deepEqual([deployed.structuredContent.outcome, deployed.structuredContent.deployment], ["deployed", server.dev]);
  const { releases } = (await call("releases")).structuredContent;
  assert.deepEqual(releases.map(({ deployment, state, message }) => [deployment, state, message]), [[server.dev, "live", "from an agent"]]);

  const refused = await call("deploy", { app: next });
  assert.equal(refused.structuredContent.outcome, "refused", text(refused));
  assert.equal(refused.structuredContent.report.findings[0].rule, "function-removed");
  assert.ok(refused.structuredContent.nextStep);

  const live = await call("check", { candidate: first, data: "none" });
  assert.equal(live.structuredContent.verdict, "safe", text(live));

  for (const deployment of ["prod", server.prod]) {
    const production = await call("deploy", { app: first, deployment });
    assert.equal(production.isError, true);
    assert.match(text(production), new RegExp(`its type is prod(.|\n)*--allow-production ${server.prod}`));
  }
  const dry = await call("deploy", { app: first, deployment: "prod", dryRun: true });
  assert.equal(dry.structuredContent.outcome, "checked", text(dry));
  const differs = await call("diff", { first: "dev", second: "prod" });
  const functions = differs.structuredContent.differences.find(({ subject }) => subject === "functions");
  assert.deepEqual(functions.onlyInFirst, ["tasks.js:add", "tasks.js:list"]);

  const other = await agent(t, {}, "--allow-production", "other-name-1");
  assert.equal((await other.call("deploy", { app: first, deployment: "prod" })).isError, true);
  const allowed = await agent(t, {}, "--allow-production", server.prod, "--releases", join(cwd, "releases"));
  const made = await allowed.call("deploy", { app: first, deployment: "prod" });
  assert.equal(made.structuredContent.outcome, "deployed", text(made));
  // The gate holds there too.
  assert.equal((await allowed.call("deploy", { app: next, deployment: "prod" })).structuredContent.outcome, "refused");
});

test("several calls at once are answered, each with its own result", async (t) => {
  const { call } = await agent(t, { "live.json": LIVE, "next.json": NEXT });
  const calls = [...Array(8).keys()].map((index) =>
    call("check", { baseline: "live.json", candidate: index % 2 ? "next.json" : "live.json" }),
  );
  const verdicts = (await Promise.all(calls)).map((result) => result.structuredContent.verdict);
  assert.deepEqual(verdicts, [...Array(8).keys()].map((index) => (index % 2 ? "breaking" : "safe")));
});
