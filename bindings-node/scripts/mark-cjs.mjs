// Marks `cjs` as CommonJS, in a package whose other files are ES modules.
import { writeFileSync } from "node:fs";

writeFileSync(new URL("../cjs/package.json", import.meta.url), '{ "type": "commonjs" }\n');
