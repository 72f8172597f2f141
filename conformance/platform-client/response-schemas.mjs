// Checks responses against Convex's OpenAPI descriptions, if they are available.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";

const EVIDENCE = process.env.CONVEX_OPS_EVIDENCE ?? join(dirname(fileURLToPath(import.meta.url)), "../../../shared");
const FOLDER = join(EVIDENCE, "openapi");

/** True if the descriptions are available. CI requires them. */
export const isDescribed = existsSync(FOLDER);
if (!isDescribed && process.env.CI && process.env.CI !== "false") {
  throw new Error("missing OpenAPI descriptions: set CONVEX_OPS_EVIDENCE to the folder above `openapi`");
}

const described = new Map();

function description(api) {
  if (!described.has(api)) {
    const document = JSON.parse(readFileSync(join(FOLDER, `${api}-openapi.json`), "utf8"));
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema({ $id: `https://${api}.example/`, components: document.components });
    described.set(api, { document, ajv });
  }
  return described.get(api);
}

/** Returns the mismatch between a successful response and its description; undefined if it matches or none is available. */
export function findMismatch(api, method, path, status, data) {
  if (!isDescribed) return undefined;
  const { document, ajv } = description(api);
  const response = document.paths[path]?.[method.toLowerCase()]?.responses[String(status)];
  if (response === undefined) return `${method} ${path}: unexpected status ${status}`;
  const schema = response.content?.["application/json"]?.schema;
  if (schema === undefined) return data === undefined ? undefined : `${method} ${path}: unexpected body`;
  const rebased = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"https://${api}.example/#/`));
  const validate = ajv.compile(rebased);
  return validate(data) ? undefined : `${method} ${path}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(data)}`;
}
