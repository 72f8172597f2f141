// docs/workflow.md: every command runs, with the files and the output that the page shows.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../platform-client/server.mjs";
import { COMMAND, environment, folder } from "./server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const server = await serve();
after(() => server.stop());

/** The fences of the page: language, file and text. */
function fences(page) {
  return page.split("```").filter((_, index) => index % 2).map((fence) => {
    const [head, ...lines] = fence.split("\n");
    const [language, file] = head.split(" ");
    return { language, file, text: lines.join("\n") };
  });
}

/** Splits a line as a shell does, without expansions. */
const words = (line) => line.split('"').flatMap((part, index) => (index % 2 ? [part] : part.split(" ").filter(Boolean)));

test("every command runs and prints what the page shows", async (t) => {
  const cwd = folder(t);
  symlinkSync(join(HERE, "../apps/node_modules"), join(cwd, "node_modules"));
  writeFileSync(join(cwd, "package.json"), '{ "name": "todo", "private": true, "dependencies": { "convex": "1.48.0" } }\n');
  writeFileSync(join(cwd, ".gitignore"), "node_modules\n.env.local\n.cache\n");
  assert.equal(spawnSync("git", ["init", "--quiet"], { cwd }).status, 0);
  const team = await teamSlug();
  const env = environment(server, cwd);
  // The page's names, and those of this platform.
  const names = new Map([["acme:", `${team}:`]]);
  const real = (text) => [...names].reduce((text, [from, to]) => text.replaceAll(from, to), text);
  let [printed, commands] = ["", 0];
  for (const { language, file, text } of fences(readFileSync(join(HERE, "../../docs/workflow.md"), "utf8"))) {
    if (file) {
      const path = join(cwd, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, real(text));
    } else if (language === "sh") {
      printed = "";
      for (const line of text.trim().split("\n")) {
        const [program, ...args] = words(real(line));
        assert.equal(program, "convex-ops", line);
        const done = spawnSync(COMMAND, args, { cwd, env, encoding: "utf8" });
        const expected = args[0] === "diff" ? 1 : 0;
        assert.equal(done.status, expected, `${line}: ${done.stdout}${done.stderr}`);
        printed += done.stdout;
        commands += 1;
        for (const [place, name] of [["create prod", "happy-otter-123"], ["create dev", "calm-lynx-456"]]) {
          if (line.includes(`deployments ${place}`)) names.set(name, /^[a-z]+-[a-z]+-\d+/.exec(done.stdout)[0]);
        }
      }
    } else {
      assert.equal(language, "text");
      for (const line of real(text).trim().split("\n")) assert.ok(printed.includes(line), `the page shows ${line}, not in:\n${printed}`);
    }
  }
  assert.ok(commands >= 20, `${commands} commands`);
});

async function teamSlug() {
  const made = await server.manage("POST", `/teams/${server.teamId}/create_project`, { projectName: "Other" });
  return (await server.manage("GET", `/projects/${made.projectId}`)).teamSlug;
}
