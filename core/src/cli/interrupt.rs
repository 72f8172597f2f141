//! Ctrl-C.

use std::thread::sleep;
use std::time::Duration;

use crate::cancel::Cancel;
use crate::cli::complaint;

/// How long the work may take to stop by itself. It can't while it waits for input, or asks a large question; whoever
/// pressed Ctrl-C waits no longer than this.
const GRACE: Duration = Duration::from_millis(60);

/// A token that Ctrl-C cancels, from now on. Where whoever started the command has it ignore Ctrl-C, nothing does.
pub(super) fn token() -> Cancel {
    let cancel = Cancel::default();
    let pressed = cancel.clone();
    // The handler runs on a thread of its own. Where there can be none, Ctrl-C ends the process as the system does.
    let _ = ctrlc::try_set_handler(move || {
        pressed.cancel();
        sleep(GRACE);
        if let Err(error) = pressed.check() {
            std::process::exit(complaint::tell(&error).code());
        }
    });
    cancel
}
