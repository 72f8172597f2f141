/** The native addon: JSON text in, JSON text out. */
export { call, callAsync, Cancel, Connection } from "../native/index.cjs";
