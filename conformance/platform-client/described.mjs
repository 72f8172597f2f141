// Convex's own description of its APIs, where it is there: what an operation may answer.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";

const EVIDENCE = process.env.CONVEX_OPS_EVIDENCE ?? join(dirname(fileURLToPath(import.meta.url)), "../../../shared");
const FOLDER = join(EVIDENCE, "openapi");

/** Whether the description is there. In CI it must be. */
export const isDescribed = existsSync(FOLDER);
if (!isDescribed && process.env.CI && process.env.CI !== "false") {
  throw new Error("CI needs Convex's description of its APIs: set CONVEX_OPS_EVIDENCE to the folder above it");
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

/** What is wrong with a success, by the description: nothing where it is as described, or there is no description. */
export function complaint(api, method, path, status, data) {
  if (!isDescribed) return undefined;
  const { document, ajv } = description(api);
  const response = document.paths[path]?.[method.toLowerCase()]?.responses[String(status)];
  if (response === undefined) return `${method} ${path} may not answer with ${status}`;
  const schema = response.content?.["application/json"]?.schema;
  if (schema === undefined) return data === undefined ? undefined : `${method} ${path} may not answer anything`;
  const rebased = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"https://${api}.example/#/`));
  const validate = ajv.compile(rebased);
  return validate(data) ? undefined : `${method} ${path}: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(data)}`;
}
