//! Checks of an app against a deployment, without a deploy.

use super::app::App;
use super::event::{DeployEvent, Events};
use super::gate::{Checked, GateOptions};
use super::store::{ReleaseStore, name_of};
use crate::compat::report::Report;
use crate::error::Result;
use crate::future::BoxFuture;
use crate::handles::{DeploymentHandle, Reporter};
use crate::plan::{Plan, plan};

/// Checks an app against what is live; see [`Deploying::check`](super::Deploying::check). Awaiting runs it.
///
/// # Errors
/// `InvalidInput` if the app's code fails. Errors of the calls, and of opening the app.
#[must_use = "nothing is checked until this is awaited"]
pub struct CheckApp(Job);

/// Plans the way from what is live to an app; see [`Deploying::plan`](super::Deploying::plan). Awaiting runs it.
///
/// # Errors
/// As [`CheckApp`].
#[must_use = "nothing is planned until this is awaited"]
pub struct PlanApp(Job);

struct Job {
    deployment: DeploymentHandle,
    app: App,
    gate: GateOptions,
    store: ReleaseStore,
    events: Events,
}

impl Job {
    fn new(deployment: &DeploymentHandle, app: App) -> Self {
        Self {
            deployment: deployment.clone(),
            app,
            gate: GateOptions::default(),
            store: ReleaseStore::at(deployment.release_location()),
            events: Events::default(),
        }
    }

    async fn run(mut self) -> Result<(Report, impl FnOnce() -> Plan)> {
        let (gate, _guard) = self.gate.until_dropped();
        let (known, connection) = (self.deployment.known().await?, self.deployment.connection());
        let live = gate.read(&connection).await?;
        let variables = live.environment_variables.as_ref();
        let events = &mut self.events;
        let candidate = gate.read_surface(&self.app, &self.store, &name_of(&known), variables, events).await?;
        let Checked { report, evidence } = gate.check(&connection, &live, &candidate, events).await?;
        Ok((report, move || plan(&live.surface, &candidate, &evidence, &gate.check)))
    }
}

/// Adds the setters of a check to a builder.
macro_rules! setters {
    ($builder:ident) => {
        impl $builder {
            pub(super) fn new(deployment: &DeploymentHandle, app: App) -> Self {
                Self(Job::new(deployment, app))
            }

            /// Sets the options of the gate. Those that decide if a deploy is refused do not matter.
            pub fn gate(mut self, options: GateOptions) -> Self {
                self.0.gate = options;
                self
            }

            /// Sets the store of the releases, in place of the connection's.
            pub fn store(mut self, store: ReleaseStore) -> Self {
                self.0.store = store;
                self
            }

            /// Receives each step as it happens.
            pub fn on_event(mut self, on_event: impl FnMut(&DeployEvent) + Send + 'static) -> Self {
                self.0.events.listener = Some(Box::new(on_event));
                self
            }

            /// Sets the receiver of the check's progress.
            pub fn reporter(mut self, reporter: Reporter) -> Self {
                self.0.events.reporter = reporter;
                self
            }
        }

        impl std::fmt::Debug for $builder {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($builder))
                    .field("deployment", &self.0.deployment)
                    .field("app", &self.0.app)
                    .finish_non_exhaustive()
            }
        }
    };
}

setters!(CheckApp);
setters!(PlanApp);

impl IntoFuture for CheckApp {
    type Output = Result<Report>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.0.run().await?.0) })
    }
}

impl IntoFuture for PlanApp {
    type Output = Result<Plan>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.0.run().await?.1()) })
    }
}
