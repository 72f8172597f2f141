// Compiled but not run: tests the public types.
import { type Encoding, type KeyKind, parseKey, validate, type ValidatorJson } from "convex-ops";

const kind: KeyKind = parseKey("x").kind;
const name: string | undefined = parseKey("x").deploymentName;
const validator: ValidatorJson = { type: "array", value: { type: "id", tableName: "users" } };
const encoding: Encoding = "export";
const reasons = validate(validator, ["x", 1n, null], { encoding, tables: { users: 1 } }).errors;
const closest: string | undefined = reasons[0]?.members?.[0]?.path;

// @ts-expect-error: no such type of validator
const wrong: ValidatorJson = { type: "map" };
// @ts-expect-error: no such option
validate(validator, null, { reader: "open" });
// @ts-expect-error: a date is not a Convex value
validate(validator, new Date());
// @ts-expect-error: a key is a string
parseKey(1);

export { closest, kind, name, wrong };
