//! How many calls a second the embedded platform answers with 100,000 deployments in its store: `cargo xtask bench platform`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench is no library")]

use convex_ops::api::Change;
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::deployments::{
    CreateDeployment, Deployment, DeploymentOrder, GetDeployment, ListDeploymentsForTeam,
};
use convex_ops::api::projects::CreateProject;
use convex_ops::embedded::{Answered, Caller, First, Options, Platform};
use convex_ops::model::{DeploymentType, Plan, ProjectId};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const DEPLOYMENTS: usize = 100_000;
const PROJECTS: usize = 20;
const CLIENTS: usize = 64;

struct Bench {
    platform: Platform,
    first: First,
    me: Caller,
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    let platform = Platform::open(&location, &Options::default()).unwrap();
    let first = platform.bootstrap().unwrap();
    platform.admin().set_plan(first.team_id, Plan::Enterprise).unwrap();
    let me = Caller::with_token(first.token.clone());
    let bench = Bench { platform, first, me };
    let projects: Vec<_> = (0..PROJECTS).map(|n| bench.project(n)).collect();
    let project = |n: usize| *projects.get(n % PROJECTS).unwrap();

    println!("{CLIENTS} clients on {} processors", std::thread::available_parallelism().unwrap());
    let named = bench.run("createDeployment", DEPLOYMENTS, |n| create(project(n), n));
    let names: Vec<_> = named.into_iter().map(name).collect();
    let name = |n: usize| names.get(n % names.len()).unwrap().clone();
    bench.run("getDeployment", 100_000, |n| GetDeployment { deployment_name: name(n * 7919) });
    bench.run("createDeployKey", 20_000, |n| CreateDeployKey {
        deployment_name: name(n * 7919),
        name: format!("key {n}"),
        allowed_actions: None,
        expires_at: None,
    });
    bench.run("listDeploymentsForTeam, a page of 100", 500, |_| bench.list());
    bench.run("the same, by reference", 500, |_| ListDeploymentsForTeam {
        sort_by: Some(DeploymentOrder::Reference),
        ..bench.list()
    });
    bench.run("the same, of one that is searched", 2_000, |n| ListDeploymentsForTeam {
        q: Some(name(n * 7919)),
        ..bench.list()
    });
    bench.run("the same, of what all have in their reference", 500, |_| ListDeploymentsForTeam {
        q: Some("dev/".into()),
        ..bench.list()
    });
}

impl Bench {
    /// Calls an operation so many times, from all clients at once; the answers.
    fn run<O: Answered>(&self, what: &str, times: usize, request: impl Fn(usize) -> O + Sync) -> Vec<O::Response> {
        let next = AtomicUsize::new(0);
        let started = Instant::now();
        let answers = std::thread::scope(|scope| {
            let work = || {
                let mut answers = Vec::new();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= times {
                        return answers;
                    }
                    answers.push(self.platform.call(&self.me, request(n)).unwrap());
                }
            };
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(work)).collect();
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        });
        let seconds = started.elapsed().as_secs_f64();
        println!("{what:50} {:>9.0} a second ({times} in {seconds:.2} s)", times as f64 / seconds);
        answers
    }

    fn project(&self, n: usize) -> ProjectId {
        let request = CreateProject {
            team_id: self.first.team_id,
            project_name: format!("Project {n}"),
            deployment_type: None,
            deployment_class: None,
            deployment_region: None,
        };
        self.platform.call(&self.me, request).unwrap().id
    }

    fn list(&self) -> ListDeploymentsForTeam {
        ListDeploymentsForTeam {
            team_id: self.first.team_id,
            cursor: None,
            limit: None,
            sort_by: None,
            sort_order: None,
            deployment_type: None,
            q: None,
            project_id: None,
            creator: None,
            is_default: None,
        }
    }
}

fn create(project_id: ProjectId, n: usize) -> CreateDeployment {
    CreateDeployment {
        project_id,
        r#type: DeploymentType::Dev,
        class: None,
        region: None,
        reference: Some(format!("dev/{n:06}")),
        is_default: None,
        expires_at: Change::Keep,
    }
}

fn name(deployment: Deployment) -> String {
    match deployment {
        Deployment::Cloud(cloud) => cloud.name,
        Deployment::Local(local) => local.name,
        Deployment::Other(_) => String::new(),
    }
}
