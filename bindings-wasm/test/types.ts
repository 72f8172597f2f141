// Compiled but not run: each entry has the same functions and types.
import * as main from "convex-ops-wasm";
import * as node from "convex-ops-wasm/node";
import * as web from "convex-ops-wasm/web";

const loaded: Promise<void> = web.init(new Uint8Array());
const entries: readonly Omit<typeof web, "init">[] = [main, node, web];
const kind: node.KeyKind = web.parseKey("x").kind satisfies main.KeyKind;

// @ts-expect-error: only the web's module is loaded by a call
node.init();

export async function dashboard(signal: AbortSignal): Promise<void> {
  const convex: web.Convex = web.connect("/convex-api", { fetch, token: () => "t" });
  const todo = convex.team("acme").project("todo");
  for await (const deployment of todo.deployments.list()) deployment.name.trim();
  const key = await todo.deployment("staging").deployKeys.create("ci", { preset: "deployer" });
  const secret: string = key.secret.expose();
  const staging = todo.deployment("staging");
  await staging.importData(new Blob([]), { table: "tasks", signal });
  // @ts-expect-error: browsers have no paths
  await staging.importData("export.zip");
  // @ts-expect-error: browsers have no paths
  await staging.backups.download(1, "backup.zip");
  // @ts-expect-error: the location is needed
  web.connect();
  void secret;
}

export { entries, kind, loaded };
