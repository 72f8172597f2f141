// The page: three questions, answered by the WebAssembly module.
import { checkSync, init, subset, verify } from "./convex-ops-wasm/esm/web.js";
import { parseValidator } from "./validators.js";

/** Creates an element with text and children, which are never parsed as HTML. */
function element(name, { className, text } = {}, ...children) {
  const made = document.createElement(name);
  if (className !== undefined) made.className = className;
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

const json = (value) => element("pre", { text: JSON.stringify(value, null, 2) });

function compareValidators({ a, b, open }) {
  const parse = (name, text) => {
    try {
      return parseValidator(text);
    } catch (error) {
      throw new Error(`${name}: ${error.message}`);
    }
  };
  const options = { reader: open ? "open" : "closed" };
  const { answer, witness } = subset(parse("Before", a), parse("After", b), options);
  if (answer === "yes") return [element("p", { className: "good", text: "Yes: every value that was valid still is." })];
  if (answer === "undecided") return [element("p", { text: "Undecided: the question is too large to answer in this page." })];
  return [element("p", { className: "bad", text: "No. This value was valid, and no longer is:" }), json(witness)];
}

function compareApps({ baseline, candidate }) {
  const report = checkSync(baseline, candidate);
  const { verdict, findings, notChecked } = report;
  const findingOf = ({ level, rule, message, before, after, witness }) =>
    element(
      "li",
      {},
      element("strong", { className: level === "breaking" ? "bad" : "", text: `${level}: ` }),
      `${message} (${rule})`,
      ...(before === undefined || after === undefined ? [] : [element("pre", { text: `${before}\n→ ${after}` })]),
      ...(witness === undefined ? [] : [json(witness)]),
    );
  const title = { safe: "Safe: nothing that could be checked breaks.", risky: "Risky: read the findings.", breaking: "Breaking." }[verdict];
  return [
    element("p", { className: verdict === "breaking" ? "bad" : verdict === "safe" ? "good" : "", text: title ?? `Verdict: ${verdict}.` }),
    ...(findings.length > 0 ? [element("ul", {}, ...findings.map(findingOf))] : []),
    ...(notChecked.length > 0 ? [element("p", { text: `${notChecked.length} things were not checked, such as stored documents and scheduled calls.` })] : []),
  ];
}

function verifyReport({ report }) {
  const { baseline, candidate } = valuesOf(document.querySelector("#apps"));
  const { confirmed, refuted } = verify(JSON.parse(report), baseline, candidate);
  if (refuted.length > 0) {
    return [element("p", { className: "bad", text: `${refuted.length} witnesses are wrong.` }), json(refuted)];
  }
  return [element("p", { className: "good", text: `${confirmed} witnesses were confirmed, none is wrong.` })];
}

function valuesOf(form) {
  return Object.fromEntries(new FormData(form));
}

/** Shows an answer, or why there is none, when the form is submitted. */
function answer(form, question) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const output = form.elements.namedItem("answer");
    try {
      output.replaceChildren(...question(valuesOf(form)));
    } catch (error) {
      output.replaceChildren(element("p", { className: "bad", text: error.message }));
    }
  });
  form.hidden = false;
}

/** Fills a field with the text of a file that is dropped on it. */
function acceptFiles(field) {
  const mark = (isOver) => field.classList.toggle("over", isOver);
  field.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  field.addEventListener("dragleave", () => mark(false));
  field.addEventListener("drop", async (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    mark(false);
    if (file === undefined) return;
    event.preventDefault();
    field.value = await file.text();
  });
}

const loading = document.querySelector("#loading");
try {
  await init();
  loading.remove();
  document.querySelectorAll("textarea").forEach(acceptFiles);
  answer(document.querySelector("#validators"), compareValidators);
  answer(document.querySelector("#apps"), compareApps);
  answer(document.querySelector("#report"), verifyReport);
} catch (error) {
  loading.textContent = `Cannot load the module: ${error.message}`;
}
