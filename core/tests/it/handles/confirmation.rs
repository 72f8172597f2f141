//! Confirmation of changes to production deployments.

use super::setup::Setup;
use convex_ops::model::RequestDestination;
use convex_ops::{Deployment, DeploymentHandle, Error, ErrorKind, ImportFormat, ImportMode, Project};

async fn set_up(setup: &Setup) -> (Project, Deployment) {
    let todo = setup.project("todo").ensure().await.unwrap();
    let production = todo.production().ensure().await.unwrap();
    (todo, production)
}

async fn import(deployment: &DeploymentHandle, mode: ImportMode) -> Result<u64, Error> {
    let import = deployment.import_data(b"{}".to_vec()).table("tasks").format(ImportFormat::JsonLines);
    import.mode(mode).await.map(|copied| copied.documents)
}

fn is_required(error: &Error) -> bool {
    (error.kind(), error.code()) == (ErrorKind::InvalidInput, Some("ConfirmationRequired"))
}

pub(super) async fn change_to_production_is_confirmed_by_name(setup: Setup) {
    let (todo, production) = set_up(&setup).await;
    let listed = todo.deployments().list().first().await.unwrap().unwrap();
    let by_reference = todo.deployment("production");
    for found in [&todo.production(), production.handle(), listed.handle(), &by_reference] {
        let refused = found.environment().set("A", "1").await.unwrap_err();
        assert!(is_required(&refused), "{refused}");
        assert_eq!(refused.needs_confirmation_of(), Some(production.name.as_str()));
        assert!(is_required(&import(found, ImportMode::Append).await.unwrap_err()));
        let domain = found.custom_domains().create("a.example", RequestDestination::ConvexCloud).await;
        assert!(is_required(&domain.unwrap_err()));
        let wrong = found.confirm("other-otter-1").environment().set("A", "1").await.unwrap_err();
        assert_eq!((wrong.code(), wrong.needs_confirmation_of()), (Some("ConfirmationMismatch"), None), "{wrong}");
    }
    assert!(production.environment().names().await.unwrap().is_empty());
    production.clone().confirm(&listed.name).environment().set("A", "1").await.unwrap();
    assert_eq!(production.environment().names().await.unwrap().len(), 1);
}

pub(super) async fn full_name_is_explicit_except_for_sweeping_changes(setup: Setup) {
    let (_, production) = set_up(&setup).await;
    let named = setup.convex.deployment(&production.name);
    named.environment().set("A", "1").await.unwrap();
    assert_eq!(import(&named, ImportMode::Replace).await.unwrap(), 1);
    assert!(is_required(&import(&named, ImportMode::ReplaceAll).await.unwrap_err()));
    assert!(is_required(&named.delete().await.unwrap_err()));
    assert_eq!(import(&named.confirm(&production.name), ImportMode::ReplaceAll).await.unwrap(), 1);
    assert!(named.confirm(&production.name).delete().await.unwrap());
}

pub(super) async fn other_types_need_no_confirmation(setup: Setup) {
    let (todo, _) = set_up(&setup).await;
    for handle in [todo.dev(), todo.deployment("staging"), todo.preview("branch")] {
        let deployment = handle.ensure().await.unwrap();
        deployment.environment().set("A", "1").await.unwrap();
        assert_eq!(import(&deployment, ImportMode::ReplaceAll).await.unwrap(), 1);
        let wrong = deployment.clone().confirm("other-otter-1").environment().remove("A").await.unwrap_err();
        assert_eq!(wrong.code(), Some("ConfirmationMismatch"));
        assert!(deployment.delete().await.unwrap());
    }
}

pub(super) async fn only_an_embedded_platform_confirms_without_a_name(setup: Setup) {
    let (_, production) = set_up(&setup).await;
    let is_embedded = setup.convex.connection().engine().is_embedded();
    match production.clone().confirm_self() {
        Ok(production) => {
            assert!(is_embedded);
            assert!(production.delete().await.unwrap());
        }
        Err(error) => assert_eq!((is_embedded, error.kind()), (false, ErrorKind::Unsupported), "{error}"),
    }
}
