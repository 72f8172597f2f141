// What evaluated modules say of themselves, as JSON. The rules, and the words of the errors, are those of Convex's own
// analysis. What is needed later is taken before any module runs, so none can change it.
(function () {
  "use strict";
  const { stringify } = JSON;
  const { apply } = Reflect;
  const { isArray } = Array;
  const { keys, assign } = Object;
  const isFunction = (value) => typeof value === "function";
  const isObject = (value) => (typeof value === "object" && value !== null) || isFunction(value);
  const fail = (message) => {
    throw assign(new Error(message), { refusedByConvex: true });
  };

  const place = (callable) => {
    const { fileName: path, lineNumber: line, columnNumber: column } = callable;
    return typeof path === "string" && line > 0 ? { path, line, column } : null;
  };

  const handlerOf = (owner, what) => {
    const handler = owner._handler;
    if (isFunction(handler)) return handler;
    if (handler !== undefined) fail(`${what}.handler is not a function.`);
    return isFunction(owner) ? owner : fail(`${what} is not a function.`);
  };

  const validator = (owner, method, what) => {
    const exported = owner[method];
    if (exported === undefined) return null;
    if (!isFunction(exported)) fail(`${what}.${method} is not a function or \`undefined\`.`);
    const text = apply(exported, owner, []);
    return typeof text === "string" ? text : fail(`Invalid ${method} return value: ${what}.${method}() didn't return a string.`);
  };

  const describeFunction = (path, name, value) => {
    if (!isObject(value)) return null;
    const kinds = ["Query", "Mutation", "Action"].filter((kind) => `is${kind}` in value);
    const [isPublic, isInternal] = ["isPublic" in value, "isInternal" in value];
    if (kinds.length !== 1 || (isPublic && isInternal)) return null;
    const what = `${path}:${name}`;
    return {
      name,
      pos: place(handlerOf(value, what)),
      udfType: kinds[0],
      visibility: isPublic ? { kind: "public" } : isInternal ? { kind: "internal" } : null,
      args: validator(value, "exportArgs", what),
      returns: validator(value, "exportReturns", what),
    };
  };

  const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
  const badRoutes = (why) =>
    fail("The `getRoutes()` method of Router did not return the expected type. `getRoutes()` should be a function " +
      `returning an array of entries of the form [path: string, method: string, handler: HttpAction] (${why})`);

  const describeRoutes = (namespace) => {
    if (!("default" in namespace)) fail("`convex/http.js` must have a default export of a Router.");
    const router = namespace.default;
    if (!isObject(router) || router.isRouter !== true) fail("The default export of `convex/http.js` is not a Router.");
    if (!isFunction(router.getRoutes)) fail(".getRoutes property on Router not found");
    const routes = router.getRoutes();
    if (!isArray(routes)) badRoutes("return value is not an array");
    return routes.map((entry, index) => {
      const [path, method, handler] = isArray(entry) ? entry : badRoutes(`arr[${index}] is not an object`);
      if (typeof path !== "string") badRoutes(`arr[${index}][0] is not a string`);
      if (typeof method !== "string") badRoutes(`arr[${index}][1] is not a string`);
      if (!METHODS.includes(method)) {
        badRoutes(`'${method}' is not not a routable method (one of GET, POST, PUT, DELETE, PATCH, OPTIONS)`);
      }
      if (!isObject(handler)) badRoutes(`arr[${index}][2] not an HttpAction`);
      return { route: { path, method }, pos: place(handlerOf(handler, `arr[${index}][2]`)) };
    });
  };

  const describeCrons = (namespace) => {
    if (!("default" in namespace)) fail("`convex/crons.js` must have a default export of a Crons object.");
    const crons = namespace.default;
    if (!isObject(crons) || crons.isCrons !== true) fail("The default export of `convex/crons.js` is not a Crons object.");
    return isFunction(crons.export) ? crons.export() : fail(".export property on Crons object not found");
  };

  const describeModule = (namespace, path) => {
    const functions = keys(namespace).map((name) => describeFunction(path, name, namespace[name]));
    return {
      functions: functions.filter((entry) => entry !== null),
      httpRoutes: path === "http.js" ? describeRoutes(namespace) : null,
      cronSpecs: path === "crons.js" ? describeCrons(namespace) : null,
    };
  };

  const describeSchema = (namespace) => {
    const schema = namespace.default;
    if (!isObject(schema) || !isFunction(schema.export)) {
      fail("The default export of `convex/schema.js` is not what `defineSchema()` gives");
    }
    return schema.export();
  };

  const describeAuth = (namespace) => {
    const config = namespace.default;
    return { isMissing: config === undefined || config === null, config };
  };

  const describeDefinition = (namespace) => {
    const definition = namespace.default;
    if (!isObject(definition) || !isFunction(definition.export)) {
      fail("The default export of `convex.config.ts` is not what `defineApp()` or `defineComponent()` gives");
    }
    if (keys(namespace).length !== 1) fail("`convex.config.ts` has more than one export");
    return definition.export();
  };

  const ways = { module: describeModule, schema: describeSchema, auth: describeAuth, definition: describeDefinition };
  return (way, namespace, path) => stringify(ways[way](namespace, path));
})()
