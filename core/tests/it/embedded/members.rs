//! Members, invitations and roles.

use super::{DAY, World, create_deployment, create_project, refused, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::custom_roles::*;
use convex_ops::api::deployments::GetDeployment;
use convex_ops::api::projects::{GetProjectById, ListProjects};
use convex_ops::api::teams::*;
use convex_ops::embedded::Caller;
use convex_ops::model::{Action, CustomRoleId, DeploymentType, MemberId, Role, TeamPlan};

fn invite(world: &World, email: &str, role: Role) -> InviteTeamMember {
    InviteTeamMember { team_id: world.team(), email: email.to_owned(), role, custom_roles: None }
}

pub(super) fn allow(actions: &[Action], resource: &str) -> RoleStatement {
    statement(RoleEffect::Allow, actions, resource)
}

fn statement(effect: RoleEffect, actions: &[Action], resource: &str) -> RoleStatement {
    RoleStatement { effect, actions: RoleActions::These(actions.to_vec()), resource: resource.to_owned() }
}

fn create_role(world: &World, name: &str, statements: Vec<RoleStatement>) -> CreateCustomRole {
    CreateCustomRole { team_id: world.team(), name: name.to_owned(), description: None, statements }
}

/// Adds a member who has one custom role with these statements.
pub(super) fn member_with(world: &World, statements: Vec<RoleStatement>) -> Caller {
    let role = world.call(create_role(world, "role", statements)).id;
    let request = InviteTeamMember { custom_roles: Some(vec![role]), ..invite(world, "cay@example.com", Role::Custom) };
    world.call(request);
    Caller::with_token(world.platform.admin().accept_invitation(world.team(), "cay@example.com").unwrap().token)
}

#[test]
fn invitation_is_accepted_canceled_or_expires() {
    let world = World::new();
    world.call(invite(&world, "Ann@example.com", Role::Developer));
    world.call(invite(&world, "bob@example.com", Role::Admin));
    let pending = || world.call(ListPendingTeamInvites { team_id: world.team() }).items;
    assert_eq!(pending().len(), 2);
    let ann = world.platform.admin().accept_invitation(world.team(), "ann@EXAMPLE.com").unwrap();
    assert_eq!(pending().iter().map(|invite| invite.email.as_str()).collect::<Vec<_>>(), ["bob@example.com"]);
    let members = world.call(ListTeamMembers { team_id: world.team() }).items;
    assert_eq!((members[1].id, &members[1].role), (ann.member_id, &Role::Developer));
    let again = invite(&world, "ann@example.com", Role::Admin);
    refused_to(&world, &world.me, again, ErrorKind::Conflict, "AlreadyMember");

    world.pass(15 * DAY);
    assert!(pending()[0].expired);
    let late = world.platform.admin().accept_invitation(world.team(), "bob@example.com");
    refused(late, ErrorKind::InvalidInput, "InvitationExpired");
    let cancel = || CancelTeamMemberInvite { team_id: world.team(), email: "bob@example.com".into() };
    world.call(cancel());
    refused_to(&world, &world.me, cancel(), ErrorKind::NotFound, "InvitationNotFound");
}

#[test]
fn invalid_invitations_are_rejected() {
    let world = World::new();
    for email in ["", "ann", "@example.com", "ann@", "a b@example.com", "ann@exa@mple.com"] {
        let request = invite(&world, email, Role::Developer);
        refused_to(&world, &world.me, request, ErrorKind::InvalidInput, "InvalidEmail");
    }
    let owner = invite(&world, "ann@example.com", Role::from("owner"));
    refused_to(&world, &world.me, owner, ErrorKind::InvalidInput, "InvalidRole");
    let custom = invite(&world, "ann@example.com", Role::Custom);
    refused_to(&world, &world.me, custom, ErrorKind::InvalidInput, "InvalidCustomRoles");
    let both = InviteTeamMember { custom_roles: Some(vec![]), ..invite(&world, "ann@example.com", Role::Admin) };
    refused_to(&world, &world.me, both, ErrorKind::InvalidInput, "InvalidCustomRoles");
}

#[test]
fn plan_limits_member_count() {
    let world = World::new();
    for n in 1..6 {
        world.member(&format!("m{n}"), &Role::Developer);
    }
    let full = world.platform.admin().add_member(world.team(), "m6@example.com", &Role::Developer);
    refused(full, ErrorKind::LimitExceeded, "TeamMemberLimitReached");
    let request = invite(&world, "m6@example.com", Role::Developer);
    refused_to(&world, &world.me, request, ErrorKind::LimitExceeded, "TeamMemberLimitReached");
}

#[test]
fn roles_change_but_last_admin_remains() {
    let world = World::on(TeamPlan::Business);
    let ann = world.platform.admin().add_member(world.team(), "ann@example.com", &Role::Developer).unwrap();
    let change = |member_id, role| UpdateTeamMemberRole {
        team_id: world.team(),
        member_id,
        role: Some(role),
        custom_roles: None,
    };
    let demote_first = change(world.first.member_id, Role::Developer);
    refused_to(&world, &world.me, demote_first.clone(), ErrorKind::PermissionDenied, "Forbidden");
    let personnel = member_with(&world, vec![allow(&[Action::MemberUpdateRole], "member:*")]);
    refused_to(&world, &personnel, demote_first.clone(), ErrorKind::Conflict, "LastAdmin");
    world.call(change(ann.member_id, Role::Admin));
    let id = ann.member_id;
    let ann = Caller::with_token(ann.token);
    world.platform.call(&ann, demote_first).unwrap();
    // The caller no longer has the permission.
    refused_to(&world, &world.me, change(id, Role::Developer), ErrorKind::PermissionDenied, "Forbidden");
    let nobody = change(MemberId(99), Role::Developer);
    refused_to(&world, &ann, nobody, ErrorKind::NotFound, "MemberNotFound");
    let neither = UpdateTeamMemberRole { role: None, ..change(world.first.member_id, Role::Admin) };
    refused_to(&world, &ann, neither, ErrorKind::InvalidInput, "InvalidRole");
}

#[test]
fn developers_cannot_change_production() {
    let world = World::new();
    let mine = world.project("Mine").id;
    let dev = world.member("dev", &Role::Developer);
    let prod = create_deployment(mine, DeploymentType::Prod);
    refused_to(&world, &dev, prod.clone(), ErrorKind::PermissionDenied, "Forbidden");
    world.platform.call(&dev, create_deployment(mine, DeploymentType::Dev)).unwrap();
    // They are admin of projects that they create.
    let theirs = world.platform.call(&dev, create_project(world.team(), "Theirs")).unwrap().id;
    world.platform.call(&dev, create_deployment(theirs, DeploymentType::Prod)).unwrap();
    let member = world.platform.call(&dev, GetProjectById { project_id: theirs }).unwrap();
    assert!(member.prod_deployment_name.is_some());
    // They are admin if made so.
    let id = world.call(ListTeamMembers { team_id: world.team() }).items[1].id;
    world.platform.admin().set_project_admin(mine, id, true).unwrap();
    world.platform.call(&dev, prod).unwrap();
}

#[test]
fn custom_roles_need_plan_and_are_validated() {
    let world = World::new();
    let view = || vec![allow(&[Action::ProjectView], "project:*")];
    let request = create_role(&world, "viewer", view());
    refused_to(&world, &world.me, request.clone(), ErrorKind::PermissionDenied, "FeatureNotInPlan");
    world.platform.admin().set_plan(world.team(), TeamPlan::Business).unwrap();
    let made = world.call(request.clone());
    refused_to(&world, &world.me, request, ErrorKind::Conflict, "CustomRoleNameTaken");
    for statements in [
        vec![],
        vec![allow(&[], "project:*")],
        vec![allow(&[Action::ProjectView], "project")],
        vec![allow(&[Action::DeploymentView], "project:*")],
        vec![statement(RoleEffect::from("maybe"), &[Action::ProjectView], "project:*")],
    ] {
        let wrong = create_role(&world, "wrong", statements);
        refused_to(&world, &world.me, wrong, ErrorKind::InvalidInput, "InvalidRoleStatement");
    }
    let developer = world.member("dev", &Role::Developer);
    let theirs = create_role(&world, "theirs", view());
    refused_to(&world, &developer, theirs, ErrorKind::PermissionDenied, "Forbidden");
    let update = UpdateCustomRole {
        team_id: world.team(),
        id: made.id,
        name: "reader".into(),
        description: Some("reads".into()),
        statements: view(),
    };
    assert_eq!(world.call(update.clone()).name, "reader");
    let nobody = UpdateCustomRole { id: CustomRoleId(99), ..update };
    refused_to(&world, &world.me, nobody, ErrorKind::NotFound, "CustomRoleNotFound");
    let list = ListCustomRoles { team_id: world.team(), cursor: None, limit: None };
    assert_eq!(world.call(list).items[0].description.as_deref(), Some("reads"));
}

#[test]
fn custom_role_denials_override_permissions() {
    let world = World::on(TeamPlan::Business);
    let (open, closed) = (world.project("Open"), world.project("Closed"));
    let ann = member_with(
        &world,
        vec![
            statement(RoleEffect::Deny, &[Action::ProjectView], "project:slug=closed"),
            allow(&[Action::ProjectView], "project:*"),
            allow(
                &[Action::DeploymentView, Action::DeploymentCreate],
                "project:*:deployment:creator=self,type=preview",
            ),
        ],
    );
    let list = ListProjects::new(world.team());
    let seen = world.platform.call(&ann, list).unwrap().items;
    assert_eq!(seen.iter().map(|project| project.slug.as_str()).collect::<Vec<_>>(), ["open"]);
    world.platform.call(&ann, GetProjectById { project_id: open.id }).unwrap();
    let hidden = GetProjectById { project_id: closed.id };
    refused_to(&world, &ann, hidden, ErrorKind::PermissionDenied, "Forbidden");
    // She owns what she creates, so she may create it.
    let made = world.platform.call(&ann, create_deployment(open.id, DeploymentType::Dev)).unwrap();
    let made = super::cloud(made).name;
    world.platform.call(&ann, GetDeployment { deployment_name: made }).unwrap();
    let mine = world.deployment(open.id, DeploymentType::Dev, "dev/mine").name;
    refused_to(&world, &ann, GetDeployment { deployment_name: mine }, ErrorKind::PermissionDenied, "Forbidden");
    refused_to(&world, &ann, create_project(world.team(), "X"), ErrorKind::PermissionDenied, "Forbidden");
}

#[test]
fn role_in_use_cannot_be_deleted() {
    let world = World::on(TeamPlan::Business);
    member_with(&world, vec![allow(&[Action::ProjectView], "project:*")]);
    let list = ListCustomRoles { team_id: world.team(), cursor: None, limit: None };
    let id = world.call(list).items[0].id;
    let delete = || DeleteCustomRole { team_id: world.team(), id };
    refused_to(&world, &world.me, delete(), ErrorKind::Conflict, "CustomRoleInUse");
    let members = world.call(ListTeamMembers { team_id: world.team() }).items;
    assert_eq!(members[1].custom_roles.as_ref().unwrap()[0].id, id);
    world.call(UpdateTeamMemberRole {
        team_id: world.team(),
        member_id: members[1].id,
        role: Some(Role::Developer),
        custom_roles: None,
    });
    world.call(delete());
    refused_to(&world, &world.me, delete(), ErrorKind::NotFound, "CustomRoleNotFound");
}
