//! Bundling an app into an artifact.

use super::app::App;
use super::event::Events;
use super::gate::GateOptions;
use super::store::ReleaseStore;
use crate::artifact::Artifact;
use crate::cancel::Cancel;
use crate::error::Result;
use crate::future::BoxFuture;
use crate::handles::{ReleaseLocation, Reporter};
use crate::source::Bundler;

/// Bundles the app at a place into an artifact: a folder, `git:REV[:FOLDER]`, or a file with a push request or an artifact.
/// Awaiting runs it.
///
/// ```no_run
/// # async fn run() -> convex_ops::Result<()> {
/// let artifact = convex_ops::bundle("apps/web").await?;
/// println!("{}", artifact.hash()?);
/// # Ok(()) }
/// ```
///
/// # Errors
/// `NotFound` if the place or a program does not exist. `InvalidInput` if the app cannot be bundled. `Cancelled`.
pub fn bundle(place: impl Into<String>) -> Bundle {
    Bundle { place: place.into(), gate: GateOptions::default(), reporter: Reporter::default() }
}

/// Bundles an app; see [`bundle`].
#[derive(Debug)]
#[must_use = "nothing is bundled until this is awaited"]
pub struct Bundle {
    place: String,
    gate: GateOptions,
    reporter: Reporter,
}

impl Bundle {
    /// Sets the bundler.
    pub fn bundler(mut self, bundler: Bundler) -> Self {
        self.gate.bundler = bundler;
        self
    }

    /// Sets a token that cancels the bundling. Dropping the future cancels it too.
    pub fn cancel(mut self, cancel: Cancel) -> Self {
        self.gate.cancel = cancel;
        self
    }

    /// Sets the receiver of the progress.
    pub fn reporter(mut self, reporter: Reporter) -> Self {
        self.reporter = reporter;
        self
    }

    async fn run(self) -> Result<Artifact> {
        let (gate, _guard) = self.gate.until_dropped();
        let mut events = Events { listener: None, reporter: self.reporter };
        let store = ReleaseStore::at(&ReleaseLocation::Default);
        Ok(gate.build(&App::from(self.place), &store, "", &mut events).await?.artifact)
    }
}

impl IntoFuture for Bundle {
    type Output = Result<Artifact>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
