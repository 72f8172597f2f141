// Compares the requests in the sources of each version with the routes of the server. A request that is not listed is new:
// support it, or list it as unsupported with the reason.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { serve } from "../platform-client/server.mjs";
import { difference, requestsOf } from "./requests.mjs";
import { VERSIONS, compare } from "./versions.mjs";

const KNOWN = JSON.parse(readFileSync(new URL("requests.json", import.meta.url), "utf8"));

for (const version of VERSIONS) {
  test(`the requests of ${version} are known`, () => {
    const unknown = requestsOf(version).filter((request) => KNOWN.supported[request] === undefined && KNOWN.unsupported[request] === undefined);
    assert.deepEqual(unknown, []);
  });
}

test("requests are supported for the versions that make them", () => {
  const made = new Map();
  for (const version of VERSIONS) for (const request of requestsOf(version)) made.set(request, version);
  for (const [request, range] of Object.entries(KNOWN.supported)) {
    const [from, to] = range.split("-");
    const expected = VERSIONS.filter((version) => compare(version, from) >= 0 && (to === undefined || to === "" || compare(version, to) <= 0));
    const actual = VERSIONS.filter((version) => requestsOf(version).includes(request));
    assert.deepEqual(actual, expected, `${request}: ${range}`);
  }
});

test("the server has a route for each supported request", async () => {
  const server = await serve();
  try {
    const { teamId, manage } = server;
    const wanted = { projectName: "App", deploymentType: "dev" };
    const { deploymentUrl } = await manage("POST", `/teams/${teamId}/create_project`, wanted);
    // Without a credential, an existing route requires one.
    const isThere = async (method, path) => {
      for (const origin of [server.url, deploymentUrl]) {
        const answer = await fetch(origin + path.replaceAll("{}", "x"), { method, body: method === "POST" ? "{}" : undefined });
        const text = await answer.text();
        const { code } = answer.headers.get("content-type") === "application/json" ? JSON.parse(text || "{}") : {};
        if (![404, 405].includes(answer.status) && !["NotFound", "UnsupportedRoute", "FunctionsNotRun"].includes(code)) return true;
      }
      return false;
    };
    const missing = [];
    for (const request of Object.keys(KNOWN.supported).filter((request) => !request.startsWith("QUERY "))) {
      const [method, path] = request.split(" ");
      // Prefixes of other requests.
      if (["/api/", "/api/v1", "/api/v1{}", "/api/dashboard/teams/"].includes(path)) continue;
      const found = method === "ANY" ? (await isThere("GET", path)) || (await isThere("POST", path)) : await isThere(method, path);
      if (!found) missing.push(request);
    }
    assert.deepEqual(missing, []);
    assert.equal(await isThere("POST", "/api/deployment/none"), false);
  } finally {
    await server.stop();
  }
});

test("the server answers each system query", async () => {
  const server = await serve();
  try {
    const { teamId, manage } = server;
    const wanted = { projectName: "App", deploymentType: "dev" };
    const { deploymentName, deploymentUrl } = await manage("POST", `/teams/${teamId}/create_project`, wanted);
    const { deployKey } = await manage("POST", `/deployments/${deploymentName}/create_deploy_key`, { name: "k" });
    const answered = async (path) => {
      const headers = { authorization: `Convex ${deployKey}`, "content-type": "application/json" };
      const answer = await fetch(`${deploymentUrl}/api/query`, { method: "POST", headers, body: JSON.stringify({ path, args: {} }) });
      return !/Could not find/.test((await answer.json()).errorMessage ?? "");
    };
    const made = Object.keys(KNOWN.supported).filter((request) => request.startsWith("QUERY "));
    for (const request of made) assert.ok(await answered(request.slice(6)), request);
    for (const [query, expected] of Object.entries(KNOWN.dashboard)) {
      if (/^[\w/]+:\w+$/.test(query)) assert.equal(await answered(query), expected, query);
    }
  } finally {
    await server.stop();
  }
});

test("a request that one version adds is seen", () => {
  const [last, newest] = ["1.48.0", "1.49.0"];
  console.log(`requests added and dropped from ${last} to ${newest}: ${difference(last, newest).join(", ") || "none"}`);
  assert.ok(requestsOf(newest).includes("POST /api/deployment/authorize_prod"));
  assert.ok(!requestsOf(newest).includes("POST /api/create_project"));
});
