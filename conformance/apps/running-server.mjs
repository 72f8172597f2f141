// Helpers for a running server: projects with deployments, and Convex's command in the folder of an app.

import assert from "node:assert/strict";

/** Returns helpers for a running server. */
export function useServer(server) {
  const { manage } = server;

  /** Creates a project with a production deployment, and functions that call it. */
  async function production(projectName) {
    const wanted = { projectName, deploymentType: "prod" };
    const made = await manage("POST", `/teams/${server.teamId}/create_project`, wanted);
    const { deploymentName: name, deploymentUrl: url } = made;
    const { deployKey: key } = await manage("POST", `/deployments/${name}/create_deploy_key`, { name: "ci" });
    const post = async (path, body) => {
      const headers = { authorization: `Convex ${key}`, "content-type": "application/json" };
      const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    };
    // Chunk names are hashes of their content, which differs after code generation.
    const live = async () => {
      const { body } = await post("/api/get_config_hashes", {});
      return body.moduleHashes.map(({ path }) => path).filter((path) => !path.startsWith("_deps/"));
    };
    return { name, url, key, post, live };
  }

  /** Starts Convex's command in an app's folder. */
  const start = (app, credentials, args) =>
    server.convex(app.path("node_modules/convex/bin/main.js"), app.folder, credentials, args);

  /** Runs Convex's command in an app's folder and returns its output. */
  async function convex(app, credentials, ...args) {
    const child = start(app, credentials, args);
    let text = "";
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
    const status = await new Promise((resolve) => child.once("close", resolve));
    return { status, text, output };
  }

  async function exitsWith(app, credentials, args, wanted, expected) {
    const { status, text, output } = await convex(app, credentials, ...args);
    assert.equal(status, expected, `convex ${args.join(" ")}: ${status}\n${text}`);
    assert.match(text, wanted);
    return output;
  }

  /** Runs it, checks for success and for `wanted` in its output, and returns its standard output. */
  const succeeds = (app, credentials, args, wanted) => exitsWith(app, credentials, args, wanted, 0);

  /** Runs it and checks for failure. */
  const fails = (app, credentials, args, wanted) => exitsWith(app, credentials, args, wanted, 1);

  return { manage, production, start, convex, succeeds, fails };
}
