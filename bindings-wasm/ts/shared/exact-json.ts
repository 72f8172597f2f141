// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
/**
 * Parses JSON exactly: an integer that a `number` does not hold exactly becomes a `bigint`. The text is one that the native
 * module wrote, so it escapes no printable character but quotes and backslashes.
 */
export function parseExact(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  // Large integers are read as strings that start with a mark that no string of the text contains.
  let mark = "#";
  while (text.includes(mark)) mark += "#";
  const marked = text.replace(TOKEN, (token) => (isInexact(token) ? `"${mark}${token}"` : token));
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** A string or a number. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

function isInexact(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

/** Writes JSON exactly: a `bigint` is an integer. Values that JSON does not have are left out, as `JSON.stringify` does. */
export function writeExact(value: unknown): string {
  return write(value) ?? "null";
}

function write(value: unknown): string | undefined {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value) as string | undefined;
  if (Array.isArray(value)) return `[${value.map(writeExact).join(",")}]`;
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const text = write(field);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${fields.join(",")}}`;
}
