//! Functions that differ between operating systems.

/// Creates the symbolic link `link` to a folder.
///
/// # Errors
/// Any error of the operating system.
#[cfg(all(feature = "source", feature = "eval", unix))]
pub(crate) fn link_folder(folder: &std::path::Path, link: &std::path::Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(folder, link)
}

/// Creates the symbolic link `link` to a folder.
///
/// # Errors
/// Any error of the operating system.
#[cfg(all(feature = "source", feature = "eval", windows))]
pub(crate) fn link_folder(folder: &std::path::Path, link: &std::path::Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(folder, link)
}

/// Resolves when the process receives SIGINT (Ctrl-C) or SIGTERM (service managers).
///
/// # Errors
/// Any error of installing signal handlers.
#[cfg(all(feature = "cli", feature = "serve", unix))]
pub(crate) fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

/// Resolves when the process receives Ctrl-C.
///
/// # Errors
/// Any error of installing signal handlers.
#[cfg(all(feature = "cli", feature = "serve", not(unix)))]
pub(crate) fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
