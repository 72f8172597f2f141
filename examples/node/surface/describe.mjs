// What the evaluated modules of an app say of themselves.

import { Problem } from "./problem.mjs";

/** Entries of a function specification for a module's exports: `path` is "dir/file.js". */
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

/** Packages of years ago have no `exportReturns`; a function without a validator takes and gives anything. */
function validator(print) {
  return (print && JSON.parse(print())) ?? { type: "any" };
}

/** Entries of a function specification for the routes that `http.ts` exports. */
export function routesOf(module) {
  const router = module.default;
  if (!router?.isRouter) {
    throw new Problem("`http` must export the router that `httpRouter()` gave, as its default export");
  }
  return router.getRoutes().map(([path, method]) => ({ functionType: "HttpAction", method, path }));
}

/** The crons that `crons.ts` exports, by their names. */
export function cronsOf(module) {
  if (!module.default?.isCrons) {
    throw new Problem("`crons` must export what `cronJobs()` gave, as its default export");
  }
  return JSON.parse(module.default.export());
}

/** The schema that `schema.ts` exports. */
export function schemaOf(module) {
  if (!module.default?.isSchema && typeof module.default?.export !== "function") {
    throw new Problem("`schema` must export what `defineSchema()` gave, as its default export");
  }
  return JSON.parse(module.default.export());
}

/** The sign-in providers of `auth.config.ts`, or undefined where one depends on a variable that is not set. */
export function authProvidersOf(module) {
  const providers = (module.default?.providers ?? []).map(({ domain, issuer, applicationID }) => ({
    domain: domain ?? issuer,
    applicationID: applicationID ?? null,
  }));
  return providers.every(({ domain }) => domain) ? providers : undefined;
}

/** The environment variables that `convex.config.ts` declares. */
export function environmentVariablesOf(module) {
  const declared = Object.entries(module.default?._env ?? {});
  return declared.map(([name, { isOptional }]) => ({ name, required: isOptional !== "optional" }));
}

/** Whether `convex.config.ts` mounts components. */
export function mountsComponents(module) {
  return (module.default?._childComponents ?? []).length > 0;
}
