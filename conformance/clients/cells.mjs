// The matrix: each row is a command with one set of credentials, checked on exit code, output and state.

import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tables } from "./mcp.mjs";

const DEPLOY = ["deploy", "--typecheck", "disable"];
const DEV = ["dev", "--once", "--typecheck", "disable"];

/** Makes a project with a default development deployment and, if wanted, a production one. */
async function project(client, { prod = true } = {}) {
  const { manage, teamId, admin } = client.server;
  const { id, slug } = await manage("POST", `/teams/${teamId}/create_project`, { projectName: `App ${Math.random()}` });
  const make = (type) => manage("POST", `/projects/${id}/create_deployment`, { type });
  const dev = await make("dev");
  const live = prod ? await make("prod") : undefined;
  const key = async (of) => (await manage("POST", `/deployments/${of.name}/create_deploy_key`, { name: "ci" })).deployKey;
  const previewKey = async () => (await manage("POST", `/projects/${id}/create_preview_deploy_key`, { name: "ci" })).previewDeployKey;
  const projectKey = async () => {
    const { items } = await manage("GET", `/teams/${teamId}/list_members`);
    return (await admin("authorize_application", { projectId: id, memberId: items[0].id, clientId: "app" })).key;
  };
  const deployments = async () => await manage("GET", `/projects/${id}/list_deployments`);
  const one = async (type) => (await deployments()).find((deployment) => deployment.deploymentType === type);
  return { id, slug, dev, prod: live, key, previewKey, projectKey, one };
}

const SETS = {
  login: (p) => ({ login: true, env: { CONVEX_DEPLOYMENT: `dev:${p.dev.name}` } }),
  "access token": (p, client) => ({
    env: { CONVEX_OVERRIDE_ACCESS_TOKEN: client.server.token, CONVEX_DEPLOYMENT: `dev:${p.dev.name}` },
  }),
  "production key": async (p) => ({ env: { CONVEX_DEPLOY_KEY: await p.key(p.prod) } }),
  "development key": async (p) => ({ env: { CONVEX_DEPLOY_KEY: await p.key(p.dev) } }),
  "preview key": async (p) => ({ env: { CONVEX_DEPLOY_KEY: await p.previewKey() } }),
  "project key": async (p) => ({ env: { CONVEX_DEPLOY_KEY: await p.projectKey() } }),
  "self-hosted key": async (p) => ({
    env: { CONVEX_SELF_HOSTED_URL: p.prod.deploymentUrl, CONVEX_SELF_HOSTED_ADMIN_KEY: await p.key(p.prod) },
  }),
};

/** A login beside a key: the command decides which one it uses. */
for (const key of ["production key", "development key", "preview key", "project key"]) {
  SETS[`login and ${key}`] = async (p, client) => ({ ...(await SETS[key](p, client)), login: true });
}
for (const key of ["production key", "preview key"]) {
  SETS[`access token and ${key}`] = async (p, client) => {
    const { env } = await SETS[key](p, client);
    return { env: { ...env, CONVEX_OVERRIDE_ACCESS_TOKEN: client.server.token } };
  };
}

const rows = [];

/** Adds a row for each set of credentials. `check` gets the project and `run`, which requires success unless told otherwise. */
function row(command, sets, check, { since, options } = {}) {
  for (const set of sets) {
    const cell = async (client) => {
      const p = await project(client, options);
      const { env, login } = await SETS[set](p, client);
      const folder = client.app({ login });
      const run = async (args, wanted, status = 0) => {
        const done = await client.convex(folder, env, args);
        assert.equal(done.status, status, `convex ${args.join(" ")} exited with ${done.status}:\n${done.text}`);
        assert.match(done.text, wanted, `convex ${args.join(" ")}`);
        return done.text;
      };
      await check({ p, run, folder, env, client });
      // The plan limits how many deployments a team has.
      await client.server.manage("POST", `/projects/${p.id}/delete`);
    };
    rows.push({ command, set, since, cell });
  }
}

const MEMBERS = ["login", "access token"];
const live = async ({ client }, deployment) => assert.deepEqual(await client.modules(deployment.name), ["messages.js"]);

row("dev --once --configure new, then deploy -y", ["login"], async ({ client, folder, p }) => {
  const name = `new-${Math.random()}`.replace(".", "");
  const run = async (args, wanted) => {
    const done = await client.convex(folder, {}, args);
    assert.equal(done.status, 0, `convex ${args.join(" ")}:\n${done.text}`);
    assert.match(done.text, wanted);
  };
  await run([...DEV, "--configure", "new", "--team", "first-team", "--project", name, "--dev-deployment", "cloud"], /ready/);
  const { items } = await client.server.manage("GET", `/teams/${client.server.teamId}/projects`);
  const made = items.find(({ slug }) => slug.startsWith("new-"));
  assert.ok(made.devDeploymentName !== undefined && made.prodDeploymentName === undefined, JSON.stringify(made));
  await live({ client }, { name: made.devDeploymentName });
  await run([...DEPLOY, "-y"], /Deployed Convex functions/);
  const { prodDeploymentName } = await client.server.manage("GET", `/projects/${made.id}`);
  await live({ client }, { name: prodDeploymentName });
  await client.server.manage("POST", `/projects/${made.id}/delete`);
});

row("dev --once --configure existing", ["login"], async ({ client, folder, p }) => {
  const args = [...DEV, "--configure", "existing", "--team", "first-team", "--project", p.slug, "--dev-deployment", "cloud"];
  const done = await client.convex(folder, {}, args);
  assert.equal(done.status, 0, done.text);
  assert.match(client.read(folder, ".env.local"), new RegExp(`CONVEX_DEPLOYMENT=dev:${p.dev.name}`));
  await live({ client }, p.dev);
});

row("dev --once", [...MEMBERS, "development key", "login and development key"], async ({ run, client, p }) => {
  await run(DEV, /ready/);
  await live({ client }, p.dev);
});

row("deploy, the first of a project", MEMBERS, async ({ run, client, p }) => {
  await run([...DEPLOY, "-y"], /Deployed Convex functions/);
  await live({ client }, await p.one("prod"));
}, { options: { prod: false } });

row(
  "deploy",
  ["production key", "project key", "self-hosted key", "login and production key", "login and project key", "access token and production key"],
  async ({ run, client, p }) => {
    await run(DEPLOY, /Deployed Convex functions/);
    await live({ client }, p.prod);
  },
);

row("deploy --dry-run", ["production key"], async ({ run, client, p }) => {
  await run(["codegen", "--typecheck", "disable"], /./);
  await run([...DEPLOY, "--dry-run"], /Would have deployed/);
  assert.deepEqual(await client.modules(p.prod.name), []);
});

row(
  "deploy --preview-create",
  ["preview key", "login and preview key", "access token and preview key"],
  async ({ run, client, p }) => {
    await run([...DEPLOY, "--preview-create", "branch"], /Deployed Convex functions/);
    const preview = await p.one("preview");
    assert.equal(preview.previewIdentifier, "branch");
    await live({ client }, preview);
    await run([...DEPLOY, "--preview-create", "branch"], /Deployed Convex functions/);
    assert.notEqual((await p.one("preview")).name, preview.name);
  },
);

row("codegen", ["login", "production key"], async ({ run, client, p, folder }) => {
  await run(["codegen", "--typecheck", "disable"], /./);
  assert.ok(existsSync(join(folder, "convex/_generated/api.d.ts")));
  assert.deepEqual(await client.modules(p.prod.name), []);
});

const OF_DEV = [...MEMBERS, "development key", "login and development key"];

row("env set, list, get, remove", [...OF_DEV, "project key"], async ({ run, client, p }) => {
  await run(["env", "set", "A", "one"], /A/);
  assert.equal((await client.variables(p.dev.name)).A, "one");
  await run(["env", "list"], /A=one/);
  await run(["env", "get", "A"], /^one$/m);
  await run(["env", "remove", "A"], /A/);
  assert.equal((await client.variables(p.dev.name)).A, undefined);
});

row("env set --prod, the first use of production", MEMBERS, async ({ run, client, p }) => {
  await run(["env", "set", "A", "one", "--prod"], /A/);
  assert.equal((await client.variables((await p.one("prod")).name)).A, "one");
  await run(["env", "list", "--prod"], /A=one/);
}, { options: { prod: false } });

row("env set --preview-name", ["preview key", "login and preview key"], async ({ run, client, p }) => {
  await run([...DEPLOY, "--preview-create", "branch"], /Deployed/);
  await run(["env", "set", "A", "one", "--preview-name", "branch"], /A/);
  assert.equal((await client.variables((await p.one("preview")).name)).A, "one");
});

row("env list --deployment team:project:reference", MEMBERS, async ({ run, client, p }) => {
  await run(["env", "set", "A", "one"], /A/);
  await run(["env", "list", "--deployment", `first-team:${p.slug}:${p.dev.reference}`], /A=one/);
  await run(["env", "list", "--deployment", `first-team:none:${p.dev.reference}`], /./, 1);
});

const rows_ = '{"author":"Ada","body":"hi"}\n{"author":"Ben","body":"ho"}\n';

row(
  "import, data, export",
  ["login", "development key", "self-hosted key"],
  async ({ run, client, p, folder, env }) => {
    const name = env.CONVEX_SELF_HOSTED_URL === undefined ? p.dev.name : p.prod.name;
    writeFileSync(join(folder, "rows.jsonl"), rows_);
    await run(["import", "--table", "messages", "rows.jsonl", "-y"], /Added 2 documents/);
    assert.equal(await client.documents(name, "messages"), 2);
    await run(["data", "messages"], /Ada/);
    await run(["data"], /messages/);
    await run(["export", "--path", "out.zip"], /out\.zip/);
    assert.ok(existsSync(join(folder, "out.zip")));
  },
);

row("import and data --preview-name", ["preview key"], async ({ run, client, p, folder }) => {
  await run([...DEPLOY, "--preview-create", "branch"], /Deployed/);
  writeFileSync(join(folder, "rows.jsonl"), rows_);
  await run(["import", "--table", "messages", "rows.jsonl", "-y", "--preview-name", "branch"], /Added 2 documents/);
  await run(["data", "messages", "--preview-name", "branch"], /Ben/);
  assert.equal(await client.documents((await p.one("preview")).name, "messages"), 2);
});

row("function-spec", ["production key"], async ({ run }) => {
  await run(DEPLOY, /Deployed/);
  const text = await run(["function-spec"], /messages\.js:send/);
  const { functions } = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
  const send = functions.find(({ identifier }) => identifier === "messages.js:send");
  assert.deepEqual(send.returns, { type: "any" });
});

row("run", ["production key", "login"], async ({ run }) => {
  await run(["run", "messages:none"], /Could not find function for 'messages:none'/, 1);
});

row("run --inline-query", ["production key"], async ({ run }) => {
  await run(["run", "--inline-query", "return 1"], /does not run the functions of an app/, 1);
}, { since: "1.37.0" });

row("project create", MEMBERS, async ({ run, client, p }) => {
  await run(["project", "create", `Made ${p.slug}`, "--team", "first-team"], /made-app/);
  const { items } = await client.server.manage("GET", `/teams/${client.server.teamId}/projects`);
  const made = items.find(({ slug }) => slug.startsWith("made-app"));
  await client.server.manage("POST", `/projects/${made.id}/delete`);
}, { since: "1.42.0" });

row("deployment select", MEMBERS, async ({ run, p, folder, client }) => {
  await run(["deployment", "select", p.dev.reference], /./);
  assert.match(client.read(folder, ".env.local"), new RegExp(`CONVEX_DEPLOYMENT=dev:${p.dev.name}`));
});

// The look-up succeeds, and the command itself refuses.
row("deployment select prod, the first use of production", MEMBERS, async ({ run, p, folder }) => {
  await run(["deployment", "select", "prod"], /Selecting a production deployment is unsupported/, 1);
  assert.equal(existsSync(join(folder, ".env.local")), false);
  assert.equal((await p.one("prod")).isDefault, true);
}, { options: { prod: false } });

row("deployment create", MEMBERS, async ({ run, p }) => {
  await run(["deployment", "create", "dev/feature", "--type", "dev", "--region", "aws-us-east-1"], /dev\/feature/);
  assert.ok((await p.one("dev")) !== undefined);
});

row("deployment token create, the first use of production", MEMBERS, async ({ run, p }) => {
  await run(["deployment", "token", "create", "ci", "--deployment", "prod"], /prod:.*\|/);
  assert.equal((await p.one("prod")).isDefault, true);
}, { since: "1.37.0", options: { prod: false } });

row("deployment token delete", MEMBERS, async ({ run, p, client }) => {
  const names = async () => (await client.server.manage("GET", `/deployments/${p.prod.name}/list_deploy_keys`)).map(({ name }) => name);
  await run(["deployment", "token", "create", "temporary", "--deployment", "prod"], /prod:.*\|/);
  assert.ok((await names()).includes("temporary"));
  await run(["deployment", "token", "delete", "temporary", "--deployment", "prod"], /./);
  assert.ok(!(await names()).includes("temporary"));
}, { since: "1.37.0" });

row("deployment usage-limits", ["production key", "login"], async ({ run }) => {
  await run(["deployment", "usage"], /./);
  await run(["deployment", "usage-limits", "list", "--json"], /\[/);
}, { since: "1.43.0" });

row("env default set, list", MEMBERS, async ({ run, client, p }) => {
  await run(["env", "default", "set", "A", "one"], /A/);
  await run(["env", "default", "list"], /A=one/);
  const { items } = await client.server.manage("GET", `/projects/${p.id}/list_default_environment_variables`);
  assert.ok(items.some(({ name, value }) => name === "A" && value === "one"), JSON.stringify(items));
});

row("network-test", ["login", "production key"], async ({ run }) => {
  await run(["network-test"], /OK: echo 4/);
});

row("logout", ["login"], async ({ run, folder }) => {
  await run(["logout"], /logged out/);
  await run(["env", "list"], /./, 1);
});

row("login status", ["login"], async ({ run }) => {
  await run(["login", "status"], /Logged in/);
});

row("mcp start, the tool tables", ["login", "development key"], async ({ run, client, folder, env, p }) => {
  await run(DEV, /ready/);
  writeFileSync(join(folder, "rows.jsonl"), rows_);
  await run(["import", "--table", "messages", "rows.jsonl", "-y"], /Added 2 documents/);
  const found = await tables(client, folder, env);
  const { schema, inferredSchema } = found.messages;
  assert.equal(schema.tableName, "messages");
  assert.equal(inferredSchema.type, "Object");
  assert.ok(inferredSchema.fields.some(({ fieldName }) => fieldName === "author"), JSON.stringify(found));
});

export const ROWS = rows;
