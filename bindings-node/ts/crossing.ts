/** The native addon: text in, text out. */
export { call, callAsync } from "../native/index.cjs";
