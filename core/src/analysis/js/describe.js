// What evaluated modules say of themselves, as JSON. The rules, and the words of the errors, are those of Convex's own
// analysis.
//
// Modules can replace every intrinsic, so nothing here looks one up later: functions are taken before any module runs, and
// what is built has no prototype, so neither setters nor `toJSON` of a prototype take part.
(function () {
  "use strict";
  const { stringify } = JSON;
  const { apply } = Reflect;
  const { isArray } = Array;
  const { keys, create, setPrototypeOf, getPrototypeOf, getOwnPropertyDescriptor, defineProperty } = Object;
  const NativeError = Error;
  const objects = Object.prototype;
  const arrays = Array.prototype;
  const getterOf = (name) => getOwnPropertyDescriptor(Function.prototype, name).get;
  const [pathOf, lineOf, columnOf] = [getterOf("fileName"), getterOf("lineNumber"), getterOf("columnNumber")];

  const isFunction = (value) => typeof value === "function";
  const isObject = (value) => (typeof value === "object" && value !== null) || isFunction(value);
  const fail = (message) => {
    const error = new NativeError(message);
    defineProperty(error, "refusedByConvex", { __proto__: null, value: true });
    throw error;
  };
  /** A list without a prototype. */
  const list = () => setPrototypeOf([], null);
  const add = (all, value) => {
    all[all.length] = value;
  };

  const place = (callable) => {
    const path = apply(pathOf, callable, list());
    const line = apply(lineOf, callable, list());
    const column = apply(columnOf, callable, list());
    return typeof path === "string" && line > 0 ? { __proto__: null, path, line, column } : null;
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
    const text = apply(exported, owner, list());
    return typeof text === "string" ? text : fail(`Invalid ${method} return value: ${what}.${method}() didn't return a string.`);
  };

  const kindOf = (value) => {
    const isQuery = "isQuery" in value;
    const isMutation = "isMutation" in value;
    const isAction = "isAction" in value;
    if (isQuery + isMutation + isAction !== 1) return null;
    return isQuery ? "Query" : isMutation ? "Mutation" : "Action";
  };

  const describeFunction = (path, name, value) => {
    if (!isObject(value)) return null;
    const udfType = kindOf(value);
    const isPublic = "isPublic" in value;
    const isInternal = "isInternal" in value;
    if (udfType === null || (isPublic && isInternal)) return null;
    const what = `${path}:${name}`;
    const kind = isPublic ? "public" : isInternal ? "internal" : null;
    return {
      __proto__: null,
      name,
      pos: place(handlerOf(value, what)),
      udfType,
      visibility: kind === null ? null : { __proto__: null, kind },
      args: validator(value, "exportArgs", what),
      returns: validator(value, "exportReturns", what),
    };
  };

  const METHODS = { __proto__: null, GET: 1, POST: 1, PUT: 1, DELETE: 1, PATCH: 1, OPTIONS: 1 };
  const badRoutes = (why) =>
    fail("The `getRoutes()` method of Router did not return the expected type. `getRoutes()` should be a function " +
      `returning an array of entries of the form [path: string, method: string, handler: HttpAction] (${why})`);

  const describeRoute = (entry, index) => {
    if (!isArray(entry)) badRoutes(`arr[${index}] is not an object`);
    const path = entry[0];
    const method = entry[1];
    const handler = entry[2];
    if (typeof path !== "string") badRoutes(`arr[${index}][0] is not a string`);
    if (typeof method !== "string") badRoutes(`arr[${index}][1] is not a string`);
    if (METHODS[method] !== 1) {
      badRoutes(`'${method}' is not not a routable method (one of GET, POST, PUT, DELETE, PATCH, OPTIONS)`);
    }
    if (!isObject(handler)) badRoutes(`arr[${index}][2] not an HttpAction`);
    const pos = place(handlerOf(handler, `arr[${index}][2]`));
    return { __proto__: null, route: { __proto__: null, path, method }, pos };
  };

  const describeRoutes = (namespace) => {
    if (!("default" in namespace)) fail("`convex/http.js` must have a default export of a Router.");
    const router = namespace.default;
    if (!isObject(router) || router.isRouter !== true) fail("The default export of `convex/http.js` is not a Router.");
    if (!isFunction(router.getRoutes)) fail(".getRoutes property on Router not found");
    const routes = router.getRoutes();
    if (!isArray(routes)) badRoutes("return value is not an array");
    const described = list();
    for (let index = 0; index < routes.length; index += 1) add(described, describeRoute(routes[index], index));
    return described;
  };

  const describeCrons = (namespace) => {
    if (!("default" in namespace)) fail("`convex/crons.js` must have a default export of a Crons object.");
    const crons = namespace.default;
    if (!isObject(crons) || crons.isCrons !== true) fail("The default export of `convex/crons.js` is not a Crons object.");
    return isFunction(crons.export) ? crons.export() : fail(".export property on Crons object not found");
  };

  /** What the default export of a file is that Convex reads from a file of another name only. */
  const unreadExport = (namespace, path) => {
    if (!("default" in namespace)) return null;
    const value = namespace.default;
    if (!isObject(value)) return null;
    if (path !== "crons.js" && value.isCrons === true) return "crons";
    if (path !== "http.js" && value.isRouter === true) return "http";
    const isSchema = isFunction(value.export) && isObject(value.tables) && typeof value.schemaValidation === "boolean";
    return path !== "schema.js" && isSchema ? "schema" : null;
  };

  const describeModule = (namespace, path) => {
    const functions = list();
    const names = keys(namespace);
    for (let index = 0; index < names.length; index += 1) {
      const described = describeFunction(path, names[index], namespace[names[index]]);
      if (described !== null) add(functions, described);
    }
    return {
      __proto__: null,
      functions,
      httpRoutes: path === "http.js" ? describeRoutes(namespace) : null,
      cronSpecs: path === "crons.js" ? describeCrons(namespace) : null,
      unreadExport: unreadExport(namespace, path),
    };
  };

  const describeSchema = (namespace) => {
    const schema = namespace.default;
    if (!isObject(schema) || !isFunction(schema.export)) {
      fail("The default export of `convex/schema.js` is not what `defineSchema()` gives");
    }
    return schema.export();
  };

  /** The method `toJSON` of an object or its class; that of a prototype of all objects or arrays is not the app's. */
  const toJsonOf = (value) => {
    for (let owner = value; owner !== null && owner !== objects && owner !== arrays; owner = getPrototypeOf(owner)) {
      if (getOwnPropertyDescriptor(owner, "toJSON") !== undefined) return value.toJSON;
    }
    return undefined;
  };

  /** Copies data, as JSON would write it. */
  const data = (value) => {
    if (!isObject(value)) return value;
    const toJson = toJsonOf(value);
    if (isFunction(toJson)) return data(apply(toJson, value, list()));
    if (isFunction(value)) return undefined;
    if (isArray(value)) {
      const copy = list();
      for (let index = 0; index < value.length; index += 1) add(copy, data(value[index]));
      return copy;
    }
    const copy = create(null);
    const names = keys(value);
    for (let index = 0; index < names.length; index += 1) copy[names[index]] = data(value[names[index]]);
    return copy;
  };

  const describeAuth = (namespace) => {
    const config = namespace.default;
    return { __proto__: null, isMissing: config === undefined || config === null, config: data(config) };
  };

  const describeDefinition = (namespace) => {
    const definition = namespace.default;
    if (!isObject(definition) || !isFunction(definition.export)) {
      fail("The default export of `convex.config.ts` is not what `defineApp()` or `defineComponent()` gives");
    }
    if (keys(namespace).length !== 1) fail("`convex.config.ts` has more than one export");
    return data(definition.export());
  };

  const ways = {
    __proto__: null,
    module: describeModule,
    schema: describeSchema,
    auth: describeAuth,
    definition: describeDefinition,
  };
  return (way, namespace, path) => stringify(ways[way](namespace, path));
})()
