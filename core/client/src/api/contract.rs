//! Declaration of an operation besides its types: route, credentials, retries.

use std::fmt;

use crate::model::Action;

/// Declaration of an operation besides the types of its request and response.
///
/// Built as a constant:
///
/// ```
/// use convex_ops::api::{Contract, Credential, Retry};
///
/// const CONTRACT: Contract = Contract::management("createProject", "POST /teams/{team_id}/create_project")
///     .accepts(Credential::OF_TEAMS)
///     .retry(Retry::IfNotStarted)
///     .fails_with(&["TeamNotFound"]);
/// assert_eq!(CONTRACT.path, "/teams/{team_id}/create_project");
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Contract {
    /// Name of the operation in every language: camelCase, unique.
    pub id: &'static str,
    /// Convex API that the operation belongs to.
    pub api: Api,
    /// HTTP method.
    pub method: Method,
    /// Path below the root of the API, with parameters in braces: `/projects/{project_id}`. A parameter fills the
    /// request field of the same name in camelCase.
    pub path: &'static str,
    /// Request fields that are sent in the query. Fields that are neither here nor in the path form the body.
    pub query: &'static [&'static str],
    /// Form of the request body.
    pub body: Body,
    /// Credentials that the operation accepts.
    pub credentials: &'static [Credential],
    /// Condition for a retry after a failure.
    pub retry: Retry,
    /// Pagination of the list, if paged.
    pub paging: Option<Paging>,
    /// HTTP status of a success.
    pub status: u16,
    /// The response is bytes, not JSON.
    pub answers_bytes: bool,
    /// Error codes that callers may want to handle. Every operation can also fail with [`COMMON_ERRORS`].
    pub errors: &'static [&'static str],
    /// Actions that a custom role or key must allow: all of them, or, if the operation changes several things, those
    /// for the fields that are set. Empty if membership or the kind of credential decides.
    pub permissions: &'static [Action],
}

/// Error codes that any operation can return.
pub const COMMON_ERRORS: &[&str] =
    &["BadRequest", "Unauthorized", "Forbidden", "TooManyRequests", "InternalServerError"];

impl Contract {
    /// Declares an operation of the management API. `route` is the method and the path: `GET /projects/{project_id}`.
    #[must_use]
    pub const fn management(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Management, route)
    }

    /// Declares an operation of the deployment API.
    #[must_use]
    pub const fn deployment(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Deployment, route).accepts(Credential::OF_DEPLOYMENTS)
    }

    /// Declares an undocumented operation that Convex's clients and CLI call on a deployment.
    #[must_use]
    pub const fn command(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Command, route).accepts(Credential::OF_DEPLOYMENTS)
    }

    /// Declares a step of a push to a deployment. Undocumented by Convex, and only as stable as its CLI.
    #[must_use]
    pub const fn push(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Push, route).accepts(&[Credential::DeployKey]).needs(&[Action::DeploymentDeploy])
    }

    /// Checks if Convex reads the credential from the member `adminKey` of the body, as in the steps of a push.
    #[doc(hidden)]
    #[must_use]
    pub fn takes_key_in_body(&self) -> bool {
        self.api == Api::Push && matches!(self.body, Body::Required) && *self.credentials == [Credential::DeployKey]
    }

    /// Declares an operation that imports or exports data of a deployment. Undocumented by Convex, and only as stable
    /// as its CLI.
    #[must_use]
    pub const fn data(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Push, route).accepts(Credential::OF_DEPLOYMENTS)
    }

    /// Declares an operation of the platform that Convex's CLI or dashboard calls. Undocumented by Convex, and only as
    /// stable as they are.
    #[must_use]
    pub const fn lookup(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Lookup, route)
    }

    const fn new(id: &'static str, api: Api, route: &'static str) -> Self {
        let (method, path) = Method::split_route(route);
        Self {
            id,
            api,
            method,
            path,
            query: &[],
            body: if method.has_body() { Body::Required } else { Body::None },
            credentials: &[],
            retry: if method.is_safe() { Retry::Always } else { Retry::IfNotStarted },
            paging: None,
            status: 200,
            answers_bytes: false,
            errors: &[],
            permissions: &[],
        }
    }

    /// Sets the request fields that are sent in the query.
    #[must_use]
    pub const fn query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    /// Declares that the request has no body.
    #[must_use]
    pub const fn without_body(self) -> Self {
        Self { body: Body::None, ..self }
    }

    /// Makes the body optional. An absent body means `{}`.
    #[must_use]
    pub const fn with_optional_body(self) -> Self {
        Self { body: Body::Optional, ..self }
    }

    /// Makes the bytes of this field the body. The other fields are sent in the query.
    #[must_use]
    pub const fn with_bytes(self, field: &'static str) -> Self {
        Self { body: Body::Bytes(field), ..self }
    }

    /// Declares that the response is bytes.
    #[must_use]
    pub const fn answers_bytes(self) -> Self {
        Self { answers_bytes: true, ..self }
    }

    /// Sets the accepted credentials.
    #[must_use]
    pub const fn accepts(self, credentials: &'static [Credential]) -> Self {
        Self { credentials, ..self }
    }

    /// Sets the condition for a retry. Defaults to [`Retry::Always`] for operations that only read, else to
    /// [`Retry::IfNotStarted`].
    #[must_use]
    pub const fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// Declares that the list is paged.
    #[must_use]
    pub const fn paged(self, paging: Paging) -> Self {
        Self { paging: Some(paging), ..self }
    }

    /// Sets the HTTP status of a success. Defaults to 200.
    #[must_use]
    pub const fn succeeds_with(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Sets the error codes that callers may want to handle.
    #[must_use]
    pub const fn fails_with(self, errors: &'static [&'static str]) -> Self {
        Self { errors, ..self }
    }

    /// Sets the actions that a custom role or key must allow.
    #[must_use]
    pub const fn needs(self, permissions: &'static [Action]) -> Self {
        Self { permissions, ..self }
    }

    /// Returns the names of the path parameters, in order.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// Convex API that an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// The management API: `https://api.convex.dev/v1`, with `Authorization: Bearer`.
    Management,
    /// The deployment API: `https://happy-otter-123.convex.cloud/api/v1`, with `Authorization: Convex`.
    Deployment,
    /// Endpoints that Convex's clients and CLI call on a deployment: `https://happy-otter-123.convex.cloud/api`, with
    /// `Authorization: Convex`.
    Command,
    /// Endpoints for pushes, imports and exports of Convex's CLI: `https://happy-otter-123.convex.cloud/api`, with
    /// `Authorization: Convex`.
    Push,
    /// Endpoints that Convex's CLI and dashboard call: `https://api.convex.dev/api`, with `Authorization: Bearer`.
    Lookup,
}

impl Api {
    /// Returns the path between the host and the operation's path.
    #[must_use]
    pub const fn root(self) -> &'static str {
        match self {
            Self::Management => "/v1",
            Self::Deployment => "/api/v1",
            Self::Command | Self::Push | Self::Lookup => "/api",
        }
    }

    /// Returns the scheme of the `Authorization` header.
    #[must_use]
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Management | Self::Lookup => "Bearer",
            Self::Deployment | Self::Command | Self::Push => "Convex",
        }
    }
}

/// HTTP method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads. The response has no body.
    Head,
    /// Reads.
    Get,
    /// Performs an action.
    Post,
    /// Changes the fields that are set.
    Patch,
}

impl Method {
    /// Returns the name as spelled in HTTP.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Head => "HEAD",
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }

    /// Returns `true` for methods that only read.
    #[must_use]
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Head | Self::Get)
    }

    const fn has_body(self) -> bool {
        !self.is_safe()
    }

    /// Splits `GET /path`. An invalid route is a compile error, since contracts are constants.
    #[expect(clippy::panic, reason = "evaluated by the compiler, for constants")]
    const fn split_route(route: &'static str) -> (Self, &'static str) {
        let bytes = route.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (word, path) = route.split_at(at);
            if let Some(b' ') = path.as_bytes().first() {
                return (Self::parse(word), path.split_at(1).1);
            }
            at += 1;
        }
        panic!("invalid route: expected a method and a path")
    }

    #[expect(clippy::panic, reason = "evaluated by the compiler, for constants")]
    const fn parse(word: &str) -> Self {
        match word.as_bytes() {
            b"HEAD" => Self::Head,
            b"GET" => Self::Get,
            b"POST" => Self::Post,
            b"PATCH" => Self::Patch,
            _ => panic!("unknown method"),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Form of a request body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// No body. A body that is sent anyway is ignored.
    None,
    /// An optional JSON object.
    Optional,
    /// A JSON object.
    Required,
    /// The raw bytes of this field.
    Bytes(&'static str),
}

/// Kind of credential that authenticates the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// A member's personal access token, or the token of a login.
    PersonalAccessToken,
    /// A team token, created in the team's settings.
    TeamToken,
    /// A team token that a member granted to an application.
    OAuthTeamToken,
    /// A project token that a member granted to an application. As a key: `project:<team>:<project>|<token>`.
    OAuthProjectToken,
    /// A deploy key or admin key of the deployment.
    DeployKey,
    /// A key for the previews of a project: `preview:<team>:<project>|<token>`.
    PreviewDeployKey,
}

impl Credential {
    /// Credentials of members.
    pub const OF_MEMBERS: &'static [Self] = &[Self::PersonalAccessToken];
    /// Credentials for a team.
    pub const OF_TEAMS: &'static [Self] = &[Self::PersonalAccessToken, Self::OAuthTeamToken, Self::TeamToken];
    /// Credentials for a project, including those of its team.
    pub const OF_PROJECTS: &'static [Self] =
        &[Self::PersonalAccessToken, Self::OAuthTeamToken, Self::TeamToken, Self::OAuthProjectToken];
    /// Credentials for a deployment, including those of its project and team, but no personal access tokens.
    pub const OF_DEPLOYMENTS: &'static [Self] =
        &[Self::DeployKey, Self::OAuthTeamToken, Self::TeamToken, Self::OAuthProjectToken];
    /// All kinds.
    pub const ANY: &'static [Self] = &[
        Self::PersonalAccessToken,
        Self::TeamToken,
        Self::OAuthTeamToken,
        Self::OAuthProjectToken,
        Self::DeployKey,
        Self::PreviewDeployKey,
    ];
}

/// Condition for a retry after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// Always: the operation is idempotent.
    Always,
    /// Always, and `NotFound` in a retry counts as success. For deletions.
    UntilGone,
    /// Only if the server has not started: the connection failed, or the server asked to retry later.
    IfNotStarted,
}

/// Pagination of a list: `pagination.nextCursor` of the response becomes `cursor` of the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Response field with the items of the page.
    pub items: &'static str,
    /// Default number of items per page.
    pub default_limit: u32,
    /// Maximum number of items per page.
    pub max_limit: u32,
}

impl Paging {
    /// Declares pages in `items`, with `default_limit` items by default and at most 100.
    #[must_use]
    pub const fn by(default_limit: u32) -> Self {
        Self { items: "items", default_limit, max_limit: 100 }
    }

    /// Sets the response field with the items.
    #[must_use]
    pub const fn items_in(self, items: &'static str) -> Self {
        Self { items, ..self }
    }
}
