// Copied from `bindings-node/ts/shared` by `cargo xtask gen`: do not edit.
import { type FilePath, toPath } from "../files.js";
import type { DeploymentPath, Release } from "../generated/operation-types.js";
import { InvalidInputError } from "./errors.js";
import { Surface } from "./surface.js";

/** An artifact: an app as one file. */
export interface ArtifactLike {
  /** SHA-256 of the artifact, in hexadecimal digits. */
  readonly sha256: string;
  /** Returns the artifact's file as text. */
  text(): string;
}

/** A handle of a deployment. */
export interface DeploymentLike {
  /** The name of the deployment, as data. */
  readonly path: DeploymentPath;
}

/** An app: a place, an artifact, a release, a deployment (what is live there), or a surface. */
export type App = FilePath | ArtifactLike | Release | DeploymentLike | Surface;

/** Writes an app for a verb. */
export function appInput(app: App): object {
  if (typeof app === "string") return { place: toPath(app) };
  if (typeof app === "object" && app !== null) {
    if (app instanceof Surface) return { surface: app.json };
    if ("path" in app) return { deployment: app.path };
    if ("text" in app) return { artifact: app.text() };
    if ("artifact" in app) return { release: app };
    if ("href" in app) return { place: toPath(app) };
  }
  throw new InvalidInputError({
    kind: "invalidInput",
    message: `cannot read an app from ${app === null ? "null" : `a value of type ${typeof app}`}`,
    help: "use a path, `git:REV`, an artifact, a release, a deployment, or `Surface.parse(…)`",
    retryable: false,
  });
}
