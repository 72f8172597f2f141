//! Verbs of projects.

use serde::Deserialize;

use super::super::receiver::Receiver;
use super::teams::NoArguments;
use crate::engine::{Page, PageRequest};
use crate::error::Result;
use crate::handles::Project;

/// A page of the projects of a team.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListRequest {
    query: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) async fn list(on: Receiver, list: ListRequest) -> Result<Page<Project>> {
    let mut projects = on.team()?.projects();
    if let Some(text) = list.query {
        projects = projects.matching(text);
    }
    projects.list().page_at(list.page).await
}

pub(super) async fn get(on: Receiver, _: NoArguments) -> Result<Project> {
    on.project()?.get().await
}

pub(super) async fn ensure(on: Receiver, _: NoArguments) -> Result<Project> {
    on.project()?.ensure().await
}

/// The slug, given again as a confirmation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeleteRequest {
    confirm: String,
}

pub(super) async fn delete(on: Receiver, request: DeleteRequest) -> Result<bool> {
    on.project()?.delete(&request.confirm).await
}
