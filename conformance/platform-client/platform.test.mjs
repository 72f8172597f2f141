// Tests Convex's client, unmodified, against `convex-ops serve`: all of its operations, and errors.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { called, calls, known } from "./calls.mjs";
import { isDescribed } from "./response-schemas.mjs";
import { serve } from "./server.mjs";

const server = await serve();
after(server.stop);
// The client reads this when it is loaded.
process.env.CONVEX_PROVISION_HOST = server.url;
const { createDeploymentClient, createManagementClient } = await import("@convex-dev/platform");

const DAY = 24 * 60 * 60 * 1000;
const as = (token) => calls("management", createManagementClient(token));
const on = (url, key) => calls("deployment", createDeploymentClient(url, key));
const me = as(server.token);
const inTeam = { team_id: server.teamId };
const LIMIT = { metric: "functionCalls", window: "day", limitType: "warning", limit: 5, enabled: true };

/** Creates a project with a production deployment and an unrestricted key. */
async function production(projectName) {
  const { projectId, slug } = await me.post("/teams/{team_id}/create_project", { path: inTeam, body: { projectName } });
  const inProject = { project_id: projectId };
  const prod = await me.post("/projects/{project_id}/create_deployment", { path: inProject, body: { type: "prod" } });
  const { deployKey } = await me.post("/deployments/{deployment_name}/create_deploy_key", {
    path: { deployment_name: prod.name },
    body: { name: "all" },
  });
  return { projectId, slug, inProject, prod, deployKey, api: on(prod.deploymentUrl, deployKey) };
}

await server.admin("set_plan", { teamId: server.teamId, plan: "enterprise" });

test("projects", async () => {
  const { projectId, slug, deploymentUrl } = await me.post("/teams/{team_id}/create_project", {
    path: inTeam,
    body: { projectName: "To do", deploymentType: "dev" },
  });
  assert.equal(slug, "to-do");
  assert.ok((await fetch(deploymentUrl)).status < 500, "the deployment has an origin");
  const inProject = { project_id: projectId };
  const changed = await me.patch("/projects/{project_id}", { path: inProject, body: { name: "Done", slug: "done" } });
  assert.equal(changed.slug, "done");
  assert.equal((await me.get("/projects/{project_id}", { path: inProject })).name, "Done");
  const bySlug = { team_id_or_slug: "first-team", project_slug: "done" };
  assert.equal((await me.get("/teams/{team_id_or_slug}/projects/{project_slug}", { path: bySlug })).id, projectId);
  const page = await me.get("/teams/{team_id}/projects", { path: inTeam, query: { limit: 1 } });
  assert.equal(page.items[0].id, projectId);
  await me.post("/projects/{project_id}/delete", { path: inProject });
  await me.refuse(404, "ProjectNotFound", "get", "/projects/{project_id}", { path: inProject });
});

test("deployments", async () => {
  const { inProject, slug, prod } = await production("Deployments");
  const dev = await me.post("/projects/{project_id}/create_deployment", { path: inProject, body: { type: "dev" } });
  assert.ok(dev.isDefault && dev.deploymentUrl !== prod.deploymentUrl);
  const byName = { deployment_name: dev.name };
  assert.deepEqual(await me.get("/deployments/{deployment_name}", { path: byName }), dev);
  await me.patch("/deployments/{deployment_name}", { path: byName, body: { reference: "dev/mine" } });
  const query = { reference: "dev/mine" };
  assert.equal((await me.get("/projects/{project_id}/deployment", { path: inProject, query })).name, dev.name);
  const bySlug = { team_id_or_slug: String(server.teamId), project_slug: slug };
  const path = "/teams/{team_id_or_slug}/projects/{project_slug}/deployment";
  assert.equal((await me.get(path, { path: bySlug, query: { defaultProd: true } })).name, prod.name);
  assert.equal((await me.get("/projects/{project_id}/list_deployments", { path: inProject })).length, 2);
  const page = await me.get("/teams/{team_id}/list_deployments", { path: inTeam, query: { q: dev.name } });
  assert.deepEqual(page.items.map(({ name }) => name), [dev.name]);
  await me.get("/teams/{team_id}/list_local_deployments", { path: inTeam });
  assert.ok((await me.get("/teams/{team_id}/list_deployment_classes", { path: inTeam })).items.length > 0);
  assert.ok((await me.get("/teams/{team_id}/list_deployment_regions", { path: inTeam })).items.length > 0);
  const other = await production("Other");
  await me.post("/deployments/{deployment_name}/transfer", {
    path: byName,
    body: { destinationProjectId: other.projectId },
  });
  assert.equal((await me.get("/deployments/{deployment_name}", { path: byName })).projectId, other.projectId);
  await me.post("/deployments/{deployment_name}/delete", { path: byName });
  await me.refuse(404, "DeploymentNotFound", "get", "/deployments/{deployment_name}", { path: byName });
});

test("deploy keys", async () => {
  const { inProject, prod, deployKey } = await production("Keys");
  const path = { deployment_name: prod.name };
  assert.ok(deployKey.startsWith(`prod:${prod.name}|ey`));
  assert.equal((await me.get("/deployments/{deployment_name}/list_deploy_keys", { path }))[0].name, "all");
  const limited = await me.post("/deployments/{deployment_name}/create_deploy_key", {
    path,
    body: { name: "reader", allowedActions: ["deployment:env:view"], expiresAt: Date.now() + DAY },
  });
  const reader = on(prod.deploymentUrl, limited.deployKey);
  await reader.get("/list_environment_variables");
  await reader.refuse(403, "Forbidden", "post", "/update_environment_variables", { body: { changes: [] } });
  await me.post("/deployments/{deployment_name}/delete_deploy_key", { path, body: { id: limited.deployKey } });
  await reader.refuse(401, "Unauthorized", "get", "/list_environment_variables");
  const { previewDeployKey } = await me.post("/projects/{project_id}/create_preview_deploy_key", {
    path: inProject,
    body: { name: "previews" },
  });
  assert.match(previewDeployKey, /^preview:first-team:keys\|ey/);
  const listed = await me.get("/projects/{project_id}/list_preview_deploy_keys", { path: inProject });
  assert.equal(listed.items[0].name, "previews");
  await me.post("/projects/{project_id}/delete_preview_deploy_key", { path: inProject, body: { id: "previews" } });
});

test("access tokens", async () => {
  const { accessToken } = await me.post("/create_personal_access_token", { body: { name: "laptop" } });
  await as(accessToken).get("/list_personal_access_tokens");
  await me.post("/delete_personal_access_token", { body: { id: "laptop" } });
  await as(accessToken).refuse(401, "Unauthorized", "get", "/list_personal_access_tokens");
  const made = await me.post("/teams/{team_id}/create_access_token", { path: inTeam, body: { name: "bot" } });
  const bot = as(made.accessToken);
  assert.deepEqual(await bot.get("/token_details"), await bot.get("/token_details"));
  await bot.refuse(403, "Forbidden", "get", "/list_personal_access_tokens");
  assert.ok((await me.get("/teams/{team_id}/list_access_tokens", { path: inTeam })).items.length > 0);
  await me.post("/teams/{team_id}/delete_access_token", { path: inTeam, body: { id: "bot" } });
});

test("custom domains and canonical URLs", async () => {
  const { prod, api } = await production("Domains");
  const path = { deployment_name: prod.name };
  const body = { requestDestination: "convexCloud", domain: "api.example.com" };
  await me.post("/deployments/{deployment_name}/create_custom_domain", { path, body });
  const { domains } = await me.get("/deployments/{deployment_name}/custom_domains", { path });
  assert.equal(domains[0].domain, "api.example.com");
  await me.post("/deployments/{deployment_name}/delete_custom_domain", { path, body });
  assert.equal((await api.get("/get_canonical_urls")).convexCloudUrl, prod.deploymentUrl);
  const url = "https://api.example.com";
  await api.post("/update_canonical_url", { body: { requestDestination: "convexCloud", url } });
  assert.equal((await api.get("/get_canonical_urls")).convexCloudUrl, url);
});

test("teams, members and roles", async () => {
  const team = await me.post("/teams/create_team", { body: { name: "Acme", defaultRegion: "aws-us-east-1" } });
  assert.notEqual(team.teamId ?? team.id, server.teamId);
  const email = "new@example.com";
  await me.post("/teams/{team_id}/invite_team_member", { path: inTeam, body: { email, role: "developer" } });
  assert.equal((await me.get("/teams/{team_id}/list_pending_invites", { path: inTeam })).items.length, 1);
  await me.post("/teams/{team_id}/cancel_team_member_invite", { path: inTeam, body: { email } });
  const { memberId, token } = await server.admin("add_member", { teamId: server.teamId, email, role: "developer" });
  assert.equal((await me.get("/teams/{team_id}/list_members", { path: inTeam })).items.length, 2);
  const statements = [{ effect: "allow", actions: ["project:view"], resource: "project:*" }];
  const role = await me.post("/teams/{team_id}/create_custom_role", { path: inTeam, body: { name: "Viewer", statements } });
  assert.ok((await me.get("/teams/{team_id}/list_custom_roles", { path: inTeam })).items.length > 0);
  const body = { id: role.id, name: "Onlooker", statements };
  await me.post("/teams/{team_id}/update_custom_role", { path: inTeam, body });
  await me.post("/teams/{team_id}/update_team_member_role", {
    path: inTeam,
    body: { memberId, customRoles: [role.id] },
  });
  await as(token).get("/teams/{team_id}/projects", { path: inTeam });
  await as(token).refuse(403, "Forbidden", "post", "/teams/{team_id}/create_project", {
    path: inTeam,
    body: { projectName: "No" },
  });
  await me.refuse(409, "CustomRoleInUse", "post", "/teams/{team_id}/delete_custom_role", {
    path: inTeam,
    body: { id: role.id },
  });
  await me.post("/teams/{team_id}/update_team_member_role", { path: inTeam, body: { memberId, role: "developer" } });
  await me.post("/teams/{team_id}/delete_custom_role", { path: inTeam, body: { id: role.id } });
  const query = { from: Date.now() - DAY, to: Date.now() + DAY };
  assert.ok((await me.get("/teams/{team_id}/list_audit_log_events", { path: inTeam, query })).items.length > 0);
});

test("environment variables", async () => {
  const { projectId, inProject, api } = await production("Variables");
  const changes = [{ name: "A", deploymentType: "dev", value: "1" }];
  await me.post("/projects/{project_id}/update_default_environment_variables", { path: inProject, body: { changes } });
  const { items } = await me.get("/projects/{project_id}/list_default_environment_variables", { path: inProject });
  assert.deepEqual(items.map(({ name, value }) => [name, value]), [["A", "1"]]);
  const dev = await me.post("/projects/{project_id}/create_deployment", {
    path: { project_id: projectId },
    body: { type: "dev" },
  });
  const { deployKey } = await me.post("/deployments/{deployment_name}/create_deploy_key", {
    path: { deployment_name: dev.name },
    body: { name: "dev" },
  });
  const copied = await on(dev.deploymentUrl, deployKey).get("/list_environment_variables");
  assert.deepEqual(copied.environmentVariables, { A: "1" });
  await api.post("/update_environment_variables", { body: { changes: [{ name: "B", value: "2" }] } });
  assert.deepEqual((await api.get("/list_environment_variables")).environmentVariables, { B: "2" });
});

test("settings of a deployment", async () => {
  const { projectId, api } = await production("Settings");
  assert.equal((await api.get("/deployment_info")).projectId, projectId);
  const { usageLimit } = await api.post("/create_usage_limit", { body: LIMIT });
  const path = { id: usageLimit.id };
  await api.post("/update_usage_limit/{id}", { path, body: { ...LIMIT, limit: 6 } });
  assert.equal((await api.get("/list_usage_limits")).usageLimits[0].limit, 6);
  await api.post("/delete_usage_limit/{id}", { path });
  await api.get("/get_current_usage");
  await api.post("/pause_deployment");
  await api.post("/unpause_deployment");
  assert.ok((await api.get("/list_audit_log_events", { query: { from: Date.now() - DAY } })).items.length > 0);
});

test("log streams", async () => {
  const { api } = await production("Streams");
  const { id } = await api.post("/create_log_stream", {
    body: { logStreamType: "webhook", url: "https://example.com/logs", format: "json" },
  });
  const path = { id };
  await api.post("/update_log_stream/{id}", { path, body: { logStreamType: "webhook", format: "jsonl" } });
  assert.equal((await api.get("/get_log_stream/{id}", { path })).format, "jsonl");
  await api.post("/rotate_webhook_secret/{id}", { path });
  assert.equal((await api.get("/list_log_streams")).length, 1);
  await api.post("/delete_log_stream/{id}", { path });
});

test("data sync of an empty deployment", async () => {
  const { api } = await production("Data");
  const first = await api.post("/data/sync", { body: {} });
  await api.post("/data/sync", { body: { cursor: first.pagination?.nextCursor ?? first.cursor } });
  await api.get("/data/list_active_syncs");
});

test("errors have Convex's form", async () => {
  const { prod, projectId, deployKey } = await production("Refusals");
  const path = { project_id: projectId };
  await as("no-token").refuse(401, "Unauthorized", "get", "/projects/{project_id}", { path });
  await me.refuse(404, "TeamNotFound", "get", "/teams/{team_id}/projects", { path: { team_id: 999_999 } });
  await me.refuse(400, "BadRequest", "get", "/projects/{project_id}", { path: { project_id: "x" } });
  await me.refuse(400, "BadRequest", "post", "/teams/{team_id}/create_project", { path: inTeam, body: {} });
  const other = await production("Another project");
  await on(prod.deploymentUrl, other.deployKey).refuse(403, "BadDeployKey", "get", "/deployment_info");
  await on(prod.deploymentUrl, "no-token").refuse(401, "Unauthorized", "get", "/deployment_info");
  const unsupported = await fetch(`${prod.deploymentUrl}/api/run_test_function`, {
    method: "POST",
    headers: { authorization: `Convex ${deployKey}` },
  });
  assert.deepEqual([unsupported.status, (await unsupported.json()).code], [400, "FunctionsNotRun"]);
});

test("every operation was called", () => {
  const all = known();
  assert.equal(all.length, 68);
  const missing = all.filter((operation) => !called.has(operation));
  assert.deepEqual(missing, []);
  console.log(`${all.length} operations; answers ${isDescribed ? "" : "not "}compared with Convex's description`);
});
