// Tests of the client for every host: `checkPlatform(api, connect)` returns the names of the cases, and the failures.

import { caught, equal, runCases } from "./cases.mjs";

const tasks = new TextEncoder().encode('{"text":"buy milk"}\n{"text":"call home"}\n');

/** Runs each case. `connect(options)` connects to the same platform, with a token of its first member. */
export const checkPlatform = (api, connect) => runCases(cases(api, connect));

function* cases(api, connect) {
  const convex = connect({});
  const todo = () => convex.team("first-team").project("todo").ensure();

  yield [
    "a dashboard lists deployments and creates a key",
    async () => {
      const [team] = await convex.teams.list().all();
      const project = await team.project("todo").ensure();
      await project.production().ensure();
      const staging = await project.deployment("staging").ensure();
      const types = [];
      for await (const deployment of project.deployments.list()) types.push(deployment.type);
      equal(types.sort(), ["custom", "prod"]);
      const key = await staging.deployKeys.create("ci", { preset: "deployer", expiresInMs: 86_400_000 });
      equal([`${key.secret}`, key.secret.expose().includes("|"), key.expires instanceof Date], ["<redacted>", true, true]);
      const { slug } = await convex.api.getProjectById({ projectId: project.id });
      equal([slug, (await staging.api.getDeploymentInfo()).kind], ["todo", "cloud"]);
    },
  ];
  yield [
    "lists are read page by page",
    async () => {
      const [team] = await convex.teams.list().all();
      for (const name of ["one", "two", "three"]) await team.project(name).ensure();
      const sizes = [];
      for await (const { items } of team.projects.list({ pageSize: 2 }).pages()) sizes.push(items.length);
      equal([sizes[0], sizes.at(-1) > 0], [2, true]);
      equal((await team.projects.list({ query: "thr" }).all()).map(({ slug }) => slug), ["three"]);
    },
  ];
  yield [
    "variables are set, and read as secrets",
    async () => {
      const dev = await (await todo()).dev().ensure();
      await dev.environment.update({ SITE_URL: "https://todo.example" });
      const { SITE_URL } = await dev.environment.get();
      equal([JSON.stringify({ SITE_URL }), SITE_URL.expose()], ['{"SITE_URL":"<redacted>"}', "https://todo.example"]);
    },
  ];
  yield [
    "files are imported and exported without paths",
    async () => {
      const staging = await (await todo()).deployment("staging").ensure();
      const options = { table: "tasks", format: "jsonLines", mode: "replace" };
      equal((await staging.importData(new Blob([tasks]), options)).documents, 2);
      equal((await staging.importData(tasks, options)).documents, 2);
      const zip = await (await staging.export()).bytes();
      equal(String.fromCharCode(zip[0], zip[1]), "PK");
      const backup = await staging.backups.create({ timeoutMs: 60_000 });
      equal((await (await staging.backups.open(backup)).bytes()).length > 100, true);
    },
  ];
  yield [
    "errors have classes",
    async () => {
      const missing = await caught(convex.team("first-team").project("missing").get());
      equal([missing instanceof api.NotFoundError, missing.status], [true, 404]);
      const production = await (await todo()).production().ensure();
      const refused = await caught(production.environment.update({ A: "1" }));
      equal([refused instanceof api.ConfirmationRequiredError, refused.deploymentName], [true, production.name]);
      equal((await caught(production.confirmSelf().environment.update({ A: "1" }))) instanceof api.UnsupportedError, true);
      await production.confirm(production.name).environment.update({ A: "1" });
    },
  ];
  yield [
    "a call is cancelled, and ends its request",
    async () => {
      const controller = new AbortController();
      let sent;
      const fetch = (_, { signal }) =>
        new Promise((_, reject) => {
          sent = signal;
          signal.addEventListener("abort", () => reject(signal.reason));
          controller.abort(new Error("enough"));
        });
      const error = await caught(connect({ fetch }).whoami({ signal: controller.signal }));
      equal([error.message, sent.aborted], ["enough", true]);
      const slow = connect({ fetch: () => new Promise(() => {}) });
      equal((await caught(slow.whoami({ timeoutMs: 20 }))) instanceof api.TimedOutError, true);
    },
  ];
  yield [
    "a call is tried again",
    async () => {
      let requests = 0;
      const fetch = (input, init) => {
        requests += 1;
        if (requests === 1) return Promise.reject(new TypeError("connection reset"));
        if (requests === 2) return Promise.resolve(new Response("", { status: 503 }));
        return globalThis.fetch(input, init);
      };
      equal((await connect({ fetch }).whoami()).kind, "member");
      equal(requests, 3);
      const failing = connect({ fetch: () => Promise.reject(new TypeError("connection reset")), maxAttempts: 1 });
      equal((await caught(failing.whoami())) instanceof api.UnavailableError, true);
    },
  ];
  yield [
    "a credential is not part of an error",
    async () => {
      const fetch = (_, { headers }) => Promise.reject(new TypeError(`refused ${new Headers(headers).get("authorization")}`));
      const token = "secret-token-0123456789";
      const error = await caught(connect({ token, fetch, maxAttempts: 1 }).whoami());
      equal(`${error} ${error.stack} ${JSON.stringify(error)}`.includes(token), false);
    },
  ];
  yield [
    "an embedded platform is not available",
    async () => equal((await caught(Promise.resolve().then(() => api.connect("embedded:")))) instanceof api.UnsupportedError, true),
  ];
}
