//! Progress of long work.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::future::{MaybeSend, MaybeSync};

/// Progress of an export, an import, a backup, a copy, a check or a deploy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Progress {
    /// Phase of the work. Work can have several, in any order.
    pub phase: ProgressPhase,
    /// Amount of the phase that is done.
    pub done: u64,
    /// Total amount of the phase, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Unit of both amounts.
    pub unit: ProgressUnit,
}

/// Phase of long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ProgressPhase {
    /// An app is bundled.
    Bundle,
    /// Stored documents are checked.
    Check,
    /// A push is sent and made live.
    Push,
    /// The deployment writes a backup.
    Backup,
    /// A file is sent to the deployment.
    Upload,
    /// A file is received from the deployment.
    Download,
    /// The deployment imports documents.
    Import,
    /// The deployment prepares something else, such as an export or the indexes of a push.
    Wait,
}

/// Unit of progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ProgressUnit {
    /// Bytes of a file.
    Bytes,
    /// Documents.
    Documents,
    /// Steps of the work.
    Steps,
}

impl Progress {
    /// Creates progress without a known total.
    #[must_use]
    pub fn new(phase: ProgressPhase, done: u64, unit: ProgressUnit) -> Self {
        Self { phase, done, total: None, unit }
    }

    /// Sets the total amount of the phase.
    #[must_use]
    pub fn of(self, total: u64) -> Self {
        Self { total: Some(total), ..self }
    }

    /// Returns the progress of a phase that has one step.
    pub(super) fn step(phase: ProgressPhase, is_done: bool) -> Self {
        Self { phase, done: u64::from(is_done), total: Some(1), unit: ProgressUnit::Steps }
    }

    /// Returns the progress of a file's transfer.
    pub(super) fn bytes(phase: ProgressPhase, done: u64, total: Option<u64>) -> Self {
        Self { phase, done, total, unit: ProgressUnit::Bytes }
    }

    /// Returns the progress of an import: no documents yet, or all.
    pub(super) fn imported(documents: Option<u64>) -> Self {
        let done = documents.unwrap_or_default();
        Self { phase: ProgressPhase::Import, done, total: documents, unit: ProgressUnit::Documents }
    }
}

/// A receiver of progress: a function, or none.
///
/// ```
/// use convex_ops::{Progress, Reporter};
///
/// let reporter = Reporter::new(|progress: &Progress| println!("{:?}: {}", progress.phase, progress.done));
/// ```
#[derive(Clone, Default)]
pub struct Reporter(Option<Arc<dyn Report>>);

/// A function that receives progress.
trait Report: MaybeSend + MaybeSync {
    fn report(&self, progress: &Progress);
}

impl<F: Fn(&Progress) + MaybeSend + MaybeSync> Report for F {
    fn report(&self, progress: &Progress) {
        self(progress);
    }
}

impl Reporter {
    /// Creates a receiver from a function. To cancel the work, drop its future.
    pub fn new(report: impl Fn(&Progress) + MaybeSend + MaybeSync + 'static) -> Self {
        Self(Some(Arc::new(report)))
    }

    /// Reports progress.
    pub fn report(&self, progress: Progress) {
        if let Some(report) = &self.0 {
            report.report(&progress);
        }
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reporter").finish_non_exhaustive()
    }
}

/// Adds the setters of progress to a builder with a field `reporter`.
macro_rules! reports {
    ($builder:ty) => {
        impl $builder {
            /// Sets a function that receives the progress of the work, from the task that awaits it.
            pub fn progress(
                self,
                report: impl Fn(&$crate::handles::Progress)
                + $crate::future::MaybeSend
                + $crate::future::MaybeSync
                + 'static,
            ) -> Self {
                self.reporter($crate::handles::Reporter::new(report))
            }

            /// Sets the receiver of the work's progress.
            pub fn reporter(mut self, reporter: $crate::handles::Reporter) -> Self {
                self.reporter = reporter;
                self
            }
        }
    };
}

pub(super) use reports;
