//! Concurrency and large numbers of rows.

use super::{World, create_deployment, create_project};
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::deployments::{CreateDeployment, ListDeployments, ListDeploymentsForTeam};
use convex_ops::embedded::{EmbeddedOptions, Platform};
use convex_ops::model::{DeploymentType, TeamPlan};
use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

const CLIENTS: usize = 64;

fn in_file(folder: &tempfile::TempDir) -> World {
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    let world = World::of(Platform::open(&location, &EmbeddedOptions::default()).unwrap());
    world.platform.admin().set_plan(world.team(), TeamPlan::Business).unwrap();
    world
}

/// Runs `work` in 64 threads that start together. Returns the results of those that succeeded.
fn at_once<T: Send>(work: impl Fn(usize) -> convex_ops::Result<T> + Sync) -> Vec<T> {
    let barrier = Barrier::new(CLIENTS);
    thread::scope(|scope| {
        let spawn = |client| {
            let (barrier, work) = (&barrier, &work);
            scope.spawn(move || {
                barrier.wait();
                work(client)
            })
        };
        let threads: Vec<_> = (0..CLIENTS).map(spawn).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap().ok()).collect()
    })
}

#[test]
fn uniqueness_holds_with_64_clients() {
    let folder = tempfile::tempdir().unwrap();
    let world = in_file(&folder);
    let project = world.project("Todo").id;
    let call = |request| world.platform.call(&world.me, request);
    // One default and one holder of a reference; slugs and names are made unique.
    assert_eq!(at_once(|_| call(create_deployment(project, DeploymentType::Prod))).len(), 1);
    let same =
        || CreateDeployment { reference: Some("dev/same".into()), ..create_deployment(project, DeploymentType::Dev) };
    assert_eq!(at_once(|_| call(same())).len(), 1);
    let slugs = at_once(|_| world.platform.call(&world.me, create_project(world.team(), "Same")));
    let slugs: BTreeSet<_> = slugs.into_iter().map(|project| project.slug).collect();
    assert_eq!(slugs.len(), CLIENTS);
    let own = |client| CreateDeployment {
        reference: Some(format!("dev/{client:03}")),
        ..create_deployment(project, DeploymentType::Dev)
    };
    assert_eq!(at_once(|client| call(own(client))).len(), CLIENTS);
    let name = super::cloud(world.call(same_list(project)).remove(0)).name;
    let key = || CreateDeployKey {
        deployment_name: name.clone(),
        name: "same".into(),
        allowed_actions: None,
        expires_at: None,
    };
    assert_eq!(at_once(|_| world.platform.call(&world.me, key())).len(), 1);
    let names: BTreeSet<_> =
        world.call(same_list(project)).into_iter().map(|deployment| super::cloud(deployment).name).collect();
    assert_eq!(names.len(), CLIENTS + 2);
    world.platform.admin().check_store().unwrap();
}

fn same_list(project_id: convex_ops::model::ProjectId) -> ListDeployments {
    ListDeployments { project_id, include_local: None, is_default: None, deployment_type: None }
}

#[test]
fn search_without_matches_is_bounded_and_continues() {
    let world = World::on(TeamPlan::Business);
    let project = world.project("Todo").id;
    for n in 0..30 {
        world.deployment(project, DeploymentType::Dev, &format!("dev/{n:03}"));
    }
    let list = ListDeploymentsForTeam {
        deployment_type: Some(DeploymentType::Prod),
        ..ListDeploymentsForTeam::new(world.team())
    };
    let page = world.call(list);
    assert!(page.items.is_empty() && !page.pagination.has_more);
}
