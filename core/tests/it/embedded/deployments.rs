//! Deployments: defaults, references, classes, expiry, transfer, lists.

use super::{DAY, MINUTE, START_MS, World, at, cloud, create_deployment, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::Change;
use convex_ops::api::deployments::*;
use convex_ops::api::projects::{DeleteProject, GetProjectById};
use convex_ops::model::{DeploymentType, Region, Role, TeamPlan};

fn get(name: &str) -> GetDeployment {
    GetDeployment { deployment_name: name.to_owned() }
}

#[test]
fn omitted_reference_selects_single_default() {
    let world = World::new();
    let project = world.project("Todo").id;
    let prod = cloud(world.call(create_deployment(project, DeploymentType::Prod)));
    assert_eq!((prod.reference.as_str(), prod.is_default, prod.class.as_str()), ("production", true, "s16"));
    assert_eq!((prod.creator, prod.expires_at), (Some(world.first.member_id), None));
    let again = create_deployment(project, DeploymentType::Prod);
    refused_to(&world, &world.me, again, ErrorKind::Conflict, "DefaultDeploymentExists");
    let second = world.deployment(project, DeploymentType::Prod, "prod/eu");
    assert!(!second.is_default);
    let steal = UpdateDeployment { is_default: Some(true), ..UpdateDeployment::new(&second.name) };
    refused_to(&world, &world.me, steal, ErrorKind::Conflict, "DefaultDeploymentExists");
    // The second becomes the default once the first no longer is.
    world.call(UpdateDeployment { is_default: Some(false), ..UpdateDeployment::new(&prod.name) });
    world.call(UpdateDeployment { is_default: Some(true), ..UpdateDeployment::new(&second.name) });
    assert_eq!(world.call(GetProjectById { project_id: project }).prod_deployment_name, Some(second.name));
}

#[test]
fn members_have_their_own_default_dev() {
    let world = World::new();
    let project = world.project("Todo").id;
    let ann = world.member("ann", &Role::Developer);
    let mine = cloud(world.call(create_deployment(project, DeploymentType::Dev)));
    let hers = cloud(world.platform.call(&ann, create_deployment(project, DeploymentType::Dev)).unwrap());
    assert_eq!((mine.reference.as_str(), hers.reference.as_str()), ("dev/admin", "dev/ann"));
    let default_dev = || GetDeploymentInProjectByProjectId {
        project_id: project,
        reference: None,
        default_prod: None,
        default_dev: Some(true),
    };
    assert_eq!(cloud(world.call(default_dev())).name, mine.name);
    assert_eq!(cloud(world.platform.call(&ann, default_dev()).unwrap()).name, hers.name);
    let both = GetDeploymentInProjectByProjectId { default_prod: Some(true), ..default_dev() };
    refused_to(&world, &world.me, both, ErrorKind::InvalidInput, "InvalidDeploymentSelector");
}

#[test]
fn previews_and_custom_deployments_are_not_defaults() {
    let world = World::new();
    let project = world.project("Todo").id;
    for kind in [DeploymentType::Preview, DeploymentType::Custom] {
        let request = CreateDeployment { is_default: Some(true), ..create_deployment(project, kind.clone()) };
        refused_to(&world, &world.me, request, ErrorKind::InvalidInput, "InvalidIsDefault");
        assert!(!cloud(world.call(create_deployment(project, kind))).is_default);
    }
    let unknown = create_deployment(project, DeploymentType::from("staging"));
    refused_to(&world, &world.me, unknown, ErrorKind::InvalidInput, "InvalidDeploymentType");
}

#[test]
fn references_are_unique_within_project() {
    let world = World::new();
    let (one, other) = (world.project("One").id, world.project("Other").id);
    world.deployment(one, DeploymentType::Dev, "dev/feature");
    world.deployment(other, DeploymentType::Dev, "dev/feature");
    let request = |reference: &str| CreateDeployment {
        reference: Some(reference.to_owned()),
        ..create_deployment(one, DeploymentType::Prod)
    };
    refused_to(&world, &world.me, request("dev/feature"), ErrorKind::Conflict, "DeploymentReferenceTaken");
    for reference in ["prod", "ab", "Dev/x", "happy-otter-1", "local-x"] {
        let request = request(reference);
        refused_to(&world, &world.me, request, ErrorKind::InvalidInput, "InvalidDeploymentReference");
    }
}

#[test]
fn plan_limits_count_and_class() {
    let world = World::new();
    let project = world.project("Todo").id;
    for n in 0..40 {
        world.deployment(project, DeploymentType::Dev, &format!("dev/{n:03}"));
    }
    let one_more = create_deployment(project, DeploymentType::Prod);
    refused_to(&world, &world.me, one_more.clone(), ErrorKind::LimitExceeded, "DeploymentLimitReached");
    world.platform.admin().set_plan(world.team(), TeamPlan::Professional).unwrap();
    assert_eq!(cloud(world.call(one_more)).class, "s256");
    let large = CreateDeployment {
        class: Some("d1024".into()),
        reference: Some("big".into()),
        ..create_deployment(project, DeploymentType::Custom)
    };
    refused_to(&world, &world.me, large.clone(), ErrorKind::PermissionDenied, "FeatureNotInPlan");
    world.platform.admin().set_plan(world.team(), TeamPlan::Business).unwrap();
    assert_eq!(cloud(world.call(large.clone())).class, "d1024");
    let unknown = CreateDeployment { class: Some("x1".into()), ..large };
    refused_to(&world, &world.me, unknown, ErrorKind::InvalidInput, "InvalidDeploymentClass");
}

#[test]
fn url_contains_region() {
    let world = World::new();
    let project = world.project("Todo").id;
    let request = |region: &str| CreateDeployment {
        region: Some(Region::from(region)),
        ..create_deployment(project, DeploymentType::Prod)
    };
    let made = cloud(world.call(request("aws-eu-west-1")));
    assert_eq!(made.deployment_url, format!("https://{}.eu-west-1.convex.cloud", made.name));
    refused_to(&world, &world.me, request("aws-mars-1"), ErrorKind::InvalidInput, "InvalidRegion");
}

#[test]
fn expired_deployment_is_deleted() {
    let world = World::new();
    let project = world.project("Todo").id;
    let preview = cloud(world.call(create_deployment(project, DeploymentType::Preview)));
    assert_eq!(preview.expires_at, Some(at(START_MS + 5 * DAY)));
    let lasting = CreateDeployment {
        expires_at: Change::Clear,
        reference: Some("preview/lasting".into()),
        ..create_deployment(project, DeploymentType::Preview)
    };
    let lasting = cloud(world.call(lasting));
    world.pass(5 * DAY - 1);
    world.call(get(&preview.name));
    world.pass(1);
    refused_to(&world, &world.me, get(&preview.name), ErrorKind::NotFound, "DeploymentNotFound");
    world.call(get(&lasting.name));
    // Its reference is free again.
    assert_eq!(cloud(world.call(create_deployment(project, DeploymentType::Preview))).reference, preview.reference);
}

#[test]
fn expiry_is_bounded() {
    let world = World::new();
    let project = world.project("Todo").id;
    let ending = |ms| CreateDeployment {
        expires_at: Change::Set(at(ms)),
        reference: Some("dev/soon".into()),
        ..create_deployment(project, DeploymentType::Dev)
    };
    for ms in [0, START_MS, START_MS + 30 * MINUTE - 1, START_MS + 5 * DAY + 1, i64::MAX, i64::MIN] {
        refused_to(&world, &world.me, ending(ms), ErrorKind::InvalidInput, "InvalidExpiresAt");
    }
    let made = cloud(world.call(ending(START_MS + 30 * MINUTE)));
    world.call(UpdateDeployment { expires_at: Change::Clear, ..UpdateDeployment::new(&made.name) });
    assert_eq!(cloud(world.call(get(&made.name))).expires_at, None);
}

#[test]
fn fields_are_updated_and_reset_individually() {
    let world = World::new();
    let project = world.project("Todo").id;
    let name = world.deployment(project, DeploymentType::Dev, "dev/x").name;
    let set = UpdateDeployment {
        reference: Some("dev/y".into()),
        dashboard_edit_confirmation: Change::Set(true),
        send_logs_to_client: Change::Set(false),
        ..UpdateDeployment::new(&name)
    };
    world.call(set);
    let shown = cloud(world.call(get(&name)));
    assert_eq!(shown.reference, "dev/y");
    assert_eq!((shown.dashboard_edit_confirmation, shown.send_logs_to_client), (Some(true), Some(false)));
    world.call(UpdateDeployment { dashboard_edit_confirmation: Change::Clear, ..UpdateDeployment::new(&name) });
    let shown = cloud(world.call(get(&name)));
    assert_eq!((shown.dashboard_edit_confirmation, shown.send_logs_to_client), (None, Some(false)));
    // An invalid field changes no other.
    let half = UpdateDeployment {
        reference: Some("dev/z".into()),
        expires_at: Change::Set(at(1)),
        ..UpdateDeployment::new(&name)
    };
    refused_to(&world, &world.me, half, ErrorKind::InvalidInput, "InvalidExpiresAt");
    assert_eq!(cloud(world.call(get(&name))).reference, "dev/y");
}

#[test]
fn transfer_needs_same_team_and_free_reference() {
    let world = World::new();
    let (from, to) = (world.project("From").id, world.project("To").id);
    let moved = cloud(world.call(create_deployment(from, DeploymentType::Prod)));
    let transfer = |name: &str| TransferDeployment { deployment_name: name.to_owned(), destination_project_id: to };
    world.call(transfer(&moved.name));
    let shown = cloud(world.call(get(&moved.name)));
    assert_eq!((shown.project_id, shown.is_default), (to, true));
    // The next one moves to a project that has a default, and must not have the same reference.
    let next = cloud(world.call(create_deployment(from, DeploymentType::Prod)));
    refused_to(&world, &world.me, transfer(&next.name), ErrorKind::Conflict, "DeploymentReferenceTaken");
    world.call(UpdateDeployment { reference: Some("second".into()), ..UpdateDeployment::new(&next.name) });
    world.call(transfer(&next.name));
    assert!(!cloud(world.call(get(&next.name))).is_default);
    let nowhere =
        TransferDeployment { destination_project_id: convex_ops::model::ProjectId(99), ..transfer(&next.name) };
    refused_to(&world, &world.me, nowhere, ErrorKind::NotFound, "ProjectNotFound");
}

#[test]
fn deleting_project_deletes_its_deployments() {
    let world = World::new();
    let project = world.project("Todo").id;
    let name = world.deployment(project, DeploymentType::Custom, "staging").name;
    world.call(DeleteProject { project_id: project });
    refused_to(&world, &world.me, get(&name), ErrorKind::NotFound, "DeploymentNotFound");
}

fn all(world: &World, mut request: ListDeploymentsForTeam) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let page = world.call(request.clone());
        seen.extend(page.items.into_iter().map(|deployment| cloud(deployment).reference));
        match page.pagination.next_cursor {
            Some(cursor) => request.cursor = Some(cursor),
            None => return seen,
        }
    }
}

#[test]
fn team_deployments_are_listed_in_any_order() {
    let world = World::on(TeamPlan::Business);
    let (one, two) = (world.project("One").id, world.project("Two").id);
    for (project, kind, reference) in [
        (one, DeploymentType::Dev, "dev/bee"),
        (two, DeploymentType::Prod, "cat"),
        (one, DeploymentType::Prod, "ape"),
        (two, DeploymentType::Dev, "dev/dog"),
    ] {
        world.deployment(project, kind, reference);
    }
    for limit in [1, 3, 100] {
        let base = || ListDeploymentsForTeam { limit: Some(limit), ..ListDeploymentsForTeam::new(world.team()) };
        assert_eq!(all(&world, base()), ["dev/dog", "ape", "cat", "dev/bee"]);
        let sorted = ListDeploymentsForTeam {
            sort_by: Some(DeploymentOrder::Reference),
            sort_order: Some(SortOrder::Ascending),
            ..base()
        };
        assert_eq!(all(&world, sorted), ["ape", "cat", "dev/bee", "dev/dog"]);
        let deployed = ListDeploymentsForTeam { sort_by: Some(DeploymentOrder::LastDeployTime), ..base() };
        assert_eq!(all(&world, deployed), ["dev/dog", "ape", "cat", "dev/bee"]);
        let of_one = ListDeploymentsForTeam { project_id: Some(one), ..base() };
        assert_eq!(all(&world, of_one), ["ape", "dev/bee"]);
        let dev = ListDeploymentsForTeam { deployment_type: Some(DeploymentType::Dev), ..base() };
        assert_eq!(all(&world, dev), ["dev/dog", "dev/bee"]);
        for (q, found) in
            [("ev/b", vec!["dev/bee"]), ("d", vec!["dev/dog", "dev/bee"]), ("\"", vec![]), ("zzz", vec![])]
        {
            let searched =
                ListDeploymentsForTeam { q: Some(q.into()), deployment_type: Some(DeploymentType::Dev), ..base() };
            let searched: Vec<_> = all(&world, searched).into_iter().filter(|r| r.contains(q)).collect();
            assert_eq!(searched, found, "{q}");
        }
        let mine = ListDeploymentsForTeam { creator: Some(world.first.member_id), ..base() };
        assert_eq!(all(&world, mine).len(), 4);
        let defaults = ListDeploymentsForTeam { is_default: Some(true), ..base() };
        assert_eq!(all(&world, defaults), [""; 0]);
    }
}
