/** The native addon: JSON text in, JSON text out. */
export { call, callAsync, Cancel } from "../native/index.cjs";
