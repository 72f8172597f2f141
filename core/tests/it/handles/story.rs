//! The story of every language: a team takes an app to production.

use std::time::Duration;

use convex_ops::bundle;
use convex_ops::compat::report::{FindingLocation, Level};
use convex_ops::model::TeamPlan;
use convex_ops::release::{Deploying, Refused};
use convex_ops::{ImportFormat, ImportMode, KeyPreset};

use super::setup::Setup;
use crate::support::{read, root};

pub(super) async fn story_prints_the_lines_of_every_language(setup: Setup) {
    let data = export(&setup).await;
    setup.platform.admin().set_plan(setup.team_id, TeamPlan::Professional).unwrap();
    assert_eq!(tell(&setup, data).await.unwrap(), read("conformance/story/lines.txt"));
}

/// Returns an export of two documents.
async fn export(setup: &Setup) -> Vec<u8> {
    let dev = setup.project("source").ensure().await.unwrap().dev().ensure().await.unwrap();
    let tasks = b"{\"text\":\"buy milk\"}\n{\"text\":\"call home\"}\n".to_vec();
    dev.import_data(tasks).table("tasks").format(ImportFormat::JsonLines).await.unwrap();
    let mut written = Vec::new();
    dev.export().await.unwrap().write_to(&mut written).await.unwrap();
    written
}

fn path(file: &str) -> String {
    root().join(file).to_string_lossy().into_owned()
}

async fn tell(setup: &Setup, data: Vec<u8>) -> convex_ops::Result<String> {
    let mut lines = String::new();
    let mut print = |line: String| lines.push_str(&(line + "\n"));
    let team = setup.convex.teams().list().all().await?.remove(0);
    let todo = team.project("todo").ensure().await?;
    let production = todo.production().ensure().await?;
    let (dev, staging) = (todo.dev().ensure().await?, todo.deployment("staging").ensure().await?);
    let listed = todo.deployments().list().all().await?;
    let mut types: Vec<_> = listed.iter().map(|deployment| deployment.deployment_type.to_string()).collect();
    types.sort();
    print(format!("deployments {}", types.join(" ")));

    let month = Duration::from_secs(30 * 86_400);
    let key = production.deploy_keys().create("ci", KeyPreset::Deployer).expires_in(month).await?;
    print(format!("key {:?}", key.secret));

    let name = production.name.clone();
    let production = production.confirm(name);
    let artifact = bundle(path("conformance/story/old.json")).await?;
    dev.deploy(&artifact).await?;
    let first = production.deploy(&artifact).message("first").await?;
    print(format!("released {} {}", first.number, first.report.verdict.as_str()));

    production.import_data(data).format(ImportFormat::Zip).mode(ImportMode::ReplaceAll).await?;
    production.environment().set("SITE_URL", "https://todo.example").await?;
    let backup = production.backups().create().include_storage(true).await?;
    staging.deploy(&first).await?;
    print(format!("copied {}", staging.copy_data_from(&production).await?.documents));

    let new_app = path("conformance/story/new.json");
    let report = production.check(new_app.as_str()).await?;
    let breaking = report.findings.iter().filter(|finding| finding.level == Level::Breaking);
    print(format!("verdict {} {}", report.verdict.as_str(), breaking.count()));
    let refusal = production.deploy(new_app.as_str()).await.unwrap_err().refusal().unwrap();
    let place = |location: &FindingLocation| format!("{}:{}", location.file, location.line);
    let first_finding = &refusal.report.findings[0];
    let location = first_finding.location.as_ref().map_or_else(|| "-".to_owned(), place);
    print(format!("refused {} {location}", first_finding.rule));

    for step in production.plan(new_app.as_str()).await?.steps {
        print(format!("step {} {} {}", step.number, step.title, step.waits_for.as_deref().unwrap_or("-")));
    }
    print(format!("back {}", production.rollback(&first).dry_run().await?.report.verdict.as_str()));
    let releases = production.releases().list().all().await?;
    let releases: Vec<_> = releases
        .iter()
        .map(|release| format!("{}:{}", release.number, release.message.as_deref().unwrap_or("-")))
        .collect();
    print(format!("releases {}", releases.join(" ")));
    print(format!("restored {}", dev.restore(&backup).await?.documents));

    let event = team.audit_log().list(Duration::from_secs(3_600)).first().await?;
    print(format!("audit {}", if event.is_some() { "yes" } else { "no" }));
    let project = setup.convex.api().get_project_by_id(todo.id).await?;
    print(format!("api {} {}", project.slug, production.api().get_deployment_info().await?.kind()));
    Ok(lines)
}
