// Describes the evaluated modules of an app.

import { Problem } from "./problem.mjs";

/** Returns the function spec entries for a module's exports; `path` is "dir/file.js". */
export function functionsOf(path, module) {
  const exported = Object.entries(module).filter(([, value]) => kindOf(value) !== undefined);
  return exported.map(([name, value]) => ({
    identifier: `${path}:${name}`,
    functionType: kindOf(value),
    visibility: { kind: value.isInternal ? "internal" : "public" },
    args: validator(value.exportArgs),
    returns: validator(value.exportReturns),
  }));
}

function kindOf(value) {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    return undefined;
  }
  if (value.isQuery) return "Query";
  if (value.isMutation) return "Mutation";
  return value.isAction ? "Action" : undefined;
}

/** Old versions of `convex` lack `exportReturns`. A function without validators accepts and returns anything. */
function validator(print) {
  return (print && JSON.parse(print())) ?? { type: "any" };
}

/** Returns the function spec entries for the routes of `http.ts`. */
export function routesOf(module) {
  const router = module.default;
  if (!router?.isRouter) {
    throw new Problem("the default export of `http` must be the result of `httpRouter()`");
  }
  return router.getRoutes().map(([path, method]) => ({ functionType: "HttpAction", method, path }));
}

/** Returns the crons of `crons.ts`, by name. */
export function cronsOf(module) {
  if (!module.default?.isCrons) {
    throw new Problem("the default export of `crons` must be the result of `cronJobs()`");
  }
  return JSON.parse(module.default.export());
}

/** Returns the schema of `schema.ts`. */
export function schemaOf(module) {
  if (!module.default?.isSchema && typeof module.default?.export !== "function") {
    throw new Problem("the default export of `schema` must be the result of `defineSchema()`");
  }
  return JSON.parse(module.default.export());
}

/** Returns the auth providers of `auth.config.ts`; undefined if one depends on a variable that is not set. */
export function authProvidersOf(module) {
  const providers = (module.default?.providers ?? []).map(({ domain, issuer, applicationID }) => ({
    domain: domain ?? issuer,
    applicationID: applicationID ?? null,
  }));
  return providers.every(({ domain }) => domain) ? providers : undefined;
}

/** Returns the environment variables declared by `convex.config.ts`. */
export function environmentVariablesOf(module) {
  const declared = Object.entries(module.default?._env ?? {});
  return declared.map(([name, { isOptional }]) => ({ name, required: isOptional !== "optional" }));
}

/** Checks if `convex.config.ts` mounts components. */
export function mountsComponents(module) {
  return (module.default?._childComponents ?? []).length > 0;
}
