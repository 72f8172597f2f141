export {
  type AppInput,
  type BackgroundDataOptions,
  type BackgroundSettings,
  check,
  checkData,
  plan,
} from "./background/check.js";
export type { CheckProgress } from "./background/run.js";
export type { FileLike } from "./background/file.js";
export { type ConnectOptions, connect, type DeployKeyOptions, fromDeployKey } from "./connect.js";
export * from "./generated/types.js";
export * from "./shared/errors.js";
export * from "./shared/functions.js";
// In the thread of the caller.
export { check as checkSync, checkData as checkDataSync, plan as planSync } from "./shared/functions.js";
export * from "./shared/handles/index.js";
export { Report } from "./shared/report.js";
export { type JsonText, jsonText, type Value } from "./shared/json.js";
export type { Fetch } from "./transport.js";
