// Tests for every entry in every host: `check(api, corpus)` returns the names of the cases, and the failures.

const nul = { type: "null" };
const bigint = { type: "bigint" };

/** The time of the corpus: 2026-01-01T00:00:00Z. */
const NOW = 1_767_225_600_000;

/** Runs each case. `corpus` is what `corpus.mjs` reads. */
export function check(api, corpus) {
  const cases = [...checks(api), ...parts(api), ...operations(api), ...keys(api, corpus), ...errors(api, corpus), ...conformance(api, corpus)];
  const failures = cases.flatMap(([name, run]) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`${name}: ${error}`];
    }
  });
  return { names: cases.map(([name]) => name), failures };
}

const documents = '{"age": 1}\n{"age": 987654.5}\n';

function surface(kind) {
  const object = (name, type) => ({ type: "object", value: { [name]: { fieldType: { type }, optional: false } } });
  const tables = [{ tableName: "users", indexes: [], documentType: object("age", "bigint") }];
  const get = { identifier: "users.js:get", functionType: "Query", visibility: { kind: "public" }, args: object("id", kind) };
  return { schema: { schemaValidation: true, tables }, functions: [get] };
}

function* checks({ checkSync: check, InvalidInputError, UnsupportedError }) {
  const outcome = (report) => [report.verdict, ...report.findings.map(({ rule }) => rule)];
  const wide = surface("string");
  const narrow = surface("bigint");
  yield ["check: safe", () => equal(outcome(check(wide, wide)), ["safe"])];
  yield ["check: breaking", () => equal(outcome(check(wide, narrow)), ["breaking", "args-type-narrowed"])];
  yield [
    "check: a surface as its text",
    () => equal(check(JSON.stringify(wide), JSON.stringify(narrow), { now: 0 }), check(wide, narrow, { now: 0 })),
  ];
  yield [
    "check: documents",
    () => {
      const settings = { data: { tables: [{ table: "users", documents }] } };
      const report = check(wide, wide, settings);
      equal(outcome(report), ["breaking", "document-mismatch"]);
      equal(JSON.stringify(report).includes("987654.5"), false);
      equal(JSON.stringify(check(wide, wide, { ...settings, values: true })).includes("987654.5"), true);
    },
  ];
  yield [
    "check: no files",
    () => equal(catchError(() => check(wide, wide, { data: { path: "export.zip" } })) instanceof UnsupportedError, true),
  ];
  yield ["check: invalid surface", () => equal(catchError(() => check("{", "{}")) instanceof InvalidInputError, true)];
}

function* parts({ checkSync: check, checkDataSync: checkData, mergeData, InvalidInputError }) {
  const wide = surface("string");
  const report = (data) => check(wide, wide, { data, now: 0, values: true });
  const shard = (start, end) => {
    const table = { table: "users", documents: documents.slice(start, end), start, fileBytes: documents.length };
    return checkData(wide, { tables: [table] });
  };
  const cut = documents.indexOf("\n") + 1;
  const whole = { tables: [{ table: "users", documents }] };
  yield ["parts: the report of one pass", () => equal(report({ parts: [shard(cut), shard(0, cut)] }), report(whole))];
  yield ["parts: merged", () => equal(mergeData([shard(cut), shard(0, cut)]), checkData(wide, whole))];
  yield [
    "parts: a gap",
    () => {
      const error = catchError(() => report({ parts: [shard(cut)] }));
      equal(error instanceof InvalidInputError && error.location.file === "users", true);
    },
  ];
}

function* operations({ InvalidInputError, jsonText, planSync: plan, subset, validate }) {
  const app = (type) => ({ functions: [{ identifier: "a:f", functionType: "Query", returns: { type } }] });
  const waits = (from, to) => plan(app(from), app(to)).steps.map(({ waitsFor }) => waitsFor);
  yield ["plan: two deploys", () => equal(waits("string", "number"), [undefined, "no client from before step 1 is in use"])];
  yield ["plan: one deploy", () => equal(waits("string", "string"), [undefined])];
  yield ["subset: yes", () => equal(subset(nul, nul), { answer: "yes" })];
  yield ["subset: no", () => equal(subset(bigint, nul), { answer: "no", witness: { $integer: "AAAAAAAAAAA=" } })];
  yield ["subset: undecided", () => equal(subset(bigint, nul, { budget: 0 }), { answer: "undecided" })];
  yield ["validate: int64", () => equal(validate(bigint, 1n), { valid: true, errors: [] })];
  yield ["validate: float64", () => equal(validate(bigint, 1).errors, [{ path: "", reason: "wrong-type" }])];
  yield ["validate: text", () => equal(validate(bigint, jsonText("1")).valid, true)];
  const wrong = [
    ["an invalid validator", { type: "array", value: { type: "array" } }, ".validator.value"],
    ["a validator type of a newer version", { type: "array", value: { type: "nul" } }, ".validator.value.type"],
  ];
  for (const [name, validator, path] of wrong) {
    yield [
      `validate: ${name}`,
      () => {
        const error = catchError(() => validate(validator, []));
        equal(error instanceof InvalidInputError, true);
        equal(error.location, { path });
      },
    ];
  }
}

function* keys({ parseKey, InvalidInputError }, corpus) {
  for (const { name, key, answer } of corpus.validKeys) {
    yield [`a key: ${name}`, () => equal(parseKey(key), answer)];
  }
  for (const { name, key, secret, message } of corpus.invalidKeys) {
    yield [
      `no key: ${name}`,
      () => {
        const error = catchError(() => parseKey(key));
        equal(error instanceof InvalidInputError && error.message.includes(message), true);
        equal(secret !== "" && `${error} ${error.stack} ${JSON.stringify(error)}`.includes(secret), false);
      },
    ];
  }
}

function* errors(api, corpus) {
  const { kinds } = corpus.errors;
  yield ["the kinds of errors", () => equal([...api.ERROR_KINDS], kinds.map(({ kind }) => kind))];
  for (const { kind, retryable } of kinds) {
    const info = { kind, message: "it broke", help: "mend it", location: {}, retryable, causes: ["a cause"] };
    yield [
      `the error ${kind}`,
      () => {
        const error = api.errorFromInfo(info);
        equal(error instanceof api.ConvexOpsError && error instanceof api[error.name], true);
        equal(error.toJSON(), info);
      },
    ];
  }
}

function* conformance({ checkSync: check, jsonText, subset, validate }, corpus) {
  for (const { name, a, b, answer, ...options } of corpus.subset) {
    yield [`subset/: ${name}`, () => equal(subset(a, b, options).answer, answer)];
  }
  const any = { type: "any" };
  for (const { name, encoding, json, error: message } of corpus.values) {
    if (message === undefined) {
      yield [`values/: ${name}`, () => equal(validate(any, jsonText(json), { encoding }).valid, true)];
    } else {
      yield [
        `values/: ${name}`,
        () => {
          const error = catchError(() => validate(any, jsonText(json), { encoding }));
          // Text that is not JSON is refused before.
          equal(error instanceof SyntaxError || error.message.includes(message), true);
        },
      ];
    }
  }
  for (const [file, text] of corpus.rules) {
    const { name, baseline, candidate, evidence = {}, findings, rollback } = parseMarked(text);
    // No export has so many documents.
    if (evidence.counts !== undefined) continue;
    yield [
      `rules/${file}: ${name}`,
      () => {
        const report = check(write(baseline), write(candidate), settingsOf(evidence));
        equal(summaries(report.findings), summaries(findings));
        if (rollback !== undefined) equal(summaries(report.rollback), summaries(rollback));
        equal(report.undecided, []);
      },
    ];
  }
}

function settingsOf({ scheduled, documents, tables, environmentVariables, environmentValues }) {
  const lines = (values) => values.map((value) => `${write(value)}\n`).join("");
  const data = Object.entries(documents ?? {}).map(([place, values]) => {
    const [table, ...components] = place.split("/").reverse();
    return { component: components.reverse().join("/"), table, documents: lines(values) };
  });
  if (tables !== undefined) data.push({ table: "_tables", documents: lines(Object.entries(tables).map(([name, id]) => ({ name, id }))) });
  return {
    now: NOW,
    ...((documents !== undefined || tables !== undefined) && { data: { tables: data } }),
    ...(scheduled !== undefined && { scheduled: lines(scheduled) }),
    ...(environmentVariables !== undefined && { environmentVariables }),
    ...(environmentValues !== undefined && { environmentValues }),
  };
}

const summaries = (findings) => findings.map(({ rule, level, subject }) => text({ rule, level, subject })).sort();

/** Precedes the text of a number in {@link parseMarked}. */
const MARK = "#number ";

/** Parses JSON, but numbers as marked texts: `1` and `1.0` differ. */
function parseMarked(json) {
  return JSON.parse(json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token.startsWith('"') ? token : `"${MARK}${token}"`)));
}

/** Writes what {@link parseMarked} has parsed. */
function write(value) {
  return JSON.stringify(value).replace(new RegExp(`"${MARK}([^"]*)"`, "g"), "$1");
}

function catchError(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}

function equal(found, expected) {
  if (text(found) !== text(expected)) throw new Error(`${text(found)} is not ${text(expected)}`);
}

/** JSON with sorted keys. */
function text(value) {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
