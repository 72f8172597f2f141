//! A progress bar for checking documents.

use std::borrow::Cow;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::compat::report::render::inert;
use crate::source::DataProgress;

/// Used if the total size is known.
const OF_A_TOTAL: &str = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left, {msg}";
/// Used for streams of unknown length.
const OF_A_STREAM: &str = "{spinner} {bytes}, {bytes_per_sec}, {msg}";

/// A progress bar on standard error; hidden if that is not a terminal.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool) -> Self {
        let drawn = !quiet && std::io::stderr().is_terminal();
        Self::with_target(if drawn { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() })
    }

    fn with_target(target: ProgressDrawTarget) -> Self {
        let bar = ProgressBar::with_draw_target(None, target).with_style(style(OF_A_STREAM));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub(super) fn show(&self, progress: &DataProgress<'_>) {
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

fn message(progress: &DataProgress<'_>) -> String {
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use indicatif::TermLike;

    use super::*;

    /// A terminal that records its output.
    #[derive(Clone, Debug, Default)]
    struct Screen(Arc<Mutex<String>>);

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            120
        }

        fn move_cursor_up(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn move_cursor_down(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn move_cursor_right(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn write_line(&self, line: &str) -> std::io::Result<()> {
            self.write_str(line)
        }

        fn write_str(&self, text: &str) -> std::io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }

        fn clear_line(&self) -> std::io::Result<()> {
            Ok(())
        }

        fn flush(&self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn render(component: &str, total_bytes: Option<u64>) -> String {
        let screen = Screen::default();
        let bar = Bar::with_target(ProgressDrawTarget::term_like(Box::new(screen.clone())));
        bar.show(&DataProgress { component, table: "us\u{1b}ers", documents: 12_345, bytes: 3 << 20, total_bytes });
        bar.0.force_draw();
        screen.0.lock().unwrap().clone()
    }

    #[test]
    fn known_total_shows_bytes_documents_and_time_left() {
        let text = render("", Some(12 << 20));
        for part in ["3.00 MiB of 12.00 MiB, ", " left, ", "12,345 documents, us\\u{1b}ers"] {
            assert!(text.contains(part), "no `{part}` in {text:?}");
        }
    }

    #[test]
    fn unknown_total_shows_no_time_left() {
        let text = render("chat/inbox", None);
        assert!(text.contains("3.00 MiB, ") && text.contains("12,345 documents, chat/inbox/us"), "{text:?}");
        assert!(!text.contains("left"), "{text:?}");
    }
}
