// Writes plans as code, and checks the code with Convex's packages: it has the types of `tsc`, and the printed schemas
// export exactly the schemas of the steps.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { COMMAND } from "./judge.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const CORPUS = join(process.env.CONVEX_OPS_EVIDENCE ?? join(HERE, "../../../shared"), "corpus");

/** Number of changes of real apps whose plans are compiled; they are spread over all. */
const REAL = 20;

const TSCONFIG = {
  compilerOptions: {
    allowJs: false, isolatedModules: true, lib: ["ES2023", "DOM"], module: "ESNext", moduleResolution: "Bundler", noEmit: true,
    noUnusedLocals: true, noUnusedParameters: true, skipLibCheck: true, strict: true, target: "ESNext", types: [],
  },
};

/** The types that Convex's command generates for an app with these files. */
const GENERATED = {
  "api.d.ts": `import type { ComponentApi } from "@convex-dev/migrations/_generated/component.js";
import type { ApiFromModules, FilterApi, FunctionReference } from "convex/server";
import type * as migrations from "../migrations.js";
declare const fullApi: ApiFromModules<{ migrations: typeof migrations }>;
export declare const internal: FilterApi<typeof fullApi, FunctionReference<any, "internal">>;
export declare const components: { migrations: ComponentApi<"migrations"> };
`,
  "dataModel.d.ts": `import type { DataModelFromSchemaDefinition } from "convex/server";
import type schema from "../schema.js";
export type DataModel = DataModelFromSchemaDefinition<typeof schema>;
`,
};

const field = (fieldType, optional = false) => ({ fieldType, optional });
const object = (value) => ({ type: "object", value });
const union = (...value) => ({ type: "union", value });
const literal = (value) => ({ type: "literal", value });
const [string, number, any] = ["string", "number", "any"].map((type) => ({ type }));
const table = (tableName, documentType, rest = {}) => ({ tableName, indexes: [], documentType, ...rest });
const app = (tables, functions = [], rest = {}) => ({ schema: { tables, schemaValidation: true, ...rest }, functions });
const callable = (identifier, functionType, args, returns, kind = "public") => {
  return { identifier, functionType, visibility: { kind }, args: args && object(args), returns };
};

/** Changes that together have every validator, kind of index and migration. */
const CASES = {
  "every validator": [
    app([table("t", object({ a: field(string) }))]),
    app([table("t", object({
      a: field(union(literal("x\"\u2028"), literal(true), literal(-1.5), literal({ $integer: "AQAAAAAAAAA=" }), { type: "null" })),
      b: field({ type: "array", value: { type: "bytes" } }),
      c: field({ type: "record", keys: string, values: field({ type: "bigint" }) }),
      d: field(object({ deep: field({ type: "id", tableName: "t" }, true), empty: field(object({})) })),
      e: field(any, true), f: field({ type: "boolean" }), g: field(number), h: field({ type: "commitTs" }),
    }))]),
  ],
  "documents of several types, and a validation that is turned on": [
    app([table("t", any), table("u", union(object({ k: field(literal("a")), x: field(string) }), object({ k: field(literal("b")) })))], [], { schemaValidation: false }),
    app([table("t", object({ a: field(string) })), table("u", union(object({ k: field(literal("a")), y: field(string) }), object({ k: field(literal("b")) })))]),
  ],
  "a union of documents": [
    app([table("u", union(object({ k: field(literal("a")), x: field(string) }), object({ k: field(literal("b")) })))]),
    app([table("u", union(object({ k: field(literal("a")), y: field(string) }), object({ k: field(literal("b")) })))]),
  ],
  "indexes of every kind": [
    app([table("t", object({ a: field(string), v: field({ type: "array", value: { type: "number" } }) }), {
      indexes: [{ indexDescriptor: "by_a", fields: ["a"] }],
      stagedDbIndexes: [{ indexDescriptor: "by_a_v", fields: ["a", "v"] }],
      searchIndexes: [{ indexDescriptor: "search", searchField: "a", filterFields: ["v"] }],
      vectorIndexes: [{ indexDescriptor: "vectors", vectorField: "v", dimensions: 8, filterFields: [] }],
    })]),
    app([table("t", object({ a: field(string), b: field(number), v: field({ type: "array", value: { type: "number" } }) }), {
      stagedSearchIndexes: [{ indexDescriptor: "search_b", searchField: "b", filterFields: [] }],
    }), table("added", any)]),
  ],
  "moved, retargeted and nested fields": [
    app([table("t", object({ old: field(string), ref: field({ type: "id", tableName: "a" }), list: field({ type: "array", value: object({ p: field(string) }) }), gone: field(number) })), table("a", any), table("b", any)]),
    app([table("t", object({ moved: field(string), ref: field({ type: "id", tableName: "b" }), list: field({ type: "array", value: object({ p: field(number), q: field(string) }) }), gone: field(number) })), table("a", any), table("b", any)]),
  ],
  "a field without values": [
    app([table("t", object({ a: field(string), gone: field(union()) })), table("u", object({ doc: field(string) }))]),
    app([table("t", object({ a: field(number), b: field(union()) })), table("u", object({ doc: field(object({ x: field(number) })) }))]),
  ],
  "functions of every kind": [
    app([], [callable("a/b.js:f", "Query", { x: field(string), "a b": field(number) }, string), callable("a/b.js:g", "Mutation", undefined, undefined), callable("a/b.js:default", "Action", {}, string, "internal")]),
    app([], [callable("a/b.js:f", "Mutation", {}, number), callable("a/b.js:g", "Mutation", { z: field(string) }, number)]),
  ],
};

/** Changes of real apps: pairs of neighbouring states. */
function real() {
  if (!existsSync(CORPUS)) return [];
  const pairs = readdirSync(CORPUS).filter((name) => name.endsWith(".jsonl")).flatMap((name) => {
    const states = readFileSync(join(CORPUS, name), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    const surfaces = states.map(({ schema, functions }) => ({ schema, functions }));
    return surfaces.slice(1).map((after, index) => [`${name}:${index + 1}`, [surfaces[index], after]]);
  });
  const every = Math.max(1, Math.floor(pairs.length / REAL));
  return pairs.filter((_, index) => index % every === 0);
}

/** A schema as an exact form: names in order, without the order of tables and indexes. */
function exact(schema) {
  const { tables, schemaValidation } = schema;
  const list = (indexes = []) => {
    const sorted = indexes.map((index) => ({ ...index, ...(index.filterFields && { filterFields: [...index.filterFields].sort() }) }));
    return sorted.sort((a, b) => (a.indexDescriptor < b.indexDescriptor ? -1 : 1));
  };
  const exactTable = (of) => ({
    name: of.tableName, type: of.documentType, staged: of.stagedDocumentType ?? null,
    indexes: ["indexes", "stagedDbIndexes", "searchIndexes", "stagedSearchIndexes", "vectorIndexes", "stagedVectorIndexes"].map((kind) => list(of[kind])),
  });
  const sorted = tables.map(exactTable).sort((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.parse(JSON.stringify({ schemaValidation, tables: sorted }));
}

test("written code compiles, and its schemas are those of the steps", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
  t.after(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(HERE, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  const counts = { plans: 0, schemas: 0, functions: 0, migrations: 0 };
  for (const [index, [name, [before, after]]] of [...Object.entries(CASES), ...real()].entries()) {
    const path = (file) => join(folder, `${index}`, file);
    mkdirSync(path(""));
    writeFileSync(path("before.json"), JSON.stringify(before));
    writeFileSync(path("after.json"), JSON.stringify(after));
    const inputs = ["--baseline", path("before.json"), "--candidate", path("after.json")];
    const { status, stderr, stdout } = spawnSync(COMMAND, ["plan", ...inputs, "--quiet", "--write", path("plan")], { encoding: "utf8" });
    // Some old states of real apps are refused by today's Convex.
    if (status === 1 && !(name in CASES) && stdout.includes("the candidate itself has to be corrected")) continue;
    assert.equal(status, 0, `${name}: ${stdout}${stderr}`);
    counts.plans += 1;
    const { steps } = JSON.parse(readFileSync(path("plan/plan.json"), "utf8"));
    for (const { number: step, surface } of steps.slice(0, -1)) {
      const of = (file) => path(`plan/step-${step}/${file}`);
      for (const kind of ["functions", "migrations"]) if (existsSync(of(`${kind}.ts`))) counts[kind] += 1;
      if (!existsSync(of("schema.ts"))) {
        assert.ok(!existsSync(of("migrations.ts")), `${name}: a migration without a schema`);
        continue;
      }
      counts.schemas += 1;
      copyFileSync(of("schema.ts"), of("schema.mjs"));
      const { default: schema } = await import(pathToFileURL(of("schema.mjs")).href);
      assert.deepEqual(exact(JSON.parse(schema.export())), exact(surface.schema), name);
      if (!existsSync(of("migrations.ts"))) writeFileSync(of("migrations.ts"), "export {};\n");
      mkdirSync(of("_generated"));
      for (const [file, text] of Object.entries(GENERATED)) writeFileSync(of(`_generated/${file}`), text);
    }
  }
  const tsc = spawnSync(join(HERE, "node_modules/.bin/tsc"), ["--project", folder], { encoding: "utf8" });
  assert.equal(tsc.status, 0, tsc.stdout.slice(0, 10_000));
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.schemas >= 5 && counts.functions >= 1 && counts.migrations >= 4, JSON.stringify(counts));
});

test("code with a wrong type is refused", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "convex-ops-"));
  t.after(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(HERE, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  writeFileSync(join(folder, "schema.ts"), 'import { v } from "convex/values";\nexport const wrong: string = v.string();\n');
  const tsc = spawnSync(join(HERE, "node_modules/.bin/tsc"), ["--project", folder], { encoding: "utf8" });
  assert.notEqual(tsc.status, 0);
});
