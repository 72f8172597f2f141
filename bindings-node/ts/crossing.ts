/** The native addon: text in, text out. */
export { call, callAsync, Cancel } from "../native/index.cjs";
