//! How far the check of documents is, on a terminal.

use std::borrow::Cow;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::compat::report::render::inert;
use crate::source::Progress;

/// Bytes of how many, how fast, and how long it will still take. What comes as a stream may end at any time.
const OF_A_TOTAL: &str = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left, {msg}";
const OF_A_STREAM: &str = "{spinner} {bytes}, {bytes_per_sec}, {msg}";

/// A bar on standard error, if that is a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let drawn = !quiet && std::io::stderr().is_terminal();
        Self::on(if drawn { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() })
    }

    fn on(target: ProgressDrawTarget) -> Self {
        let bar = ProgressBar::with_draw_target(None, target).with_style(style(OF_A_STREAM));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub(super) fn show(&self, progress: &Progress<'_>) {
        if self.0.is_hidden() {
            return;
        }
        if let (None, Some(total)) = (self.0.length(), progress.total_bytes) {
            self.0.set_length(total);
            self.0.set_style(style(OF_A_TOTAL));
        }
        self.0.set_position(progress.bytes);
        self.0.set_message(message(progress));
    }
}

fn message(progress: &Progress<'_>) -> String {
    let table: Cow<'_, str> = match progress.component {
        "" => progress.table.into(),
        component => format!("{component}/{}", progress.table).into(),
    };
    format!("{} documents, {}", HumanCount(progress.documents), inert(&table))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
