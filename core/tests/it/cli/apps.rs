//! Apps as inputs: push requests and artifacts. Tests that need Node are in `conformance/apps`.

use super::*;

/// A push request of one module.
fn push_request(module: &str) -> String {
    let module = serde_json::json!({"path": "tasks.js", "source": module, "environment": "isolate"});
    serde_json::json!({"functions": "convex/", "appDefinition": {"changedModules": [module]}}).to_string()
}

/// A module with a query that takes `args`.
fn query(args: &str) -> String {
    format!(
        "export const list = {{isQuery: true, isPublic: true, _handler() {{}},
            exportArgs: () => '{{\"type\": \"object\", \"value\": {args}}}', exportReturns: () => 'null'}};"
    )
}

fn apps() -> Folder {
    let required = r#"{"n": {"fieldType": {"type": "number"}, "optional": false}}"#;
    let optional = r#"{"n": {"fieldType": {"type": "number"}, "optional": true}}"#;
    Folder::new(&[
        ("live.json", &push_request(&query("{}"))),
        ("required.json", &push_request(&query(required))),
        ("optional.json", &push_request(&query(optional))),
        ("throws.json", &push_request("export const a = 1;\nthrow new Error('not today');")),
        (
            "partial.json",
            r#"{"appDefinition": {"changedModules": [], "unchangedModuleHashes":
            [{"path": "a.js", "environment": "isolate", "sha256": "00"}]}}"#,
        ),
    ])
}

#[test]
fn push_requests_are_compared() {
    let folder = apps();
    let breaking = folder.run("check --baseline live.json --candidate required.json");
    assert_eq!(breaking.code, 1, "{}", breaking.stderr);
    assert!(breaking.stdout.contains("args-field-required  function tasks.js:list .n"), "{}", breaking.stdout);
    let safe = folder.run("check --baseline live.json --candidate optional.json");
    assert_eq!(safe.code, 0, "{}{}", safe.stdout, safe.stderr);
}

#[test]
fn artifact_is_deterministic_and_matches_its_request() {
    let folder = apps();
    for name in ["a", "b"] {
        let outcome = folder.run(&format!("bundle live.json --output {name}"));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    }
    let artifact = std::fs::read(folder.path("a")).unwrap();
    assert_eq!(artifact, std::fs::read(folder.path("b")).unwrap());
    assert_eq!(folder.run("bundle a").stdout.as_bytes(), artifact);
    assert_eq!(folder.run("check --baseline a --candidate required.json").code, 1);
    assert_eq!(folder.run("check --baseline a --candidate live.json").code, 0);

    let changed = String::from_utf8(artifact).unwrap().replace("isPublic", "isInternal");
    std::fs::write(folder.path("a"), changed).unwrap();
    let outcome = folder.run("check --baseline a --candidate live.json");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("its hash does not match"), "{}", outcome.stderr);
}

#[test]
fn extracted_surface_can_be_checked_later() {
    let folder = apps();
    assert_eq!(folder.run("surface live.json --output surface.json").code, 0);
    assert_eq!(folder.run("check --baseline surface.json --candidate required.json").code, 1);
    assert_eq!(folder.run("check --baseline surface.json --candidate live.json").code, 0);
}

#[test]
fn app_error_names_app_and_location() {
    let folder = apps();
    for (input, wanted) in [
        ("partial.json", "partial.json: incomplete push request: module `a.js` is marked as unchanged"),
        ("missing.json", "missing.json: cannot read the file"),
        (".", ".: folder `convex` not found"),
    ] {
        let outcome = folder.run(&format!("check --baseline live.json --candidate {input}"));
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(wanted), "{}", outcome.stderr);
    }
    let outcome = folder.run("surface throws.json");
    assert_eq!(outcome.code, 2);
    let wanted = "throws.json: `tasks.js` cannot be evaluated: not today (tasks.js:2)";
    assert!(outcome.stderr.contains(wanted), "{}", outcome.stderr);
    // A check goes on with what is known.
    let outcome = folder.run("check --baseline live.json --candidate throws.json");
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("module-not-evaluated") && outcome.stdout.contains("not today"),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains("function-removed"), "{}", outcome.stdout);
    assert_eq!(folder.run("check --baseline live.json --candidate throws.json --require functions").code, 4);
    // A surface is not an app.
    let outcome = super::folder().run("bundle baseline.json");
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("not an app"), "{}", outcome.stderr);
}

#[test]
fn evaluation_of_an_unchanged_app_is_found_again() {
    let folder = apps();
    let entries = || {
        let entries = std::fs::read_dir(folder.path(".cache/convex-ops")).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let surface = |line: &str| folder.run(&format!("surface {line}")).stdout;
    let first = surface("live.json");
    assert_eq!(entries().len(), 1);
    assert_eq!(surface("live.json"), first);
    // What is stored is used: another content shows.
    let entry = entries().remove(0);
    let stored = std::fs::read_to_string(&entry).unwrap();
    assert!(!stored.contains("exportArgs"), "an entry contains no code");
    std::fs::write(&entry, stored.replace("\"list\"", "\"stored\"")).unwrap();
    assert!(surface("live.json").contains("\"stored\""));
    assert_eq!(surface("live.json --no-cache"), first);
    // Another app, a damaged entry and an error are evaluated.
    assert!(surface("optional.json").contains("\"list\""));
    assert_eq!(entries().len(), 2);
    std::fs::write(&entry, "{").unwrap();
    assert_eq!(surface("live.json"), first);
    for _ in 0..2 {
        assert!(folder.run("surface throws.json").stderr.contains("not today"));
    }
    assert_eq!(entries().len(), 2);
}

#[test]
fn auth_provider_of_the_deployment_itself_is_known() {
    let provider = |domain: &str| {
        let config = format!("export default {{providers: [{{domain: {domain}, applicationID: 'convex'}}]}};");
        let module = serde_json::json!({"path": "auth.config.js", "source": config, "environment": "isolate"});
        serde_json::json!({"functions": "convex/", "appDefinition": {"changedModules": [module]}}).to_string()
    };
    let folder = Folder::new(&[
        ("own.json", &provider("process.env.CONVEX_SITE_URL")),
        ("literal.json", &provider("'https://happy-animal-123.convex.site'")),
        ("other.json", &provider("'https://auth.example.com'")),
        ("unset.json", &provider("process.env.NOT_SET")),
    ]);
    let check = |baseline: &str, candidate: &str| {
        folder.run(&format!("check --baseline {baseline}.json --candidate {candidate}.json"))
    };
    let removed = check("other", "own");
    assert!(removed.code == 1 && removed.stdout.contains("auth-provider-removed"), "{}", removed.stdout);
    for (baseline, candidate) in [("own", "own"), ("own", "literal"), ("literal", "own")] {
        let same = check(baseline, candidate);
        assert_eq!(same.code, 0, "{baseline} {candidate}: {}{}", same.stdout, same.stderr);
    }
    assert!(check("own", "unset").stdout.contains("candidate authProviders"));
}
