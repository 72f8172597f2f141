//! What is true of an operation besides its types: where it is, who may call it, when it may be repeated.

use std::fmt;

use crate::model::Action;

/// What is true of an operation besides the types of its request and response.
///
/// Built as a constant, in the order in which it reads:
///
/// ```
/// use convex_ops::api::{Contract, Credential, Retry};
///
/// const CONTRACT: Contract = Contract::management("createProject", "POST /teams/{team_id}/create_project")
///     .accepts(Credential::OF_TEAMS)
///     .retried(Retry::IfNotBegun)
///     .fails_with(&["TeamNotFound"]);
/// assert_eq!(CONTRACT.path, "/teams/{team_id}/create_project");
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Contract {
    /// The name of the operation in every language: camelCase, unique.
    pub id: &'static str,
    /// Which of Convex's interfaces it belongs to.
    pub api: Api,
    /// The HTTP method.
    pub method: Method,
    /// The path below the interface's root, with the parameters in braces: `/projects/{project_id}`. The request's field
    /// is the parameter in camelCase.
    pub path: &'static str,
    /// The fields of the request that travel in the query. What is neither here nor in the path is the body.
    pub query: &'static [&'static str],
    /// Whether the request has a body.
    pub body: Body,
    /// The credentials that it accepts.
    pub credentials: &'static [Credential],
    /// Whether it may be repeated after a failure.
    pub retry: Retry,
    /// How its list is read in pages, if it is.
    pub paging: Option<Paging>,
    /// The status of a success.
    pub status: u16,
    /// Whether the answer is bytes, and not JSON.
    pub answers_bytes: bool,
    /// The codes of the errors that callers may want to branch on. Any operation can fail with [`COMMON_ERRORS`] too.
    pub errors: &'static [&'static str],
    /// What a custom role or a key must allow: all of these, or, where the operation changes several things, those that
    /// belong to the fields that are given. Empty where membership or the kind of credential decides.
    pub permissions: &'static [Action],
}

/// The codes with which any operation can fail.
pub const COMMON_ERRORS: &[&str] =
    &["BadRequest", "Unauthorized", "Forbidden", "TooManyRequests", "InternalServerError"];

impl Contract {
    /// An operation of the management API. `route` is the method and the path, as in `GET /projects/{project_id}`.
    #[must_use]
    pub const fn management(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Management, route)
    }

    /// An operation of a deployment's own API.
    #[must_use]
    pub const fn deployment(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Deployment, route).accepts(Credential::OF_DEPLOYMENTS)
    }

    /// What Convex's clients and its command do to a deployment besides its documented API.
    #[must_use]
    pub const fn command(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Command, route).accepts(Credential::OF_DEPLOYMENTS)
    }

    /// A step of a push to a deployment. Undocumented by Convex, and only as stable as its command.
    #[must_use]
    pub const fn push(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Push, route).accepts(&[Credential::DeployKey]).needs(&[Action::DeploymentDeploy])
    }

    /// What moves the data of a deployment. Undocumented by Convex, and only as stable as its command.
    #[must_use]
    pub const fn data(id: &'static str, route: &'static str) -> Self {
        Self::new(id, Api::Push, route).accepts(Credential::OF_DEPLOYMENTS)
    }

    /// What Convex's own command or dashboard asks of the platform. Undocumented by Convex, and only as stable as they are.
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
            retry: if method.is_safe() { Retry::Always } else { Retry::IfNotBegun },
            paging: None,
            status: 200,
            answers_bytes: false,
            errors: &[],
            permissions: &[],
        }
    }

    /// The fields of the request that travel in the query.
    #[must_use]
    pub const fn query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    /// The request is in the path alone.
    #[must_use]
    pub const fn without_body(self) -> Self {
        Self { body: Body::None, ..self }
    }

    /// The body may be absent, which means the same as `{}`.
    #[must_use]
    pub const fn with_optional_body(self) -> Self {
        Self { body: Body::Optional, ..self }
    }

    /// The body is the bytes of this field; the others travel in the query.
    #[must_use]
    pub const fn with_bytes(self, field: &'static str) -> Self {
        Self { body: Body::Bytes(field), ..self }
    }

    /// The answer is bytes.
    #[must_use]
    pub const fn answers_bytes(self) -> Self {
        Self { answers_bytes: true, ..self }
    }

    /// The credentials that it accepts.
    #[must_use]
    pub const fn accepts(self, credentials: &'static [Credential]) -> Self {
        Self { credentials, ..self }
    }

    /// Whether it may be repeated: [`Retry::Always`] where nothing is said and it only reads, else
    /// [`Retry::IfNotBegun`].
    #[must_use]
    pub const fn retried(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// Its list is read in pages.
    #[must_use]
    pub const fn paged(self, paging: Paging) -> Self {
        Self { paging: Some(paging), ..self }
    }

    /// The status of a success, where it isn't 200.
    #[must_use]
    pub const fn succeeds_with(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The codes of the errors that callers may want to branch on.
    #[must_use]
    pub const fn fails_with(self, errors: &'static [&'static str]) -> Self {
        Self { errors, ..self }
    }

    /// What a custom role or a key must allow.
    #[must_use]
    pub const fn needs(self, permissions: &'static [Action]) -> Self {
        Self { permissions, ..self }
    }

    /// The names of the path's parameters, in their order.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// Which of Convex's interfaces an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// The management API: `https://api.convex.dev/v1`, with `Authorization: Bearer`.
    Management,
    /// A deployment's own: `https://happy-otter-123.convex.cloud/api/v1`, with `Authorization: Convex`.
    Deployment,
    /// What Convex's clients and its command call on a deployment: `https://happy-otter-123.convex.cloud/api`, with
    /// `Authorization: Convex`.
    Command,
    /// What Convex's command pushes, imports and exports with: `https://happy-otter-123.convex.cloud/api`, with
    /// `Authorization: Convex`.
    Push,
    /// What Convex's command and its dashboard call: `https://api.convex.dev/api`, with `Authorization: Bearer`.
    Lookup,
}

impl Api {
    /// What stands between the host and the operation's path.
    #[must_use]
    pub const fn root(self) -> &'static str {
        match self {
            Self::Management => "/v1",
            Self::Deployment => "/api/v1",
            Self::Command | Self::Push | Self::Lookup => "/api",
        }
    }

    /// The scheme of the `Authorization` header.
    #[must_use]
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Management | Self::Lookup => "Bearer",
            Self::Deployment | Self::Command | Self::Push => "Convex",
        }
    }
}

/// The HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads, and answers with the status alone.
    Head,
    /// Reads.
    Get,
    /// Does something.
    Post,
    /// Changes the fields that are given.
    Patch,
}

impl Method {
    /// The name as HTTP spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Head => "HEAD",
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }

    /// Whether it only reads.
    #[must_use]
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Head | Self::Get)
    }

    const fn has_body(self) -> bool {
        !self.is_safe()
    }

    /// Takes `GET /path` apart. What is no route stops the compiler, since contracts are constants.
    #[expect(clippy::panic, reason = "evaluated by the compiler, for constants")]
    const fn split_route(route: &'static str) -> (Self, &'static str) {
        let bytes = route.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (word, path) = route.split_at(at);
            if let Some(b' ') = path.as_bytes().first() {
                return (Self::named(word), path.split_at(1).1);
            }
            at += 1;
        }
        panic!("a route is a method and a path")
    }

    #[expect(clippy::panic, reason = "evaluated by the compiler, for constants")]
    const fn named(word: &str) -> Self {
        match word.as_bytes() {
            b"HEAD" => Self::Head,
            b"GET" => Self::Get,
            b"POST" => Self::Post,
            b"PATCH" => Self::Patch,
            _ => panic!("no such method"),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a request has a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Body {
    /// None; one that comes all the same is not read.
    None,
    /// A JSON object, which may be absent.
    Optional,
    /// A JSON object.
    Required,
    /// The bytes of this field, as they are.
    Bytes(&'static str),
}

/// What proves who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credential {
    /// A member's personal access token, or the token of a login.
    PersonalAccessToken,
    /// A token of a team, made in its settings.
    TeamToken,
    /// A token that a member granted to an application, for a team.
    OAuthTeamToken,
    /// The same, for a project; as a key: `project:<team>:<project>|<token>`.
    OAuthProjectToken,
    /// A deploy key or admin key of the deployment.
    DeployKey,
    /// A key that claims the previews of a project: `preview:<team>:<project>|<token>`.
    PreviewDeployKey,
}

impl Credential {
    /// A member in person.
    pub const OF_MEMBERS: &'static [Self] = &[Self::PersonalAccessToken];
    /// Whoever acts for a team.
    pub const OF_TEAMS: &'static [Self] = &[Self::PersonalAccessToken, Self::OAuthTeamToken, Self::TeamToken];
    /// Whoever acts for a project, or for its team.
    pub const OF_PROJECTS: &'static [Self] =
        &[Self::PersonalAccessToken, Self::OAuthTeamToken, Self::TeamToken, Self::OAuthProjectToken];
    /// Whoever acts for a deployment, its project or its team. Personal access tokens are not among them.
    pub const OF_DEPLOYMENTS: &'static [Self] =
        &[Self::DeployKey, Self::OAuthTeamToken, Self::TeamToken, Self::OAuthProjectToken];
    /// Every kind.
    pub const ANY: &'static [Self] = &[
        Self::PersonalAccessToken,
        Self::TeamToken,
        Self::OAuthTeamToken,
        Self::OAuthProjectToken,
        Self::DeployKey,
        Self::PreviewDeployKey,
    ];
}

/// Whether an operation may be repeated after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// Yes: repeated, it has the effect of once.
    Always,
    /// Yes, and a repetition that finds nothing means that the first one did it: what removes.
    UntilGone,
    /// Only while it is certain that the other side has not begun: no connection was made, or it asked to come later.
    IfNotBegun,
}

/// How a list is read in pages: the answer's `pagination.nextCursor` becomes the next request's `cursor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The field of the answer that holds the page's items.
    pub items: &'static str,
    /// How many items a page has where the request doesn't say.
    pub default_limit: u32,
    /// How many items a page has at most.
    pub max_limit: u32,
}

impl Paging {
    /// Pages of `items`, with as many as `default_limit` where the request doesn't say, and 100 at most.
    #[must_use]
    pub const fn by(default_limit: u32) -> Self {
        Self { items: "items", default_limit, max_limit: 100 }
    }

    /// The same, in another field of the answer.
    #[must_use]
    pub const fn items_in(self, items: &'static str) -> Self {
        Self { items, ..self }
    }
}
