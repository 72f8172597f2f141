//! A live deployment as a source.

use convex_ops::analysis::{EvaluationOptions, Isolation, analyse};
use convex_ops::artifact::Artifact;
use convex_ops::compat::data::DataEvidence;
use convex_ops::compat::{CallState, Options, check};
use convex_ops::live::{DocumentOptions, Live, read_live};
use convex_ops::surface::{Locations, Part, Surface};
use convex_ops::value::to_encoded;
use convex_ops::{Connection, ErrorKind};
use serde_json::{Value, json};

use super::apps::{field, function, tasks, whole};
use super::setup::Setup;
use crate::support::{files, read};

const MANY: usize = 2_500;

/// The surface of an app, without what only its sources tell.
fn evaluated(app: &Artifact) -> Surface {
    let mut surface = analyse(app, &EvaluationOptions::default(), &Isolation::Thread).unwrap().surface().unwrap();
    surface.root.environment_variables = Part::Unknown;
    surface.root.locations = Locations::default();
    surface.root.modules.clear();
    surface
}

async fn documents(live: &Live, connection: &Connection, candidate: &Surface) -> DataEvidence {
    live.check_documents(connection, candidate, &DocumentOptions::default(), &mut |_| Ok(())).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn live_surface_is_that_of_the_pushed_app() {
    let setup = Setup::new("prod");
    let empty = read_live(&setup.connection()).await.unwrap();
    assert_eq!(empty.surface.root.schema.known(), Some(&None));
    assert!(empty.surface.root.functions.known().unwrap().is_empty());
    setup.push(&whole()).await;
    let live = read_live(&setup.connection()).await.unwrap();
    assert_eq!(live.not_read, []);
    let (mut found, expected) = (live.surface, evaluated(&whole()));
    found.root.modules.clear();
    assert_eq!(found.root.crons, expected.root.crons);
    assert_eq!(found.root.auth_providers, expected.root.auth_providers);
    assert_eq!(serde_json::to_value(&found).unwrap(), serde_json::to_value(&expected).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_of_every_component_are_checked_page_by_page_and_by_snapshot() {
    let setup = Setup::new("dev");
    setup.push(&whole()).await;
    let texts: Vec<Value> = (0..MANY).map(|n| json!({ "text": format!("task {n}") })).collect();
    setup.import("tasks", &texts).await;
    setup.import_into("counter", "counts", &[json!({ "n": 1.5 }), json!({ "n": 2 })]).await;
    let mut next = whole();
    next.app.schema = tasks(&json!({ "text": field("string"), "done": field("boolean") }), &[]).app.schema;
    next.components[0].schema = Some(super::apps::schema("counts", &json!({ "n": field("string") })));
    let (candidate, connection) = (evaluated(&next), setup.connection());

    let live = read_live(&connection).await.unwrap();
    let by_pages = documents(&live, &connection, &candidate).await;
    assert_eq!(by_pages.table("", "tasks").unwrap().refused, MANY as u64);
    assert_eq!(by_pages.table("counter", "counts").unwrap().refused, 2);
    assert!(by_pages.notes.iter().any(|note| note.contains("read by pages")), "{:?}", by_pages.notes);

    setup.serving.ok("POST", "/admin/set_plan", &json!({ "teamId": 1, "plan": "professional" }));
    let by_snapshot = documents(&live, &connection, &candidate).await;
    assert_eq!(by_snapshot.notes, [""; 0]);
    for (component, table) in [("", "tasks"), ("counter", "counts")] {
        let (paged, snapshot) =
            (by_pages.table(component, table).unwrap(), by_snapshot.table(component, table).unwrap());
        assert_eq!((paged.documents, paged.refused), (snapshot.documents, snapshot.refused));
        let of_groups = |data: &DataEvidence| {
            let groups = &data.table(component, table).unwrap().groups;
            groups.iter().map(|group| (group.path.clone(), group.reason, group.count)).collect::<Vec<_>>()
        };
        assert_eq!(of_groups(&by_pages), of_groups(&by_snapshot));
    }

    let same = documents(&live, &connection, &evaluated(&whole())).await;
    assert!(same.table("", "tasks").unwrap().passes() && same.table("counter", "counts").unwrap().passes());
    let report = check(&live.surface, &candidate, &live.evidence(Some(by_snapshot)), &Options::at(0.0));
    let rules: Vec<_> =
        report.findings.iter().map(|finding| (finding.rule.as_str(), finding.subject.to_string())).collect();
    assert_eq!(rules.iter().filter(|(rule, _)| *rule == "document-mismatch").count(), 2, "{rules:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn scheduled_calls_keep_their_arguments_exact() {
    let setup = Setup::new("prod");
    setup.push(&whole()).await;
    let args = json!({
        "n": { "$integer": "/////////38=" }, "bytes": { "$bytes": "AAH/" },
        "special": [{ "$float": "AAAAAAAA+H8=" }, { "$float": "AAAAAAAAAIA=" }, { "$float": "AAAAAAAA8H8=" }],
    });
    setup.schedule("tasks.js:wipe", &args);
    setup.schedule("gone:away", &json!({}));
    let live = read_live(&setup.connection()).await.unwrap();
    let calls = live.scheduled.as_deref().unwrap();
    assert_eq!(calls.len(), 2);
    assert_eq!(to_encoded(&calls[0].args), args);
    assert_eq!((calls[0].target.as_str(), calls[0].state), ("tasks.js:wipe", CallState::Pending));
    let report = check(&live.surface, &live.surface, &live.evidence(None), &Options::at(0.0));
    let found = |rule: &str| report.findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(
        (found("scheduled-target-missing"), found("scheduled-args-mismatch") > 0),
        (1, true),
        "{:?}",
        report.findings
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn key_that_views_data_reads_all_but_environment_variables() {
    let setup = Setup::new("prod");
    setup.push(&whole()).await;
    let production = setup.target().confirm(&setup.name);
    production.environment().set("SITE_SECRET", "hidden-value").await.unwrap();
    let all = read_live(&setup.connection()).await.unwrap();
    assert!(all.environment_variables.as_ref().unwrap().contains("SITE_SECRET"));
    assert!(!format!("{all:?}").contains("hidden-value"));

    let viewer = setup.target_with(&setup.key_for(&["deployment:data:view"])).connection();
    let live = read_live(&viewer).await.unwrap();
    assert_eq!(live.surface, all.surface);
    assert_eq!(live.environment_variables, None);
    let not_read: Vec<_> = live.not_read.iter().map(|part| part.what.as_str()).collect();
    assert!(matches!(not_read.as_slice(), [only] if only.starts_with("environment variables: ")), "{not_read:?}");
    documents(&live, &viewer, &live.surface).await;
    let mut report = check(&live.surface, &live.surface, &live.evidence(None), &Options::at(0.0));
    live.note(&mut report);
    assert!(report.not_checked.iter().any(|part| part.what.starts_with("environment variables: ")));

    let deployer = setup.target_with(&setup.key_for(&["deployment:deploy", "deployment:logs:view"])).connection();
    let error = read_live(&deployer).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    assert!(error.info().help.as_ref().unwrap().contains("deployment:data:view"), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_leaves_no_trace() {
    let setup = Setup::new("prod");
    setup.push(&whole()).await;
    setup.import("tasks", &[json!({ "text": "a" })]).await;
    setup.schedule("tasks.js:wipe", &json!({}));
    let connection = setup.connection();
    let before = setup.state();
    let live = read_live(&connection).await.unwrap();
    let next = tasks(&json!({}), &[("list", function("Query", &json!({})))]);
    documents(&live, &connection, &evaluated(&next)).await;
    assert_eq!(setup.state(), before);
}

#[test]
fn queries_and_their_permissions_are_documented() {
    let (page, list) = (read("docs/deploy.md"), read("core/src/embedded/operations/functions/system_queries/list.rs"));
    let mut count = 0;
    for file in files("core/src/live", &[".rs"]) {
        let text = read(&file);
        for name in text.split('"').filter(|text| text.starts_with("_system/")) {
            let row = page.lines().find(|line| line.contains(&format!("`{}`", name.trim_end_matches(":default"))));
            let row = row.unwrap_or_else(|| panic!("{file}: `{name}` is not in docs/deploy.md"));
            assert!(row.contains("`deployment:data:view`"), "{row}");
            let declared = list.lines().find(|line| line.contains(&format!("\"{name}\""))).unwrap();
            assert!(declared.contains("needs: Action::DeploymentDataView"), "{declared}");
            count += 1;
        }
    }
    assert!(count >= 9, "{count}");
}
