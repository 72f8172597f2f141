// The check of a change: files, the report, the plan, and the downloads.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { zipSync } from "fflate";
import { enter, launch, openPage, photograph, violations } from "./support/browser.mjs";
import { openDashboard } from "./support/processes.mjs";

/** A schema with one table. */
const schema = (fields) =>
  JSON.stringify({
    schema: {
      schemaValidation: true,
      tables: [{ tableName: "users", indexes: [], documentType: { type: "object", value: fields } }],
    },
    functions: [],
  });
const name = { fieldType: { type: "string" }, optional: false };
const role = (optional) => ({ fieldType: { type: "string" }, optional });
const BEFORE = schema({ name, role: role(true) });
const AFTER = schema({ name, role: role(false) });

const DOCUMENTS = ['{"_id":"k1","_creationTime":1.0,"name":"a","role":"x"}', '{"_id":"k2","_creationTime":2.0,"name":"b"}'].join("\n");

const json = (fileName, text) => ({ name: fileName, mimeType: "application/json", buffer: Buffer.from(text) });

let dashboard;
let browser;

before(async () => {
  // Without `--to`, the platform is in the same process.
  dashboard = await openDashboard([]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await dashboard?.stop();
});

async function openCheck() {
  const opened = await openPage(browser, dashboard.origin);
  await enter(opened.page, dashboard.url);
  await opened.page.getByRole("link", { name: "Check a change" }).click();
  return opened;
}

test("a breaking change is reported with its witness, documents and plan", async () => {
  const { page, problems } = await openCheck();
  const zip = zipSync({
    "users/documents.jsonl": Buffer.from(DOCUMENTS),
    "_storage/documents.jsonl": Buffer.from(""),
    "README.md": Buffer.from("an export"),
  });
  await page.getByLabel("Live version").setInputFiles(json("live.json", BEFORE));
  await page.getByLabel("New version").setInputFiles(json("next.json", AFTER));
  await page.getByLabel("Stored documents").setInputFiles({ name: "export.zip", mimeType: "application/zip", buffer: Buffer.from(zip) });
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.getByRole("heading", { name: "Breaking", level: 2 }).waitFor();
  const report = page.getByRole("region", { name: "Stored documents" });
  await report.getByText("A value that is no longer accepted").first().waitFor();
  await page.getByText(/witness(es)? (was|were) checked again/).waitFor();
  assert.match(await page.getByRole("region", { name: "Refused places in documents, by table" }).innerText(), /users\s+1/);
  assert.match(await page.getByRole("region", { name: "Plan" }).innerText(), /Deploy 1/);
  await page.getByRole("region", { name: "Not checked" }).waitFor();
  await photograph(page, "report-with-documents");
  assert.deepEqual(await violations(page), []);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as HTML" }).click(),
  ]);
  const saved = await readFile(await download.path(), "utf8");
  assert.match(saved, /^<!doctype html>/i);
  assert.ok(saved.includes("users") && !/<script|<link|https?:\/\//.test(saved));
  assert.deepEqual(problems, []);
});

test("a safe change is reported as safe", async () => {
  const { page, problems } = await openCheck();
  await page.getByLabel("Live version").setInputFiles(json("live.json", AFTER));
  await page.getByLabel("New version").setInputFiles(json("next.json", BEFORE));
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.locator(".verdict").waitFor();
  assert.notEqual(await page.locator(".verdict h2").innerText(), "Breaking");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(problems, []);
});

test("files that are neither versions nor exports are explained", async () => {
  const { page } = await openCheck();
  const check = page.getByRole("button", { name: "Check", exact: true });
  assert.ok(await check.isDisabled());
  await page.getByLabel("Live version").setInputFiles(json("live.json", "{"));
  await page.getByLabel("New version").setInputFiles(json("next.json", AFTER));
  await check.click();
  await page.getByRole("alert").waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByLabel("Live version").setInputFiles(json("live.json", BEFORE));
  const empty = Buffer.from(zipSync({ "a.txt": Buffer.from("a") }));
  await page.getByLabel("Stored documents").setInputFiles({ name: "a.zip", mimeType: "application/zip", buffer: empty });
  await check.click();
  await page.getByText(/the file is not an export/).waitFor();
  await page.getByRole("button", { name: "Remove a.zip" }).click();
  await check.click();
  await page.locator(".verdict").waitFor();
});

test("a file is dropped", async () => {
  const { page } = await openCheck();
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.json"));
    return transfer;
  }, BEFORE);
  await page.locator(".drop").first().dispatchEvent("drop", { dataTransfer: dropped });
  await page.getByText("dropped.json").first().waitFor();
});
