//! Teams and projects.

use super::{World, create_project, refused_to};
use convex_ops::ErrorKind;
use convex_ops::api::projects::{
    CreateProject, DeleteProject, GetProjectById, GetProjectBySlug, ListProjects, UpdateProject,
};
use convex_ops::api::teams::CreateTeam;
use convex_ops::embedded::Caller;
use convex_ops::model::{DeploymentType, ProjectId, Region, Role, TeamId};

fn list(world: &World) -> ListProjects {
    ListProjects::new(world.team())
}

#[test]
fn project_is_created_found_renamed_and_deleted() {
    let world = World::new();
    let made = world.call(CreateProject {
        deployment_type: Some(DeploymentType::Prod),
        ..create_project(world.team(), "My Chat!")
    });
    assert_eq!(made.slug, "my-chat");
    let name = made.deployment_name.clone().unwrap();
    assert_eq!(made.deployment_url.unwrap(), format!("https://{name}.convex.cloud"));

    let by_slug =
        |slug: &str| GetProjectBySlug { team_id_or_slug: world.team().to_string(), project_slug: slug.to_owned() };
    let found = world.call(by_slug("my-chat"));
    assert_eq!(found, world.call(GetProjectById { project_id: made.id }));
    assert_eq!(found.prod_deployment_name.as_deref(), Some(name.as_str()));
    assert_eq!(found.dev_deployment_name, None);

    let renamed =
        world.call(UpdateProject { project_id: made.id, name: Some("Chat".into()), slug: Some("chat".into()) });
    assert_eq!((renamed.name.as_str(), renamed.slug.as_str()), ("Chat", "chat"));
    refused_to(&world, &world.me, by_slug("my-chat"), ErrorKind::NotFound, "ProjectNotFound");

    world.call(DeleteProject { project_id: made.id });
    refused_to(&world, &world.me, by_slug("chat"), ErrorKind::NotFound, "ProjectNotFound");
    let again = DeleteProject { project_id: made.id };
    refused_to(&world, &world.me, again, ErrorKind::NotFound, "ProjectNotFound");
}

#[test]
fn slugs_are_unique_within_team() {
    let world = World::new();
    let slugs: Vec<_> = (0..3).map(|_| world.project("Todo").slug).collect();
    assert_eq!(slugs, ["todo", "todo-1", "todo-2"]);
    let other = world.project("Chat");
    let taken = UpdateProject { project_id: other.id, name: None, slug: Some("todo".into()) };
    refused_to(&world, &world.me, taken, ErrorKind::Conflict, "ProjectSlugTaken");
    // Its own slug does not count as taken.
    world.call(UpdateProject { project_id: other.id, name: None, slug: Some("chat".into()) });
}

#[test]
fn invalid_names_are_rejected() {
    let world = World::new();
    for name in ["", "  ", "a\u{7}b", &"x".repeat(101)] {
        refused_to(&world, &world.me, create_project(world.team(), name), ErrorKind::InvalidInput, "InvalidName");
    }
    let project = world.project("'; DROP TABLE projects; --");
    assert_eq!(world.call(GetProjectById { project_id: project.id }).name, "'; DROP TABLE projects; --");
}

#[test]
fn lists_are_paged_newest_first() {
    let world = World::new();
    let ids: Vec<_> = (0..5).map(|n| world.project(&format!("App {n}")).id).collect();
    let mut seen = Vec::new();
    let mut request = ListProjects { limit: Some(2), ..list(&world) };
    loop {
        let page = world.call(request.clone());
        assert!(page.items.len() <= 2);
        seen.extend(page.items.into_iter().map(|project| project.id));
        match page.pagination.next_cursor {
            Some(cursor) => request.cursor = Some(cursor),
            None => break,
        }
    }
    let newest_first: Vec<_> = ids.into_iter().rev().collect();
    assert_eq!(seen, newest_first);
    assert_eq!(world.call(ListProjects { q: Some("pP 3".into()), ..list(&world) }).items.len(), 1);
    for limit in [0, 101] {
        let request = ListProjects { limit: Some(limit), ..list(&world) };
        refused_to(&world, &world.me, request, ErrorKind::InvalidInput, "InvalidLimit");
    }
    let request = ListProjects { cursor: Some("x".into()), ..list(&world) };
    refused_to(&world, &world.me, request, ErrorKind::InvalidInput, "InvalidCursor");
}

#[test]
fn projects_of_other_teams_are_hidden() {
    let world = World::new();
    let project = world.project("Secret");
    let stranger = world.member("stranger", &Role::Developer);
    let team = CreateTeam { default_region: Region::EuWest1, name: "Theirs".into() };
    let theirs = world.platform.call(&stranger, team).unwrap();
    let hidden = world.platform.call(&stranger, create_project(theirs.id, "Hidden")).unwrap();
    // The caller is not a member of their team.
    refused_to(&world, &world.me, GetProjectById { project_id: hidden.id }, ErrorKind::NotFound, "ProjectNotFound");
    refused_to(&world, &world.me, create_project(theirs.id, "Mine"), ErrorKind::NotFound, "TeamNotFound");
    let by_slug = GetProjectBySlug { team_id_or_slug: theirs.slug, project_slug: "hidden".into() };
    refused_to(&world, &world.me, by_slug, ErrorKind::NotFound, "TeamNotFound");
    for id in [0, 999, u64::MAX] {
        let request = GetProjectById { project_id: ProjectId(id) };
        refused_to(&world, &world.me, request, ErrorKind::NotFound, "ProjectNotFound");
        refused_to(&world, &world.me, create_project(TeamId(id), "X"), ErrorKind::NotFound, "TeamNotFound");
    }
    for nobody in [Caller::anonymous(), Caller::with_token(""), Caller::with_token("eyJ2MiI6Im5vIn0=")] {
        let request = GetProjectById { project_id: project.id };
        refused_to(&world, &nobody, request, ErrorKind::Unauthenticated, "Unauthorized");
    }
}
