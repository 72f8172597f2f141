import { readFile, writeFile } from "node:fs/promises";

import { type FilePath, toPath } from "./files.js";
import { runAsync } from "./run-async.js";
import type { AbortSignalLike } from "./shared/call-options.js";
import { Surface } from "./shared/surface.js";

/** An app as one file: byte-identical for identical code. */
export class Artifact {
  /** SHA-256 of the artifact, in hexadecimal digits. */
  readonly sha256: string;
  readonly #text: string;

  private constructor(text: string, sha256: string) {
    this.#text = text;
    this.sha256 = sha256;
  }

  /** Creates an artifact from an answer of the core. */
  static of({ text, sha256 }: { readonly text: string; readonly sha256: string }): Artifact {
    return new Artifact(text, sha256);
  }

  /** Reads an artifact, or a push request, from a file. */
  static async load(path: FilePath, options: BundleOptions = {}): Promise<Artifact> {
    // Without this, a folder would be bundled.
    await readFile(toPath(path));
    return bundle(path, options);
  }

  /** Returns the artifact's file as text. */
  text(): string {
    return this.#text;
  }

  /** Writes the artifact to a file, which is replaced if it exists. */
  async save(path: FilePath): Promise<void> {
    await writeFile(toPath(path), this.#text);
  }
}

/** Options of {@link bundle}. */
export interface BundleOptions {
  /** Cancels the bundling. */
  readonly signal?: AbortSignalLike | undefined;
}

/** Bundles the app at a place into an artifact: a folder, `git:REV[:FOLDER]`, or a file. */
export async function bundle(app: FilePath, options: BundleOptions = {}): Promise<Artifact> {
  return Artifact.of(await runAsync("bundle", () => JSON.stringify({ place: toPath(app) }), options.signal));
}

/**
 * Opens the app at a place, and returns its surface: a folder, `git:REV[:FOLDER]`, an artifact, or a file with a surface.
 */
export async function openSurface(app: FilePath, options: BundleOptions = {}): Promise<Surface> {
  const answer = await runAsync("openSurface", () => JSON.stringify({ place: toPath(app) }), options.signal);
  return Surface.parse(answer.text);
}
