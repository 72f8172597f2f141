//! How far the check of documents is, on a terminal.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::compat::report::render::inert;
use crate::source::Progress;

/// A bar on standard error, if that is a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::new_spinner();
        let drawn = std::io::stderr().is_terminal();
        bar.set_draw_target(if drawn { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() });
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub(super) fn show(&self, progress: &Progress<'_>) {
        if self.0.is_hidden() {
            return;
        }
        if let Some(total) = progress.total_bytes.filter(|total| self.0.length() != Some(*total)) {
            self.0.set_length(total);
            self.0.set_style(style("{bar:30} {bytes}/{total_bytes} {binary_bytes_per_sec} {eta} {msg}"));
        } else if progress.total_bytes.is_none() {
            self.0.set_style(style("{spinner} {bytes} {binary_bytes_per_sec} {msg}"));
        }
        self.0.set_position(progress.bytes);
        self.0.set_message(format!("{} documents, {}", progress.documents, inert(progress.table)));
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
