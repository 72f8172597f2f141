// The tasks of the dashboard on a real platform: each change is checked there too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { enter, launch, openPage, violations } from "./support/browser.mjs";
import { fill, openBoth } from "./support/processes.mjs";

const PROJECT = "/teams/first-team/projects/todo";

let both;
let browser;
let filled;

before(async () => {
  both = await openBoth();
  filled = await fill(both.convex);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await both?.stop();
});

/** Opens a screen, runs `act`, and checks that the page had no problem. */
async function at(path, act, options) {
  const { page, context, problems } = await openPage(browser, both.dashboard.origin, options);
  await enter(page, both.dashboard.url);
  await page.goto(both.dashboard.origin + path);
  await act(page);
  assert.deepEqual(problems, []);
  await context.close();
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

test("a project and a preview are created with the keyboard alone", async () => {
  await at("/", async (page) => {
    /** Presses Tab until the element is focused. */
    const reach = async (locator) => {
      await locator.waitFor();
      for (let count = 0; count < 40; count += 1) {
        if (await locator.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`cannot reach ${locator}`);
    };
    const press = async (locator) => {
      await reach(locator);
      await page.keyboard.press("Enter");
    };
    await press(page.getByRole("link", { name: /First team/ }));
    await page.getByRole("heading", { name: "first-team" }).waitFor();
    await press(button(page, "New project"));
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.ok(await button(page, "New project").evaluate((element) => element === document.activeElement));
    await page.keyboard.press("Enter");
    await reach(page.getByLabel("Name"));
    await page.keyboard.type("Keyboard");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "keyboard", level: 1 }).waitFor();
    await press(button(page, "New deployment"));
    await reach(page.getByLabel("Branch"));
    await page.keyboard.type("my-branch");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "preview/my-branch" }).waitFor();
    await page.getByText("Preview", { exact: true }).first().waitFor();
  });
  const types = [];
  for await (const { type } of both.convex.team("first-team").project("keyboard").deployments.list()) types.push(type);
  assert.deepEqual(types, ["preview"]);
});

test("production is changed only after its name is typed", async () => {
  const { production } = filled;
  await at(`${PROJECT}/deployments/production/environment`, async (page) => {
    await button(page, "New variable").click();
    await page.getByLabel("Name", { exact: true }).fill("NEW_ONE");
    await page.getByLabel("Value").fill("first value");
    const save = button(page, "Save");
    assert.ok(await save.isDisabled());
    await page.getByLabel("Name of the deployment").fill(`${production.name}x`);
    assert.ok(await save.isDisabled());
    await page.keyboard.press("Enter");
    assert.ok(!(await production.environment.names()).has("NEW_ONE"));
    await page.getByLabel("Name of the deployment").fill(production.name);
    await save.click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await button(page, "Show NEW_ONE").click();
    await page.getByText("first value").waitFor();
    await button(page, "Remove NEW_ONE").click();
    await page.getByLabel("Name of the deployment").fill(production.name);
    await button(page, "Remove").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("row", { name: /NEW_ONE/ }).waitFor({ state: "detached" });
  });
  assert.ok(!(await production.environment.names()).has("NEW_ONE"));
});

test("a variable of another deployment needs no name, and drift is shown by name", async () => {
  const { staging } = filled;
  await at(`${PROJECT}/deployments/staging/environment`, async (page) => {
    await button(page, "Edit DEBUG").click();
    await page.getByLabel("Value").fill("2");
    await button(page, "Save").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await button(page, "Show DEBUG").click();
    await page.getByText("2", { exact: true }).waitFor();
    await page.goto(`${both.dashboard.origin}${PROJECT}/drift`);
    await page.getByText("3 of 3 variables differ between 2 deployments.").waitFor();
    const row = page.getByRole("row", { name: /API_KEY/ });
    assert.match(await row.innerText(), /Set\s+Other value/);
    assert.match(await page.getByRole("row", { name: /DEBUG/ }).innerText(), /Missing\s+Set/);
  });
  assert.equal((await staging.environment.get()).DEBUG.expose(), "2");
});

test("the secret of a new key is shown once, and copied", async () => {
  await at(
    `${PROJECT}/deployments/staging/keys`,
    async (page) => {
      await button(page, "New deploy key").click();
      await page.getByLabel("Name").fill("nightly");
      await page.getByLabel("Purpose").selectOption("backup");
      await button(page, "Create key").click();
      const secret = await page.getByTestId("secret").innerText();
      assert.match(secret, /\|/);
      assert.deepEqual(await violations(page), []);
      await button(page, "Copy the key").click();
      await page.getByText("Copied").waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
      await button(page, "I have saved the key").click();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByRole("row", { name: /nightly/ }).waitFor();
      assert.ok(!(await page.content()).includes(secret));
      await page.reload();
      await page.getByRole("row", { name: /nightly/ }).waitFor();
      assert.ok(!(await page.content()).includes(secret));
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  );
  const keys = await filled.staging.deployKeys.list().all();
  assert.deepEqual(keys.map(({ name }) => name), ["nightly"]);
  assert.ok(keys[0].expires instanceof Date);
});

test("a backup is made, downloaded, and restored into development", async () => {
  const { preview } = filled;
  await at(`${PROJECT}/deployments/staging/backups`, async (page) => {
    await page.getByRole("row", { name: /Backup/ }).last().waitFor();
    const rows = await page.getByRole("row", { name: /Complete/ }).count();
    await button(page, "Make a backup").click();
    await page.waitForFunction((count) => document.querySelectorAll("tbody tr").length > count, rows);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: /^Download backup/ }).first().click(),
    ]);
    assert.match(download.suggestedFilename(), /^backup-.*\.zip$/);
    await page.getByRole("button", { name: /^Restore backup/ }).first().click();
    const into = page.getByLabel("Into");
    await into.waitFor();
    const offered = await into.locator("option").allInnerTexts();
    assert.ok(offered.length > 1 && offered.every((text) => !text.includes("production")), offered.join());
    await into.selectOption(preview.name);
    assert.ok(await button(page, "Restore").isDisabled());
    await page.getByLabel(/to confirm/).fill(preview.name);
    await button(page, "Restore").click();
    await page.getByText(`Restored 2 documents into ${preview.name}.`).waitFor();
  });
});

test("the audit log is filtered", async () => {
  await at("/teams/first-team/audit-log", async (page) => {
    await page.getByText(/^\d+ of \d+ events$/).waitFor();
    const all = await page.getByRole("row").count();
    await page.getByLabel("Action contains").fill("project:");
    await page.waitForFunction((count) => document.querySelectorAll("tr").length < count, all);
    for (const text of await page.locator("tbody th").allInnerTexts()) assert.match(text, /project:/i);
    await page.getByLabel("Action contains").fill("nothing-like-this");
    await page.getByText("Remove a filter.").waitFor();
  });
});

test("a deployment is deleted", async () => {
  const doomed = await both.convex.team("first-team").project("todo").deployment("doomed").ensure();
  await at(`${PROJECT}/deployments/doomed`, async (page) => {
    await button(page, "Delete deployment").click();
    await button(page, "Delete").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "todo", level: 1 }).waitFor();
  });
  assert.ok((await both.convex.team("first-team").project("todo").deployments.list().all()).every(({ name }) => name !== doomed.name));
});
