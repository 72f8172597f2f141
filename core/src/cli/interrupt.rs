//! Cancellation by signals: Ctrl-C, SIGTERM and SIGHUP.

use std::thread::sleep;
use std::time::Duration;

use crate::cancel::Cancel;
use crate::cli::{error_report, project};

/// Time for the work to stop by itself. It may not, if it is blocked on input or in a large question; the process then
/// exits anyway.
const GRACE: Duration = Duration::from_millis(60);

/// Returns a token that the signals cancel, unless the parent process made the command ignore one of them.
pub(super) fn token() -> Cancel {
    let cancel = Cancel::default();
    let pressed = cancel.clone();
    // The handler runs on its own thread. If it cannot be set, the signals end the process directly.
    let _ = ctrlc::try_set_handler(move || {
        pressed.cancel();
        sleep(GRACE);
        project::clean_up();
        if let Err(error) = pressed.check() {
            std::process::exit(error_report::print(&error).code());
        }
    });
    cancel
}
