// The package compiles without the types of Node.js, whose globals differ from those of browsers.
declare module "node:fs" {
  export function readFileSync(path: URL): Uint8Array<ArrayBuffer>;
}
