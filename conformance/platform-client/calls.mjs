// Calls through Convex's own client, each success held against Convex's own description, and each operation counted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { complaint } from "./described.mjs";

const METHODS = { get: "GET", post: "POST", patch: "PATCH" };

/** The operations that were called with success: `management POST /teams/{team_id}/create_project`. */
export const called = new Set();

/** A client of `api`, with functions that throw where the answer isn't what is expected. */
export function calls(api, client) {
  const send = async (method, path, { path: inPath, query, body } = {}) =>
    await client[METHODS[method]](path, { params: { path: inPath, query }, body });

  /** Calls an operation that must succeed; its answer. */
  const succeed = (method) => async (path, parts) => {
    const { data, error, response } = await send(method, path, parts);
    const name = `${METHODS[method]} ${path}`;
    assert.equal(error, undefined, `${name}: ${response.status} ${JSON.stringify(error)}`);
    assert.ok(response.ok, `${name}: ${response.status}`);
    assert.equal(complaint(api, METHODS[method], path, response.status, data), undefined);
    called.add(`${api} ${name}`);
    return data;
  };

  /** Calls an operation that must be refused with this status and code; the message. */
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

/** Every operation that the client's own types know. */
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
