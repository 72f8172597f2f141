//! Measures calls per second of the embedded platform with 1,000 and with 100,000 deployments in one store:
//! `cargo xtask bench platform`. Fails if a call takes much longer with many deployments, which indicates a full scan, or if
//! the search for one of them takes longer than a page of the list.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

use convex_ops::Connection;
use convex_ops::api::Change;
use convex_ops::api::Operation;
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::deployments::{
    CreateDeployment, DeleteDeployment, DeploymentDetails, DeploymentOrder, GetDeployment,
    GetDeploymentInProjectByProjectId, ListDeploymentsForTeam,
};
use convex_ops::api::projects::CreateProject;
use convex_ops::embedded::{Caller, EmbeddedOptions, First, Platform, Session};
use convex_ops::model::{DeploymentType, ProjectId, TeamPlan};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const FEW: usize = 1_000;
const MANY: usize = 100_000;
const PROJECTS: usize = 20;
const CLIENTS: usize = 64;
const ROUNDS: usize = 5;

/// Maximum slowdown with a hundred times as many deployments. A full scan is a hundred times slower; calls with indices are
/// a few times slower, because of deeper indices, cache misses and more segments of the text index.
const SLOWER: f64 = 10.0;

/// Maximum time that a connection adds to a call of the platform, which then runs on another thread.
const ADDED: Duration = Duration::from_micros(20);

/// Calls that are compared with each other.
const LISTED: &str = "listDeploymentsForTeam, a page of 100";
const SEARCHED: &str = "searched, with one result";

struct Bench {
    platform: Arc<Platform>,
    first: First,
    me: Caller,
    projects: Vec<ProjectId>,
    names: Vec<String>,
    keys: AtomicUsize,
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let many = if quick { FEW * 2 } else { MANY };
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::open(folder.path());
    println!("{CLIENTS} clients on {} processors; calls per second", std::thread::available_parallelism().unwrap());
    bench.grow(FEW);
    let among_few = bench.measure();
    let grown = bench.grow(many);
    println!("createDeployment, up to {many}: {grown:.0} per second");
    let among_many = bench.measure();
    println!("{:50} {:>12} {:>12}", "number of deployments", FEW, many);
    let mut is_slower = false;
    for ((what, few), (_, many)) in among_few.iter().zip(&among_many) {
        let verdict = if few / many > SLOWER { "SLOWER" } else { "ok" };
        is_slower |= few / many > SLOWER;
        println!("{what:50} {few:>12.0} {many:>12.0} {verdict}");
    }
    let rate = |wanted: &str| among_many.iter().find(|(what, _)| *what == wanted).unwrap().1;
    let (searched, listed) = (rate(SEARCHED), rate(LISTED));
    let verdict = if searched >= listed { "ok" } else { "SLOWER" };
    println!("a search among {many} is {:.1} times as fast as a page of the list: {verdict}", searched / listed);
    is_slower |= searched < listed;
    let is_over = bench.added_by_connection() > ADDED;
    ExitCode::from(u8::from((is_slower || is_over) && !quick))
}

impl Bench {
    fn open(folder: &Path) -> Self {
        let location = format!("embedded:{}", folder.join("platform.db").display());
        let platform = Arc::new(Platform::open(&location, &EmbeddedOptions::default()).unwrap());
        let first = platform.bootstrap().unwrap();
        platform.admin().set_plan(first.team_id, TeamPlan::Enterprise).unwrap();
        let me = Caller::with_token(first.token.clone());
        let mut bench =
            Self { platform, first, me, projects: Vec::new(), names: Vec::new(), keys: AtomicUsize::new(0) };
        bench.projects = (0..PROJECTS).map(|n| bench.project(n)).collect();
        bench
    }

    /// Creates deployments up to `count` and returns the rate per second.
    fn grow(&mut self, count: usize) -> f64 {
        let from = self.names.len();
        let project = |n: usize| *self.projects.get(n % PROJECTS).unwrap();
        let (made, rate) = self.run(count - from, |n| create(project(from + n), from + n));
        self.names.extend(made.into_iter().map(name));
        rate
    }

    fn name(&self, n: usize) -> String {
        self.names.get(n * 7919 % self.names.len()).unwrap().clone()
    }

    /// Returns calls per second of each kind, as medians of several rounds.
    fn measure(&self) -> Vec<(&'static str, f64)> {
        let rounds: Vec<_> = (0..ROUNDS).map(|_| self.round()).collect();
        let median = |kind: usize| {
            let mut rates: Vec<f64> = rounds.iter().map(|round| round.get(kind).unwrap().1).collect();
            rates.sort_by(f64::total_cmp);
            *rates.get(ROUNDS / 2).unwrap()
        };
        let names = rounds.first().unwrap().iter().map(|(name, _)| *name);
        names.enumerate().map(|(kind, name)| (name, median(kind))).collect()
    }

    fn round(&self) -> Vec<(&'static str, f64)> {
        let first_key = self.keys.fetch_add(2_000, Ordering::Relaxed);
        let key = |n: usize| CreateDeployKey {
            deployment_name: self.name(n),
            name: format!("key {}", first_key + n),
            allowed_actions: None,
            expires_at: None,
        };
        let by_reference = || ListDeploymentsForTeam { sort_by: Some(DeploymentOrder::Reference), ..self.list() };
        let searched = |q: String| ListDeploymentsForTeam { q: Some(q), ..self.list() };
        let of_project = |n: usize| GetDeploymentInProjectByProjectId {
            project_id: *self.projects.get(n % PROJECTS).unwrap(),
            reference: Some(format!("dev/{:06}", n % PROJECTS)),
            default_prod: None,
            default_dev: None,
        };
        vec![
            ("getDeployment", self.run(10_000, |n| GetDeployment { deployment_name: self.name(n) }).1),
            ("getDeploymentInProjectByProjectId", self.run(10_000, of_project).1),
            ("createDeployKey", self.run(2_000, key).1),
            (LISTED, self.run(200, |_| self.list()).1),
            ("sorted by reference", self.run(200, |_| by_reference()).1),
            (SEARCHED, self.run(1_000, |n| searched(self.name(n))).1),
            ("searched, with all as results", self.run(200, |_| searched("dev/".into())).1),
            ("createDeployment and deleteDeployment", self.create_and_delete(200)),
        ]
    }

    /// Measures the time that a connection adds to a call of the platform: medians of both, alternating, from one caller.
    fn added_by_connection(&self) -> Duration {
        const CALLS: usize = 5_000;
        let connection = Connection::new(Arc::new(Session::new(Arc::clone(&self.platform), self.me.clone())));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let request = || GetDeployment { deployment_name: self.name(1) };
        let (mut direct, mut connected) = (Vec::with_capacity(CALLS), Vec::with_capacity(CALLS));
        for _ in 0..CALLS {
            let start = Instant::now();
            self.platform.call(&self.me, request()).unwrap();
            let between = Instant::now();
            runtime.block_on(connection.call(request())).unwrap();
            direct.push(between - start);
            connected.push(between.elapsed());
        }
        let median = |mut times: Vec<Duration>| {
            times.sort();
            times.get(CALLS / 2).copied().unwrap()
        };
        let (direct, connected) = (median(direct), median(connected));
        let added = connected.saturating_sub(direct);
        let verdict = if added > ADDED { "OVER" } else { "ok" };
        println!(
            "getDeployment: {direct:?} on this thread, {connected:?} through a connection, which adds {added:?}: {verdict}"
        );
        added
    }

    /// Creates deployments and deletes them again.
    fn create_and_delete(&self, times: usize) -> f64 {
        let project = *self.projects.first().unwrap();
        let (made, created) = self.run(times, |n| create(project, 900_000 + n));
        let names: Vec<_> = made.into_iter().map(name).collect();
        let gone = |n: usize| DeleteDeployment { deployment_name: names.get(n).unwrap().clone() };
        let (_, deleted) = self.run(times, gone);
        1.0 / (1.0 / created + 1.0 / deleted)
    }

    /// Calls an operation `times` times from all clients at once. Returns the answers and the rate per second.
    fn run<O: Operation>(&self, times: usize, request: impl Fn(usize) -> O + Sync) -> (Vec<O::Response>, f64) {
        let next = AtomicUsize::new(0);
        let (platform, me) = (&self.platform, &self.me);
        let started = Instant::now();
        let answers = std::thread::scope(|scope| {
            let work = || {
                let mut answers = Vec::new();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= times {
                        return answers;
                    }
                    answers.push(platform.call(me, request(n)).unwrap());
                }
            };
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(work)).collect();
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        });
        (answers, times as f64 / started.elapsed().as_secs_f64())
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
        ListDeploymentsForTeam::new(self.first.team_id)
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

fn name(deployment: DeploymentDetails) -> String {
    match deployment {
        DeploymentDetails::Cloud(cloud) => cloud.name,
        DeploymentDetails::Local(local) => local.name,
        _ => String::new(),
    }
}
