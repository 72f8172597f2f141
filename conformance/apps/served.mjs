// A server as a person has it: projects with deployments, and Convex's own command in the folder of an app.

import assert from "node:assert/strict";

/** What is done to a server that was started, from outside. */
export function served(server) {
  const { manage } = server;

  /** A project of its own with a production deployment, and what asks that deployment. */
  async function production(projectName) {
    const wanted = { projectName, deploymentType: "prod" };
    const made = await manage("POST", `/teams/${server.teamId}/create_project`, wanted);
    const { deploymentName: name, deploymentUrl: url } = made;
    const { deployKey: key } = await manage("POST", `/deployments/${name}/create_deploy_key`, { name: "ci" });
    const ask = async (path, body) => {
      const headers = { authorization: `Convex ${key}`, "content-type": "application/json" };
      const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    };
    // Chunks are named after what is in them, which differs once code was generated.
    const live = async () => {
      const { body } = await ask("/api/get_config_hashes", {});
      return body.moduleHashes.map(({ path }) => path).filter((path) => !path.startsWith("_deps/"));
    };
    return { name, url, key, ask, live };
  }

  /** Starts Convex's command in an app's folder. */
  const started = (app, credentials, args) =>
    server.convex(app.path("node_modules/convex/bin/main.js"), app.folder, credentials, args);

  /** Runs Convex's command in an app's folder; what it wrote. */
  async function convex(app, credentials, ...args) {
    const child = started(app, credentials, args);
    let text = "";
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
    const status = await new Promise((resolve) => child.once("close", resolve));
    return { status, text, output };
  }

  async function ends(app, credentials, args, wanted, expected) {
    const { status, text, output } = await convex(app, credentials, ...args);
    assert.equal(status, expected, `convex ${args.join(" ")}: ${status}\n${text}`);
    assert.match(text, wanted);
    return output;
  }

  /** Runs it to a success that says what is wanted; what it wrote to its standard output. */
  const succeeds = (app, credentials, args, wanted) => ends(app, credentials, args, wanted, 0);

  /** The same to a failure. */
  const fails = (app, credentials, args, wanted) => ends(app, credentials, args, wanted, 1);

  return { manage, production, started, convex, succeeds, fails };
}
