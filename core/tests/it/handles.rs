//! Handles over the embedded platform: what is there is found, what isn't is created, and again changes nothing.

use convex_ops::api::Operation;
use convex_ops::api::access_tokens::CreateTeamAccessToken;
use convex_ops::api::deployments::CloudDeployment;
use convex_ops::embedded::{Caller, Options, Platform, Session};
use convex_ops::handles::{Convex, Engine, KeyPreset, ProjectHandle};
use convex_ops::keys::{KeyKind, parse_key};
use convex_ops::model::{Action, DeploymentType, TeamId};
use convex_ops::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An engine that remembers what was called, and whose deployments answer after some looks.
#[derive(Clone)]
struct Watched {
    session: Session,
    calls: Arc<Mutex<Vec<&'static str>>>,
    looks: Arc<Mutex<u32>>,
}

impl Engine for Watched {
    async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        self.calls.lock().unwrap().push(O::CONTRACT.id);
        self.session.call(request).await
    }

    async fn answers(&self, url: &str) -> bool {
        assert!(url.starts_with("http"), "{url}");
        let mut looks = self.looks.lock().unwrap();
        *looks = looks.saturating_sub(1);
        *looks == 0
    }

    async fn sleep(&self, time: Duration) {
        assert!(time > Duration::ZERO);
    }
}

struct Setup {
    platform: Arc<Platform>,
    team_id: TeamId,
    convex: Convex<Watched>,
    team: String,
}

fn watched(platform: &Arc<Platform>, caller: Caller) -> Watched {
    let session = Session::new(Arc::clone(platform), caller);
    Watched { session, calls: Arc::default(), looks: Arc::default() }
}

async fn setup() -> Setup {
    let platform = Arc::new(Platform::open("embedded:", &Options::default()).unwrap());
    let first = platform.bootstrap().unwrap();
    let convex = Convex::new(watched(&platform, Caller::with_token(first.token)));
    let team = convex.teams().await.unwrap().remove(0).slug;
    Setup { platform, team_id: first.team_id, convex, team }
}

impl Setup {
    fn project(&self, slug: &str) -> ProjectHandle<Watched> {
        self.convex.team(&self.team).project(slug)
    }

    /// What was called since the last time.
    fn calls(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.convex.engine().calls.lock().unwrap())
    }

    /// The same with a token of the team.
    async fn as_team(&self) -> Convex<Watched> {
        let create = CreateTeamAccessToken { team_id: self.team_id, name: Some("ci".into()), expires_at: None };
        let token = self.convex.engine().call(create).await.unwrap().access_token;
        Convex::new(watched(&self.platform, Caller::with_token(token)))
    }
}

#[tokio::test]
async fn a_project_is_created_once() {
    let setup = setup().await;
    let todo = setup.project("todo");
    assert_eq!(todo.get().await.unwrap_err().kind(), ErrorKind::NotFound);
    let created = todo.ensure().await.unwrap();
    setup.calls();
    assert_eq!(todo.ensure().await.unwrap(), created);
    assert_eq!(setup.calls(), ["getProjectBySlug"]);
    assert_eq!((created.slug.as_str(), created.team_id), ("todo", setup.team_id));
    todo.delete().await.unwrap();
    todo.delete().await.unwrap();
    assert_eq!(todo.get().await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_slug_that_no_project_can_have_leaves_nothing_behind() {
    let setup = setup().await;
    let error = setup.project("To Do!").ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(setup.calls().ends_with(&["updateProject", "deleteProject", "getProjectBySlug"]));
}

#[tokio::test]
async fn each_deployment_is_created_once_and_is_what_it_is_for() {
    let setup = setup().await;
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    for (handle, deployment_type, is_default, reference) in [
        (todo.production(), DeploymentType::Prod, true, "production"),
        (todo.preview("Feature/Login_2"), DeploymentType::Preview, false, "preview/feature/login-2"),
        (todo.deployment("staging"), DeploymentType::Custom, false, "staging"),
    ] {
        let created: CloudDeployment = handle.ensure().await.unwrap();
        assert_eq!((&created.deployment_type, created.is_default), (&deployment_type, is_default));
        assert_eq!(created.reference, reference);
        setup.calls();
        assert_eq!(handle.ensure().await.unwrap(), created);
        assert_eq!(setup.calls(), ["getDeploymentInProjectByProjectSlug"]);
    }
    let mine = todo.dev().ensure().await.unwrap();
    assert_eq!((&mine.deployment_type, mine.is_default), (&DeploymentType::Dev, true));
    assert_eq!(todo.dev().ensure().await.unwrap().name, mine.name);
    assert_eq!(todo.deployments().await.unwrap().len(), 4);
    todo.preview("Feature/Login_2").delete().await.unwrap();
    todo.preview("Feature/Login_2").delete().await.unwrap();
    assert_eq!(todo.deployments().await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_deployment_of_no_project_is_not_created() {
    let setup = setup().await;
    let error = setup.project("todo").production().ensure().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ProjectNotFound")));
}

#[tokio::test]
async fn ensuring_waits_until_the_deployment_answers() {
    let setup = setup().await;
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    *setup.convex.engine().looks.lock().unwrap() = 5;
    todo.production().ensure().await.unwrap();
    *setup.convex.engine().looks.lock().unwrap() = 1000;
    let error: Error = todo.production().ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_token_of_a_team_finds_its_team_and_has_no_deployment_of_its_own() {
    let setup = setup().await;
    let team = setup.as_team().await;
    let todo = team.team(&setup.team).project("todo");
    assert_eq!(team.team(&setup.team).id().await.unwrap(), setup.team_id);
    todo.ensure().await.unwrap();
    assert_eq!(team.team("others").id().await.unwrap_err().kind(), ErrorKind::NotFound);
    todo.production().ensure().await.unwrap();
    let error = todo.dev().ensure().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert!(error.to_string().contains("a development deployment is a member's own"), "{error}");
}

#[tokio::test]
async fn keys_are_made_for_what_they_are_for() {
    let setup = setup().await;
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    todo.production().ensure().await.unwrap();
    let keys = todo.production().deploy_keys();
    let key = keys.create("ci", KeyPreset::Deployer).await.unwrap();
    assert_eq!(parse_key(key.expose()).unwrap().kind(), KeyKind::Prod);
    assert!(!format!("{key:?}").contains(key.expose()));
    for (name, preset) in [("gate", KeyPreset::PrGate), ("nightly", KeyPreset::Backup), ("all", KeyPreset::Full)] {
        keys.create(name, preset).await.unwrap();
    }
    let listed = keys.list().await.unwrap();
    let allowed = |name: &str| listed.iter().find(|key| key.name == name).unwrap().allowed_actions.clone();
    assert_eq!(allowed("ci"), [Action::DeploymentDeploy]);
    assert_eq!(allowed("gate"), [Action::DeploymentDataView]);
    assert!(allowed("nightly").contains(&Action::DeploymentBackupsCreate));
    assert!(!allowed("nightly").contains(&Action::DeploymentBackupsImport));
    assert_eq!(allowed("all").len(), Action::OF_DEPLOY_KEYS.len());

    let new = keys.replace("ci", KeyPreset::Deployer).await.unwrap();
    assert_ne!(new, key);
    assert_eq!(keys.list().await.unwrap().iter().filter(|key| key.name == "ci").count(), 1);
    keys.delete("ci").await.unwrap();
    keys.delete("ci").await.unwrap();
    assert!(keys.list().await.unwrap().iter().all(|key| key.name != "ci"));
}
