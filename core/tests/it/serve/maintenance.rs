//! Maintenance of a server without requests.

use super::{Serving, changed};
use convex_ops::api::backups::{ConfigurePeriodicBackup, ListCloudBackups};
use convex_ops::api::deployments::{CreateDeployment, DeploymentDetails};
use convex_ops::api::projects::CreateProject;
use convex_ops::model::{DeploymentType, TeamPlan};
use convex_ops::serve::ServeOptions;
use std::sync::mpsc;
use std::time::Duration;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[test]
fn due_backup_is_made_without_requests() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.maintenance_interval = Duration::from_millis(1);
        options.platform = options.platform.clone().in_background(false);
    }));
    let (platform, me, team) = (serving.server().platform(), serving.me(), serving.server().team_id());
    platform.admin().set_plan(team, TeamPlan::Professional).unwrap();
    let project = platform.call(&me, CreateProject::new(team, "Todo")).unwrap().id;
    let created = platform.call(&me, CreateDeployment::new(project, DeploymentType::Prod)).unwrap();
    let DeploymentDetails::Cloud(deployment) = created else { panic!("not in the cloud") };
    let deployment_id = deployment.id;
    let (cronspec, expiration_delta_secs, include_storage) = ("0 0 * * *".to_owned(), None, None);
    let daily = ConfigurePeriodicBackup { deployment_id, cronspec, expiration_delta_secs, include_storage };
    platform.call(&me, daily).unwrap();
    let (changed, changes) = mpsc::channel();
    platform.on_change(move || changed.send(()).unwrap_or_default());
    platform.admin().move_clock(DAY_MS).unwrap();
    // The clock is one change. Then the backup is requested, started and completed.
    for _ in 0..4 {
        changes.recv_timeout(Duration::from_secs(30)).unwrap();
    }
    let backups = platform.call(&me, ListCloudBackups { deployment_id }).unwrap();
    assert_eq!(backups.len(), 1, "{backups:?}");
    serving.stop();
}
