// A page that each bundler builds.
import { check, parseKey } from "convex-ops-wasm";

const documentType = { type: "object", value: { age: { fieldType: { type: "bigint" }, optional: false } } };
const app = { schema: { schemaValidation: true, tables: [{ tableName: "users", indexes: [], documentType }] }, functions: [] };
const documents = new File(['{"age": 1.5}\n'], "users.jsonl");
const { verdict, findings } = await check(app, app, { data: documents });
document.body.textContent = [parseKey("dev:a-b-1|x").deploymentName, verdict, ...findings.map(({ rule }) => rule)].join(" ");
