//! Functions that differ between operating systems.

#[cfg(feature = "eval")]
pub(crate) mod process;
#[cfg(feature = "eval")]
pub(crate) mod rights;

/// Creates the symbolic link `link` to `target`, a folder or a file.
///
/// # Errors
/// Any error of the operating system.
#[cfg(all(feature = "source", feature = "eval", unix))]
pub(crate) fn link(target: &std::path::Path, link: &std::path::Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Creates the symbolic link `link` to `target`, a folder or a file.
///
/// # Errors
/// Any error of the operating system.
#[cfg(all(feature = "source", feature = "eval", windows))]
pub(crate) fn link(target: &std::path::Path, link: &std::path::Path) -> std::io::Result<()> {
    let is_folder = link.parent().is_some_and(|parent| parent.join(target).is_dir());
    if is_folder {
        std::os::windows::fs::symlink_dir(target, link)
    } else {
        std::os::windows::fs::symlink_file(target, link)
    }
}

/// Removes a symbolic link.
///
/// # Errors
/// Any error of the operating system.
#[cfg(all(feature = "source", feature = "eval"))]
pub(crate) fn remove_link(link: &std::path::Path) -> std::io::Result<()> {
    std::fs::remove_file(link).or_else(|_| std::fs::remove_dir(link))
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

/// Raises the limit of open files to at least `count`, or as far as the system allows.
#[cfg(all(feature = "cli", feature = "serve", unix))]
pub(crate) fn raise_file_limit(count: u64) {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let Ok((current, most)) = getrlimit(Resource::RLIMIT_NOFILE) else { return };
    let raised = count.min(most);
    if raised > current {
        // With the former limit, fewer deployments have a port; the error then says so.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, raised, most);
    }
}

/// Does nothing: other operating systems have no such limit.
#[cfg(all(feature = "cli", feature = "serve", not(unix)))]
pub(crate) fn raise_file_limit(_: u64) {}

/// Creates an empty file that only its owner can access, unless it exists.
///
/// # Errors
/// Any error of the operating system.
#[cfg(feature = "embedded")]
pub(crate) fn create_private_file(path: &std::path::Path) -> std::io::Result<()> {
    match for_owner().write(true).create_new(true).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(feature = "embedded", unix))]
fn for_owner() -> std::fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(all(feature = "embedded", not(unix)))]
fn for_owner() -> std::fs::OpenOptions {
    std::fs::OpenOptions::new()
}

/// Creates a folder that only its owner can access, unless it exists.
///
/// # Errors
/// Any error of the operating system, such as for a missing parent.
#[cfg(feature = "embedded")]
pub(crate) fn create_private_folder(path: &std::path::Path) -> std::io::Result<()> {
    match folder_for_owner().create(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(feature = "embedded", unix))]
fn folder_for_owner() -> std::fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(all(feature = "embedded", not(unix)))]
fn folder_for_owner() -> std::fs::DirBuilder {
    std::fs::DirBuilder::new()
}

/// Access of other users to a file or folder.
#[cfg(feature = "embedded")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OthersAccess {
    /// None, or unknown on this operating system.
    None,
    /// They can read or execute it.
    Read,
    /// They can change it, or replace the files in it.
    Write,
}

/// Returns the access of other users to a file or folder, from its permissions. A missing file allows none.
#[cfg(all(feature = "embedded", unix))]
pub(crate) fn access_of_others(path: &std::path::Path) -> OthersAccess {
    use std::os::unix::fs::PermissionsExt;
    let Ok(metadata) = std::fs::metadata(path) else { return OthersAccess::None };
    let mode = metadata.permissions().mode();
    // In a folder with the sticky bit, only the owner of a file can replace it.
    let is_sticky = metadata.is_dir() && mode & 0o1000 != 0;
    match mode {
        mode if mode & 0o022 != 0 && !is_sticky => OthersAccess::Write,
        mode if mode & 0o044 != 0 => OthersAccess::Read,
        _ => OthersAccess::None,
    }
}

/// Returns no access: other operating systems have no such permissions.
#[cfg(all(feature = "embedded", not(unix)))]
pub(crate) fn access_of_others(_: &std::path::Path) -> OthersAccess {
    OthersAccess::None
}

/// Returns a process that runs a command line in the shell, as Node's `spawn` with `shell` does.
#[cfg(all(feature = "cli", feature = "client", not(windows)))]
pub(crate) fn shell(line: &str) -> std::process::Command {
    let mut command = std::process::Command::new("/bin/sh");
    command.arg("-c").arg(line);
    command
}

/// Returns a process that runs a command line in the shell, as Node's `spawn` with `shell` does.
#[cfg(all(feature = "cli", feature = "client", windows))]
pub(crate) fn shell(line: &str) -> std::process::Command {
    use std::os::windows::process::CommandExt as _;
    let mut command = std::process::Command::new(std::env::var_os("comspec").unwrap_or_else(|| "cmd.exe".into()));
    command.raw_arg("/d /s /c").raw_arg(format!("\"{line}\""));
    command
}
