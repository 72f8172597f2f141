//! Guards before a push: large indexes and staged validators.

use std::sync::{Arc, Mutex};

use convex_ops::artifact::Artifact;
use convex_ops::client::{HttpRequest, HttpResponse, ReqwestTransport, Transport, TransportError};
use convex_ops::engine::BoxFuture;
use convex_ops::release::{CostlyChange, DeployEvent, DeployGuards, Deploying, GateOptions};
use convex_ops::{ReleaseLocation, TargetBuilder};
use serde_json::{Value, json};

use super::apps::{app, function, module};
use super::setup::Setup;

/// The tasks app with indexes on `tasks`.
fn with_indexes(indexes: &Value, staged: &Value) -> Artifact {
    let document =
        json!({ "type": "object", "value": { "text": { "fieldType": { "type": "string" }, "optional": false } } });
    let table = json!({
        "tableName": "tasks", "indexes": indexes, "stagedDbIndexes": staged, "documentType": document,
    });
    let schema = json!({ "schemaValidation": true, "tables": [table] }).to_string();
    let schema = module("schema.js", format!("export default {{export: () => {}}};", json!(schema)));
    app(Some(schema), vec![module("tasks.js", format!("export const list = {};", function("Query", &json!({}))))])
}

fn by_text() -> Value {
    json!([{ "indexDescriptor": "by_text", "fields": ["text"] }])
}

fn plain() -> Artifact {
    with_indexes(&json!([]), &json!([]))
}

/// A gate that refuses nothing, so that the guards decide.
fn lax() -> GateOptions {
    let mut options = GateOptions::default();
    (options.fail_on, options.allow_undecided) = (None, true);
    options
}

/// Guards for which a table of this many documents is large.
fn from(documents: u64) -> DeployGuards {
    let mut guards = DeployGuards::default();
    (guards.large_from_on_creation, guards.large_from_on_removal) = (documents, documents);
    guards
}

async fn three_documents(live: &Artifact, kind: &str) -> Setup {
    let setup = Setup::new(kind);
    setup.push(live).await;
    let documents: Vec<Value> = ["a", "b", "c"].iter().map(|text| json!({ "text": text })).collect();
    setup.import("tasks", &documents).await;
    setup
}

#[tokio::test(flavor = "multi_thread")]
async fn new_index_on_a_large_table_needs_consent() {
    let setup = three_documents(&plain(), "prod").await;
    let next = with_indexes(&by_text(), &json!([]));
    let before = setup.state();
    let error = setup.target().deploy(&next).gate(lax()).guards(from(3)).await.unwrap_err();
    assert_eq!(error.code(), Some("CostlyChange"), "{error}");
    let text = error.to_string();
    assert!(text.contains("creates index tasks.by_text on 3 documents"), "{text}");
    assert!(text.contains("stage the index") && text.contains("--skip-large-indexes-check"), "{text}");
    // A dry run names it.
    let events = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&events);
    let dry = setup.target().deploy(&next).gate(lax()).guards(from(3)).on_event(move |event: &DeployEvent| {
        if let DeployEvent::Costly { changes } = event {
            seen.lock().unwrap().extend(changes.clone());
        }
    });
    assert!(!dry.dry_run().await.unwrap().is_refused());
    let created =
        CostlyChange::IndexCreated { component: String::new(), index: "tasks.by_text".to_owned(), documents: 3 };
    assert_eq!(*events.lock().unwrap(), [created]);
    assert_eq!(setup.state(), before);

    // Consent to something else is none.
    let mut other = from(3);
    (other.allow_index_removal, other.allow_unstaging) = (true, true);
    setup.target().deploy(&next).gate(lax()).guards(other).await.unwrap_err();
    // A staged index is built in the background, and a table below the size is not large.
    let staged = with_indexes(&json!([]), &by_text());
    setup.target().deploy(&staged).gate(lax()).guards(from(3)).await.unwrap();
    setup.push(&plain()).await;
    setup.target().deploy(&next).gate(lax()).guards(from(4)).await.unwrap();
    setup.push(&plain()).await;
    let mut allowed = from(3);
    allowed.allow_index_creation = true;
    setup.target().deploy(&next).gate(lax()).guards(allowed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_of_a_large_index_needs_consent() {
    let live = with_indexes(&by_text(), &json!([]));
    let setup = three_documents(&live, "prod").await;
    let error = setup.target().deploy(plain()).gate(lax()).guards(from(3)).await.unwrap_err();
    assert!(error.to_string().contains("removes index tasks.by_text of 3 documents"), "{error}");
    // Nothing is asked if no schema changes.
    setup.target().deploy(&live).gate(lax()).guards(from(3)).await.unwrap();
    setup.target().deploy(plain()).gate(lax()).guards(from(4)).await.unwrap();
    setup.push(&live).await;
    let mut allowed = from(3);
    allowed.allow_index_removal = true;
    setup.target().deploy(plain()).gate(lax()).guards(allowed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn previews_lose_indexes_without_consent() {
    let live = with_indexes(&by_text(), &json!([]));
    let setup = three_documents(&live, "preview").await;
    setup.target().deploy(plain()).gate(lax()).guards(from(3)).await.unwrap();
    let error = setup.target().deploy(&live).gate(lax()).guards(from(3)).await.unwrap_err();
    assert_eq!(error.code(), Some("CostlyChange"), "{error}");
}

/// A server that does not evaluate schemas, or that knows a staged validator.
struct Other {
    discarded: Option<Value>,
    inner: ReqwestTransport,
}

impl Transport for Other {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            if !request.url.ends_with("/evaluate_schema") {
                return self.inner.send(request).await;
            }
            let Some(discarded) = &self.discarded else {
                let body = json!({ "code": "NotFound", "message": "no such route" });
                return Ok(answer(400, &body));
            };
            let evaluation = json!({
                "definitionPath": "", "schemaValidation": true, "tables": [], "indexes": [],
                "discardedStagedValidators": [{ "tableName": "tasks", "state": discarded, "replaced": false }],
            });
            let body = json!({ "componentSchemaEvaluations": { "": evaluation }, "newComponentDefinitions": [] });
            Ok(answer(200, &body))
        })
    }
}

fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

fn through(setup: &Setup, discarded: Option<Value>) -> convex_ops::Target {
    let other = Other { discarded, inner: ReqwestTransport::without_proxy().unwrap() };
    let target = TargetBuilder::new(setup.key.as_str()).url(&setup.url).platform(setup.serving.url());
    target.transport(other).build().unwrap().with_releases(ReleaseLocation::memory())
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_is_found_without_evaluation_of_the_schema() {
    let live = with_indexes(&by_text(), &json!([]));
    let setup = three_documents(&live, "prod").await;
    let error = through(&setup, None).deploy(plain()).gate(lax()).guards(from(3)).await.unwrap_err();
    assert!(error.to_string().contains("removes index tasks.by_text of 3 documents"), "{error}");
    through(&setup, None).deploy(plain()).gate(lax()).guards(from(4)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn discarded_staged_validator_needs_consent() {
    let setup = three_documents(&plain(), "prod").await;
    let next = with_indexes(&json!([]), &by_text());
    for (state, shown) in [
        (json!({ "state": "valid" }), "validated"),
        (json!({ "state": "pending", "numDocsValidated": 1, "totalDocs": 3 }), "validating"),
    ] {
        let error = through(&setup, Some(state)).deploy(&next).gate(lax()).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(&format!("discards the staged validator of tasks, which is {shown}")), "{text}");
        assert!(text.contains("--allow-unstaging-schema"), "{text}");
    }
    let mut allowed = DeployGuards::default();
    allowed.allow_unstaging = true;
    let target = through(&setup, Some(json!({ "state": "valid" })));
    target.deploy(&next).gate(lax()).guards(allowed).await.unwrap();
}

#[cfg(feature = "cli")]
#[tokio::test(flavor = "multi_thread")]
async fn flags_of_convex_command_give_consent() {
    let setup = three_documents(&plain(), "prod").await;
    let project = super::project::Project::new(&setup);
    project.write("indexed.json", &with_indexes(&by_text(), &json!([])));
    project.write("plain.json", &plain());
    let large = |name| [("CONVEX_DEPLOY_KEY", setup.key.as_str()), (name, "3")];
    let creation = large("CONVEX_MIN_DOCUMENTS_FOR_INDEX_BACKFILL_WARNING");
    let removal = large("CONVEX_MIN_DOCUMENTS_FOR_INDEX_DELETE_WARNING");
    let refused = project.run_with("deploy indexed.json --fail-on none", &creation);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("warning: creates index tasks.by_text"), "{}", refused.stderr);
    let deletion = "deploy indexed.json --fail-on none --allow-deleting-large-indexes";
    assert_eq!(project.run_with(deletion, &creation).code, 2);
    let skipped = "deploy indexed.json --fail-on none --skip-large-indexes-check";
    assert_eq!(project.run_with(skipped, &creation).code, 0);
    assert_eq!(project.run_with("deploy plain.json --fail-on none", &removal).code, 2);
    let deletion = "deploy plain.json --fail-on none --allow-deleting-large-indexes";
    assert_eq!(project.run_with(deletion, &removal).code, 0);
    let wrong = [("CONVEX_DEPLOY_KEY", setup.key.as_str()), ("CONVEX_MIN_DOCUMENTS_FOR_INDEX_DELETE_WARNING", "many")];
    let wrong = project.run_with("deploy plain.json", &wrong);
    assert!(wrong.stderr.contains("invalid CONVEX_MIN_DOCUMENTS_FOR_INDEX_DELETE_WARNING"), "{}", wrong.stderr);
}
