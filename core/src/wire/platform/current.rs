//! The state of a connection: its handles, and the token that was used last.

use std::time::Duration;

use super::ConnectRequest;
use super::receiver::Root;
use super::request::EnvironmentSource;
use crate::connect::{ConvexBuilder, TargetBuilder, from_env, from_variables};
use crate::error::{Error, Result};
use crate::handles::ReleaseLocation;
use crate::keys::Secret;

/// The handles of a connection, with its token.
#[derive(Debug)]
pub(super) struct Current {
    /// The handles. Absent before the first call of a connection without a token.
    root: Option<Root>,
    /// The token, if a call had one.
    token: Option<Secret>,
    /// Opens the connection at the first call, which has a token.
    builder: Option<ConvexBuilder>,
}

/// Options of how a connection reaches a server.
#[derive(Default)]
pub(super) struct TransportOptions {
    /// Transport of a host that has its own, such as a browser. There, a proxy may add the token.
    #[cfg(feature = "client-core")]
    pub(super) transport: Option<std::sync::Arc<dyn crate::client::Transport>>,
}

impl TransportOptions {
    #[cfg(feature = "client-core")]
    fn of_platform(self, builder: ConvexBuilder) -> ConvexBuilder {
        match self.transport {
            Some(transport) => builder.through_proxy().transport(transport),
            None => builder,
        }
    }

    #[cfg(feature = "client-core")]
    fn of_target(self, builder: TargetBuilder) -> TargetBuilder {
        match self.transport {
            Some(transport) => builder.transport(transport),
            None => builder,
        }
    }

    #[cfg(not(feature = "client-core"))]
    fn of_platform(self, builder: ConvexBuilder) -> ConvexBuilder {
        builder
    }

    #[cfg(not(feature = "client-core"))]
    fn of_target(self, builder: TargetBuilder) -> TargetBuilder {
        builder
    }
}

impl Current {
    pub(super) fn of(root: Root) -> Self {
        Self { root: Some(root), token: None, builder: None }
    }

    pub(super) fn open(request: ConnectRequest, options: TransportOptions) -> Result<Self> {
        let releases = request.releases.map_or_else(ReleaseLocation::default, ReleaseLocation::folder);
        if let Some(key) = request.deploy_key {
            let mut builder = options.of_target(TargetBuilder::new(key));
            if let Some(url) = request.deployment_url {
                builder = builder.url(url);
            }
            if let Some(location) = request.location {
                builder = builder.platform(location);
            }
            if let Some(timeout) = request.timeout_ms {
                builder = builder.timeout(Duration::from_millis(timeout));
            }
            if let Some(attempts) = request.max_attempts {
                builder = builder.max_attempts(attempts);
            }
            return Ok(Self::of(Root::Deployment(Box::new(builder.build()?.with_releases(releases)))));
        }
        if let Some(environment) = request.environment {
            let target = match environment {
                EnvironmentSource::OfProcess(_) => from_env()?,
                EnvironmentSource::Variables(variables) => from_variables(variables)?,
            };
            return Ok(Self::of(Root::Deployment(Box::new(target.with_releases(releases)))));
        }
        let mut builder = request.location.map_or_else(ConvexBuilder::default, ConvexBuilder::new);
        builder = options.of_platform(builder).releases(releases);
        if let Some(timeout) = request.timeout_ms {
            builder = builder.timeout(Duration::from_millis(timeout));
        }
        if let Some(attempts) = request.max_attempts {
            builder = builder.max_attempts(attempts);
        }
        if let Some(token) = request.token {
            builder = builder.token(token);
        }
        if request.token_per_call {
            return Ok(Self { root: None, token: None, builder: Some(builder) });
        }
        Ok(Self::of(Root::Platform(builder.build()?)))
    }

    /// Returns the handles with a token, or with the previous one.
    pub(super) fn with_token(&mut self, token: Option<Secret>) -> Result<Root> {
        if let Some(token) = token
            && self.token.as_ref() != Some(&token)
        {
            let convex = match (&self.root, &self.builder) {
                (Some(Root::Platform(convex)), _) => convex.with_token(token.clone())?,
                (_, Some(builder)) => builder.clone().token(token.clone()).build()?,
                (_, None) => return Err(Error::invalid_input("unexpected token: the connection is to one deployment")),
            };
            (self.root, self.token) = (Some(Root::Platform(convex)), Some(token));
        }
        self.root.clone().ok_or_else(|| Error::invalid_input("missing token of the call").at_path(".token"))
    }
}
