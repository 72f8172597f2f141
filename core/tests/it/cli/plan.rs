//! `convex-ops plan`: exit codes, formats, written code.

use super::*;
use convex_ops::plan::Plan;

const OLD: &str = r#"{"schema": {"schemaValidation": true, "tables": [{"tableName": "messages",
    "indexes": [{"indexDescriptor": "by_author", "fields": ["author"]}], "documentType": {"type": "object", "value": {
        "author": {"fieldType": {"type": "string"}, "optional": false}}}}]},
    "functions": [{"identifier": "messages.js:send", "functionType": "Mutation", "visibility": {"kind": "public"},
        "args": {"type": "object", "value": {"author": {"fieldType": {"type": "string"}, "optional": false}}}}]}"#;

const NEW: &str = r#"{"schema": {"schemaValidation": true, "tables": [{"tableName": "messages",
    "indexes": [{"indexDescriptor": "by_author", "fields": ["author"]}], "documentType": {"type": "object", "value": {
        "author": {"fieldType": {"type": "string"}, "optional": false},
        "body": {"fieldType": {"type": "string"}, "optional": false}}}}]},
    "functions": [{"identifier": "messages.js:send", "functionType": "Mutation", "visibility": {"kind": "public"},
        "args": {"type": "object", "value": {"body": {"fieldType": {"type": "string"}, "optional": false}}}}]}"#;

const REFUSED: &str =
    r#"{"schema": {"schemaValidation": true, "tables": [{"tableName": "_mine", "indexes": []}]}, "functions": []}"#;

const CHANGE: &str = "plan --baseline old.json --candidate new.json";

fn app() -> Folder {
    Folder::new(&[("old.json", OLD), ("new.json", NEW), ("refused.json", REFUSED)])
}

#[test]
fn plan_is_printed_as_text() {
    let outcome = app().run(CHANGE);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let expected = "\
2 deploys

Step 1: serve the old form and the new one
  Deploy:
    - add `messages` .body: v.optional(v.string())
    - change arguments of `messages.js:send` .author from v.string() to v.optional(v.string())
    - add arguments of `messages.js:send` .body: v.optional(v.string())
  The code must:
    - [ ] inserts into `messages` set `body`
    - [ ] reads of `messages` accept documents without `body`
    - [ ] `messages.js:send` accepts the old arguments and the new ones
  Its clients must:
    - [ ] clients send `messages.js:send` the new arguments
  Then migrate:
    - `messages`: set `.body` to a v.string() where it is absent
  Point of no return: the first write in the new form: the code before refuses the new form of `messages.js:send`, `messages`

Step 2: deploy the candidate
  Wait until:
    - every document of `messages` matches its new type
    - no client from before step 1 uses `messages.js:send`
  Deploy:
    - change `messages` .body from v.optional(v.string()) to v.string()
    - remove arguments of `messages.js:send` .author
    - change arguments of `messages.js:send` .body from v.optional(v.string()) to v.string()
";
    assert_eq!(outcome.stdout, expected);
}

#[test]
fn plan_is_printed_as_json_and_saved() {
    let folder = app();
    let outcome = folder.run(&format!("{CHANGE} --format json"));
    let plan: Plan = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(plan.steps.len(), 2);
    let saved = folder.run(&format!("{CHANGE} --format json --output plan.json"));
    assert_eq!((saved.code, saved.stdout.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(folder.path("plan.json")).unwrap(), outcome.stdout);
}

#[test]
fn safe_change_is_one_step_and_refused_candidate_has_none() {
    let folder = app();
    let same = folder.run("plan --baseline old.json --candidate old.json");
    assert_eq!((same.code, same.stdout.lines().next()), (0, Some("1 deploy: the candidate breaks nothing")));
    let refused = folder.run("plan --baseline old.json --candidate refused.json");
    assert_eq!(refused.code, 1);
    assert!(refused.stdout.starts_with("no plan: "), "{}", refused.stdout);
    assert!(refused.stdout.contains("the candidate itself has to be corrected"), "{}", refused.stdout);
}

#[test]
fn invalid_input_is_named() {
    let missing = app().run("plan --baseline old.json --candidate none.json");
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.starts_with("error: none.json: "), "{}", missing.stderr);
    assert_eq!(app().run("plan --baseline - --candidate -").code, 2);
}

#[test]
fn code_of_each_step_is_written() {
    let folder = app();
    let outcome = folder.run(&format!("{CHANGE} --write out"));
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, "5 files are in out\n"));
    let read = |name: &str| std::fs::read_to_string(folder.path("out").join(name)).unwrap();
    let schema = read("step-1/schema.ts");
    assert!(schema.contains("// - inserts into `messages` set `body`\n"), "{schema}");
    let table = "    messages: defineTable({ author: v.string(), body: v.optional(v.string()) })\n      .index(\"by_author\", [\"author\"]),\n";
    assert!(schema.contains(table), "{schema}");
    let arguments = "export const messages_send = {\n  args: { author: v.optional(v.string()), body: v.optional(v.string()) },\n};\n";
    assert!(read("step-1/functions.ts").contains(arguments));
    let migrations = read("step-1/migrations.ts");
    assert!(
        migrations.contains("    if (doc.body === undefined) patch.body = todo(\"a v.string()\");\n"),
        "{migrations}"
    );
    assert!(read("step-1/checklist.md").contains("- [ ] inserts into `messages` set `body`\n"));
    assert!(!folder.path("out/step-2").exists(), "the last step is the candidate's own code");
    let plan: Plan = serde_json::from_str(&read("plan.json")).unwrap();
    assert_eq!(plan.steps.len(), 2);
    let quiet = folder.run(&format!("{CHANGE} --write out --quiet"));
    assert_eq!(quiet.stderr, "");
}

#[test]
fn refused_check_points_to_the_plan() {
    let refused = app().run("check --baseline old.json --candidate new.json");
    assert!(refused.stdout.contains("`convex-ops plan`"), "{}", refused.stdout);
    let safe = app().run("check --baseline old.json --candidate old.json");
    assert!(!safe.stdout.contains("`convex-ops plan`"), "{}", safe.stdout);
}
