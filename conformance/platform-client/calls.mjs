// Calls through Convex's client. Checks each success against Convex's description and records the called operations.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { findMismatch } from "./response-schemas.mjs";

const METHODS = { get: "GET", post: "POST", patch: "PATCH" };

/** The operations called successfully, such as `management POST /teams/{team_id}/create_project`. */
export const called = new Set();

/** Returns functions that call `api` and throw if the response is unexpected. */
export function calls(api, client) {
  const send = async (method, path, { path: inPath, query, body } = {}) =>
    await client[METHODS[method]](path, { params: { path: inPath, query }, body });

  /** Calls an operation that must succeed and returns its response. */
  const succeed = (method) => async (path, parts) => {
    const { data, error, response } = await send(method, path, parts);
    const name = `${METHODS[method]} ${path}`;
    assert.equal(error, undefined, `${name}: ${response.status} ${JSON.stringify(error)}`);
    assert.ok(response.ok, `${name}: ${response.status}`);
    assert.equal(findMismatch(api, METHODS[method], path, response.status, data), undefined);
    called.add(`${api} ${name}`);
    return data;
  };

  /** Calls an operation that must fail with this status and code, and returns the message. */
  const refuse = async (status, code, method, path, parts) => {
    const { data, error, response } = await send(method, path, parts);
    const what = `${METHODS[method]} ${path}: ${response.status} ${JSON.stringify(data ?? error)}`;
    assert.equal(response.status, status, what);
    assert.deepEqual(Object.keys(error).sort(), ["code", "message"], what);
    assert.equal(error.code, code, what);
    assert.ok(error.message.length > 0, what);
    return error.message;
  };

  return { get: succeed("get"), post: succeed("post"), patch: succeed("patch"), refuse };
}

/** Returns all operations in the client's types. */
export function known() {
  return [...operations("management", "generatedManagementApi"), ...operations("deployment", "generatedDeploymentApi")];
}

function operations(api, file) {
  const entry = createRequire(import.meta.url).resolve("@convex-dev/platform");
  const text = readFileSync(new URL(`${file}.d.ts`, `file://${entry}`), "utf8");
  const [, paths] = text.split("export interface paths {");
  const found = [];
  let path;
  for (const line of paths.slice(0, paths.indexOf("\n}")).split("\n")) {
    path = /^ {4}"(\/.*)": \{$/.exec(line)?.[1] ?? path;
    const method = /^ {8}(get|put|post|delete|patch|head): operations\[/.exec(line)?.[1];
    if (method !== undefined) found.push(`${api} ${method.toUpperCase()} ${path}`);
  }
  return found;
}
