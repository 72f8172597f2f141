// Runs the `convex-ops` command on JSON Lines.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TARGET = process.env.CARGO_TARGET_DIR ?? join(dirname(fileURLToPath(import.meta.url)), "../../target");
const COMMAND = process.env.CONVEX_OPS_COMMAND ?? join(TARGET, "debug/convex-ops");

/** Returns the command's answers, one per question. */
export function ask(operation, questions) {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
  const { error, status, stdout, stderr } = spawnSync(COMMAND, [operation], { input, maxBuffer: 2 ** 30 });
  if (error || stderr.length > 0 || stdout.length === 0) {
    throw new Error(`${COMMAND} ${operation} ended with ${error ?? status}: ${stderr}`);
  }
  const answers = stdout.toString().trimEnd().split("\n").map((line) => JSON.parse(line));
  if (answers.length !== questions.length) {
    throw new Error(`${answers.length} answers to ${questions.length} questions`);
  }
  return answers;
}
