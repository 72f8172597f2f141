// Compiled but not run: tests the public types.
import {
  type Backup,
  ConfirmationRequiredError,
  connect,
  type Convex,
  type Deployment,
  type DeploymentHandle,
  type Download,
  type Encoding,
  fromDeployKey,
  fromEnv,
  type KeyKind,
  type Pager,
  parseKey,
  Secret,
  type Team,
  type types,
  validate,
  type ValidatorJson,
} from "convex-ops";

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

export async function platform(signal: AbortSignal): Promise<void> {
  const convex: Convex = connect("https://api.convex.dev", { token: async () => new Secret("t"), timeoutMs: 1_000 });
  const teams: Pager<Team> = convex.teams.list({ pageSize: 10, signal });
  const [team] = await teams.all();
  if (team === undefined) return;
  const since: Date = new Date();
  for await (const event of team.auditLog.list({ since })) event.time.toISOString();
  const todo = await team.project("todo").ensure();
  const id: number = todo.id;
  let production: Deployment = await todo.production().ensure({ expiresInMs: 1, signal });
  production = production.confirm(production.name);
  production = production.confirmSelf();
  const key = await production.deployKeys.create("ci", { preset: "deployer", expiresInMs: 1 });
  const text: "<redacted>" = key.secret.toString();
  const expires: Date | undefined = key.expires;
  await production.deployKeys.create("reader", { actions: ["deployment:env:view"] });
  await production.deployKeys.rotate("ci", { install: (secret: Secret) => secret.expose() });
  await production.environment.update({ SITE_URL: "https://todo.example", KEY: key.secret, OLD: null });
  const backup: Backup = await production.backups.create({ includeStorage: true, signal });
  const copied: number = (await production.restore(backup)).documents;
  await production.importData(new URL("file:///export.zip"), { mode: "replaceAll" });
  const staging: DeploymentHandle = todo.deployment("staging");
  await staging.copyDataFrom(production, { includeStorage: true });
  const exported: Download = await staging.export();
  for await (const piece of exported) piece.byteLength;
  const project: types.ProjectDetails = await convex.api.getProjectById({ projectId: id }, { signal });
  const projects: Pager<types.ProjectDetails> = convex.api.listProjects({ teamId: team.id });
  const info = await production.api.getDeploymentInfo();
  const cursor: bigint = (await production.api.listDocumentDeltas({ cursor: 2n ** 60n })).cursor;
  // @ts-expect-error: a number is not exact
  await production.api.listDocumentDeltas({ cursor: 2 ** 60 });
  const chosen: string = fromEnv({ CONVEX_DEPLOY_KEY: "k" }).chosenBy;
  await fromDeployKey(key.secret, { url: "https://a-b-1.convex.cloud" }).close();
  await using closed = connect("embedded:");

  // @ts-expect-error: a list is not awaited
  const items: Team[] = await teams;
  // @ts-expect-error: a key needs a preset or actions
  await production.deployKeys.create("ci", {});
  // @ts-expect-error: unknown mode
  await production.importData("export.zip", { mode: "replaceall" });
  // @ts-expect-error: unknown operation
  convex.api.getProjectByIds({ projectId: 1 });
  // @ts-expect-error: a missing field of a request
  convex.api.getProjectById({});
  // @ts-expect-error: a platform has no operations of a deployment
  convex.api.getDeploymentInfo();
  // @ts-expect-error: a secret is not a text
  const plain: string = key.secret;
  void [text, expires, copied, project, projects, info, cursor, chosen, closed, items, plain];
}

export function deploymentOf(error: unknown): string | undefined {
  return error instanceof ConfirmationRequiredError ? error.deploymentName : undefined;
}

export { closest, kind, name, wrong };
