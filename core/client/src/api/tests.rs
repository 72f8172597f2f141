use super::Bytes;
use super::imports::UploadImportPart;
use super::projects::{CreateProject, DeleteProject, GetProjectBySlug, ListProjects};
use super::{Incoming, Operation, Outgoing, Request};
use crate::error::{Error, ErrorKind};
use crate::model::{DeploymentType, ProjectId, TeamId};

fn list() -> ListProjects {
    ListProjects::new(TeamId(7))
}

fn by_slug(project_slug: &str) -> GetProjectBySlug {
    GetProjectBySlug { team_id_or_slug: "acme".into(), project_slug: project_slug.into() }
}

fn create(name: &str) -> CreateProject {
    CreateProject { deployment_type: Some(DeploymentType::Prod), ..CreateProject::new(TeamId(7), name) }
}

fn joined<O: Operation>(path: &[(&str, &str)], query: &str, body: &str) -> Result<O, Error> {
    super::join(&O::CONTRACT, Incoming { path, query, body: body.as_bytes() })?.decode()
}

fn split<O: Operation>(request: &O) -> Result<Outgoing, Error> {
    super::split(&O::CONTRACT, Request::encode(request)?)
}

#[track_caller]
fn refused<O: Operation + std::fmt::Debug>(result: Result<O, Error>, message: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.to_string(), message);
}

#[test]
fn request_is_split_into_path_query_and_body() {
    let Outgoing { target, body } =
        split(&ListProjects { limit: Some(10), q: Some("a&b c".into()), ..list() }).unwrap();
    assert_eq!((target.as_str(), body), ("/teams/7/projects?limit=10&q=a%26b%20c", None));
    let Outgoing { target, body } = split(&create("To do")).unwrap();
    assert_eq!(target, "/teams/7/create_project");
    assert_eq!(body.as_deref(), Some(&br#"{"deploymentType":"prod","projectName":"To do"}"#[..]));
    let Outgoing { target, body } = split(&DeleteProject { project_id: ProjectId(3) }).unwrap();
    assert_eq!((target.as_str(), body), ("/projects/3/delete", None));
}

#[test]
fn path_parameters_are_escaped_and_dots_rejected() {
    assert_eq!(split(&by_slug("a/../b?c")).unwrap().target, "/teams/acme/projects/a%2F..%2Fb%3Fc");
    for slug in ["", ".", ".."] {
        let error = split(&by_slug(slug)).err().unwrap();
        assert_eq!(error.to_string(), format!("invalid path parameter `{slug}` (at `.projectSlug`)"));
    }
}

#[test]
fn split_request_is_joined_again() {
    let wanted = ListProjects { cursor: Some("7".into()), limit: Some(10), q: Some("a&b ü".into()), ..list() };
    let target = split(&wanted).unwrap().target;
    let query = target.split_once('?').unwrap().1;
    assert_eq!(joined::<ListProjects>(&[("team_id", "7")], query, "").unwrap(), wanted);
    let body = String::from_utf8(split(&create("To do")).unwrap().body.unwrap()).unwrap();
    assert_eq!(joined::<CreateProject>(&[("team_id", "7")], "", &body).unwrap(), create("To do"));
}

#[test]
fn texts_are_converted_to_field_types() {
    // A number in a text field is kept as text, with its zeros.
    let found = joined::<ListProjects>(&[("team_id", "7")], "cursor=007&q=1", "").unwrap();
    assert_eq!((found.cursor.as_deref(), found.q.as_deref()), (Some("007"), Some("1")));
    let path = [("team_id", "7")];
    refused(
        joined::<ListProjects>(&path, "limit=ten", ""),
        "invalid value: string \"ten\", expected a non-negative integer (at `.limit`)",
    );
    refused(
        joined::<ListProjects>(&[("team_id", "-7")], "", ""),
        "invalid value: string \"-7\", expected a non-negative integer (at `.teamId`)",
    );
    refused(joined::<ListProjects>(&path, "limit=1&limit=2", ""), "duplicate field `limit`");
}

#[test]
fn unknown_query_parameters_are_ignored_unknown_body_fields_are_rejected() {
    assert_eq!(joined::<ListProjects>(&[("team_id", "7")], "page=2", "").unwrap(), list());
    let error = joined::<CreateProject>(&[("team_id", "7")], "", r#"{"projectName":"a","colour":1}"#).unwrap_err();
    assert!(error.to_string().starts_with("unknown field `colour`, expected one of"), "{error}");
}

#[test]
fn path_field_in_body_is_rejected() {
    let body = r#"{"projectName":"a","teamId":8}"#;
    refused(
        joined::<CreateProject>(&[("team_id", "7")], "", body),
        "unexpected field `teamId` in the body: it belongs to the path or the query",
    );
}

#[test]
fn non_object_body_is_rejected() {
    let path = [("team_id", "7")];
    refused(joined::<CreateProject>(&path, "", "[]"), "invalid body: expected a JSON object");
    refused(joined::<CreateProject>(&path, "", "null"), "invalid body: expected a JSON object");
    let error = joined::<CreateProject>(&path, "", "").unwrap_err().to_string();
    assert!(error.starts_with("invalid JSON in the body: EOF"), "{error}");
    assert_eq!(
        joined::<DeleteProject>(&[("project_id", "3")], "", "anything").unwrap(),
        DeleteProject { project_id: ProjectId(3) }
    );
}

#[test]
fn body_error_is_redacted() {
    let body = r#"{"projectName":"a","deploymentType":{"prod:happy-otter-123|eyJ2MiI6": 1}}"#;
    let error = joined::<CreateProject>(&[("team_id", "7")], "", body).unwrap_err().to_string();
    assert!(!error.contains("eyJ2"), "{error}");
}

#[test]
fn operation_ids_are_unique() {
    let mut ids: Vec<_> = super::CONTRACTS.iter().map(|contract| contract.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), super::CONTRACTS.len());
}

#[test]
fn bytes_are_sent_raw() {
    let upload = UploadImportPart { upload_token: "t".into(), part_number: 1, content: Bytes(b"\xff{}".to_vec()) };
    let outgoing = split(&upload).unwrap();
    assert_eq!(outgoing.body.as_deref(), Some(&b"\xff{}"[..]));
    let (_, query) = outgoing.target.split_once('?').unwrap();
    let body = outgoing.body.unwrap();
    let incoming = Incoming { path: &[], query, body: &body };
    let joined = super::join(&UploadImportPart::CONTRACT, incoming).unwrap();
    assert_eq!(joined.decode::<UploadImportPart>().unwrap(), upload);
}

#[test]
fn non_object_request_is_rejected() {
    let error = Request::from_json(serde_json::json!([])).unwrap_err();
    assert_eq!(error.to_string(), "invalid request: expected a JSON object");
    assert!(!format!("{:?}", Request::encode(&create("hunter2")).unwrap()).contains("hunter2"));
}
