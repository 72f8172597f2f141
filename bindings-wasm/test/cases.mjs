// Runs the cases of a test in every host.

/** Runs each case, a name and a function. Returns the names, and the failures. */
export async function runCases(cases) {
  const names = [];
  const failures = [];
  for (const [name, run] of cases) {
    names.push(name);
    try {
      await run();
    } catch (error) {
      failures.push(`${name}: ${error?.stack ?? error}`);
    }
  }
  return { names, failures };
}

/** Returns the error of a promise. Throws if it has none. */
export async function caught(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}

/** Throws if two values differ in JSON. */
export function equal(found, expected, hint = "") {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(found)?.slice(0, 3000)} is not ${JSON.stringify(expected)?.slice(0, 3000)} ${hint}`);
  }
}
