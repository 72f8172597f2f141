//! Routes: the management API and the look-ups on the server's origin, and a deployment's API on its own origin.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_ENCODING;
use axum::response::Response;
use axum::routing::{MethodFilter, get, on, post};
use tower::ServiceExt;
use tower_http::decompression::RequestDecompressionLayer;

use super::answer::refusal;
use super::body::PackedLength;
use super::context::OnDeployment;
use super::host::deployment_of;
use super::operation::handle;
use super::service::Service;
use super::{admin, admin_key, echo, health, logs, storage, sync, unsupported};
use crate::api::functions::StreamFunctionLogs;
use crate::api::{Api, CONTRACTS, Contract, Method, Operation};

/// Older paths of deployment operations, which Convex's command still uses.
const ALIASES: [(&str, &str); 1] = [("updateEnvironmentVariables", "/api/update_environment_variables")];

/// Operations that older connectors also call with `GET`, passing the whole request in the query.
const ALSO_GET: [&str; 2] = ["listSnapshot", "listDocumentDeltas"];

/// All routes.
#[derive(Clone)]
pub(super) struct Routes {
    management: Router,
    deployment: Router,
    domain: Option<Arc<str>>,
}

impl Routes {
    pub(super) fn new(service: &Arc<Service>, domain: Option<&str>, with_admin: bool) -> Self {
        let mut routes = Routers::default();
        CONTRACTS.iter().for_each(|contract| routes.add(contract));
        let management = routes.management.route("/health", get(health::handle)).fallback(unsupported::management);
        let management = if with_admin { admin::add(management) } else { management };
        let deployment = routes
            .deployment
            .route("/", get(health::root))
            .route("/version", get(health::version))
            .route("/instance_version", get(health::version))
            .route("/instance_name", get(health::instance_name))
            .route("/echo", post(echo::handle))
            .route(storage::ROUTE, get(storage::handle));
        let deployment = sync::ROUTES.iter().fold(deployment, |routes, path| routes.route(path, get(sync::handle)));
        let deployment = deployment.fallback(unsupported::deployment);
        // The limit on a compressed body applies to its unpacked length when the body is read.
        let unpacking = RequestDecompressionLayer::new();
        Self {
            management: management.method_not_allowed_fallback(unsupported::method).with_state(Arc::clone(service)),
            deployment: deployment
                .method_not_allowed_fallback(unsupported::method)
                .layer(unpacking)
                .with_state(Arc::clone(service)),
            domain: domain.map(|domain| domain.to_ascii_lowercase().into()),
        }
    }

    /// Handles a request.
    pub(super) async fn answer(self, request: Request) -> Result<Response, Infallible> {
        let (mut parts, mut body) = request.into_parts();
        match deployment_of(&parts, self.domain.as_deref()) {
            Err(error) => return Ok(refusal(&error)),
            Ok(Some(name)) if parts.extensions.get::<OnDeployment>().is_none() => {
                parts.extensions.insert(OnDeployment(name.into()));
            }
            Ok(_) => {}
        }
        let on_deployment = parts.extensions.get::<OnDeployment>().is_some();
        if on_deployment {
            admin_key::move_to_header(&mut parts);
        }
        if parts.headers.contains_key(CONTENT_ENCODING) {
            let received = PackedLength::default();
            body = received.count(body);
            parts.extensions.insert(received);
        }
        let request = Request::<Body>::from_parts(parts, body);
        let router = if on_deployment { self.deployment } else { self.management };
        router.oneshot(request).await
    }
}

#[derive(Default)]
struct Routers {
    management: Router<Arc<Service>>,
    deployment: Router<Arc<Service>>,
}

impl Routers {
    fn add(&mut self, contract: &'static Contract) {
        let answer = move |State(service), path: Result<_, _>, request| handle(service, contract, path, request);
        let path = format!("{}{}", contract.api.root(), contract.path);
        let of_api = match contract.api {
            Api::Management | Api::Lookup => &mut self.management,
            Api::Deployment | Api::Command | Api::Push => &mut self.deployment,
        };
        let aliases = ALIASES.iter().filter(|(id, _)| *id == contract.id).map(|(_, path)| (*path).to_owned());
        for path in std::iter::once(path).chain(aliases) {
            let answering = match contract.id {
                id if id == StreamFunctionLogs::CONTRACT.id => get(logs::handle),
                id if ALSO_GET.contains(&id) => get(answer).on(method_filter(contract.method), answer),
                _ => on(method_filter(contract.method), answer),
            };
            *of_api = std::mem::take(of_api).route(&path, answering);
        }
    }
}

/// Returns the filter of routes for a method.
pub(crate) fn method_filter(method: Method) -> MethodFilter {
    match method {
        Method::Head => MethodFilter::HEAD,
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Patch => MethodFilter::PATCH,
    }
}
