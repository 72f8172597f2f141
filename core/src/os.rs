//! What differs between operating systems.

/// Makes `link` stand for a folder.
///
/// # Errors
/// Where the system doesn't.
#[cfg(all(feature = "source", feature = "eval", unix))]
pub(crate) fn link_folder(folder: &std::path::Path, link: &std::path::Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(folder, link)
}

/// Makes `link` stand for a folder.
///
/// # Errors
/// Where the system doesn't.
#[cfg(all(feature = "source", feature = "eval", windows))]
pub(crate) fn link_folder(folder: &std::path::Path, link: &std::path::Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(folder, link)
}

/// Resolves when the process is told to stop: by Ctrl-C, or as service managers do.
///
/// # Errors
/// Where the process may not handle signals.
#[cfg(all(feature = "cli", feature = "serve", unix))]
pub(crate) fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

/// Resolves when the process is told to stop.
///
/// # Errors
/// Where the process may not handle signals.
#[cfg(all(feature = "cli", feature = "serve", not(unix)))]
pub(crate) fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
