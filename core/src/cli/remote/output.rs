//! The output of these commands: a line for people or JSON, and progress.

use std::io::IsTerminal as _;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::cli::deployment::Chosen;
use crate::cli::output;
use crate::compat::report::render::inert;
use crate::error::{Error, ErrorKind, Result};
use crate::handles::{Progress, ProgressPhase, ProgressUnit, Reporter};

/// Selects the output.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Prints JSON
    #[arg(long, help_heading = "Output")]
    pub(super) json: bool,

    /// Prints no progress
    #[arg(long, short, help_heading = "Output")]
    pub(super) quiet: bool,
}

impl OutputArgs {
    /// Names the deployment that was chosen, and the rule that chose it.
    pub(super) fn announce(self, chosen: &Chosen) {
        if let Some(warning) = &chosen.warning {
            self.say(&format!("warning: {warning}"));
        }
        let kind = chosen.deployment_type.as_ref().map(|kind| format!(" ({})", kind.as_str())).unwrap_or_default();
        self.say(&format!("deployment {}{kind}, chosen by {}", chosen.label(), chosen.chosen_by()));
    }

    /// Prints lines for people on standard error.
    pub(super) fn say(self, text: &str) {
        if !self.quiet && !self.json {
            output::say(text);
        }
    }

    /// Prints the result: data as one line of JSON, or text.
    pub(super) fn print(self, data: &impl Serialize, text: impl FnOnce() -> String) -> Result<()> {
        if !self.json {
            let text = text();
            let lines: String = text.lines().map(|line| format!("{}\n", inert(line))).collect();
            return output::print(&lines);
        }
        let line = serde_json::to_string(data);
        let line =
            line.map_err(|error| Error::new(ErrorKind::Internal, "cannot write the result as JSON").caused_by(error))?;
        output::print(&(line + "\n"))
    }

    /// Returns a receiver that shows progress on a terminal.
    pub(super) fn reporter(self) -> Reporter {
        if self.quiet || self.json || !std::io::stderr().is_terminal() {
            return Reporter::default();
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let last = Mutex::new(None);
        Reporter::new(move |progress| {
            let mut last = last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if *last != Some(progress.phase) {
                bar.set_style(style(progress));
                bar.set_message(label(progress.phase));
                *last = Some(progress.phase);
            }
            progress.total.into_iter().for_each(|total| bar.set_length(total));
            bar.set_position(progress.done);
            if progress.total == Some(progress.done) {
                bar.finish_and_clear();
            }
        })
    }
}

fn label(phase: ProgressPhase) -> &'static str {
    match phase {
        ProgressPhase::Backup => "backing up",
        ProgressPhase::Upload => "uploading",
        ProgressPhase::Download => "downloading",
        ProgressPhase::Import => "importing",
        _ => "waiting",
    }
}

fn style(progress: &Progress) -> ProgressStyle {
    let template = match (progress.unit, progress.total) {
        (ProgressUnit::Bytes, Some(_)) => "{msg} {bar:30} {bytes} of {total_bytes}",
        (ProgressUnit::Bytes, None) => "{msg} {spinner} {bytes}",
        _ => "{msg} {spinner} {pos}",
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Formats rows as columns of equal width.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let rows = [vec!["ci".to_owned(), "all".to_owned()], vec!["deploy".to_owned(), String::new()]];
        assert_eq!(table(&rows), "ci      all\ndeploy\n");
        assert_eq!(table(&[]), "");
    }
}
