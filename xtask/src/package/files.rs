//! Files and folders of the packages.

use crate::shell::{capture, command, root, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Files that every package contains.
pub(super) const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Version of the workspace and of all packages.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Flags for the compiler with which its output does not name folders of this machine.
pub(super) fn without_paths(command: &mut Command) -> Result<&mut Command> {
    let home = std::env::home_dir().context("home folder not found")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [remap(&home, "/home"), remap(&cargo, "/cargo"), remap(&root(), "/convex-ops")];
    // C and C++ code, by the crate `cc`. Build scripts copy some of it into the target folder.
    let places = [(&home, "/home"), (&cargo, "/cargo"), (&root(), "/convex-ops")];
    let c = places.map(|(from, to)| format!("-ffile-prefix-map={}={to}", from.display())).join(" ");
    Ok(command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")).env("CFLAGS", &c).env("CXXFLAGS", c))
}

/// Creates an empty folder in place of what is at `path`.
pub(super) fn replace_folder(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    fs::create_dir_all(path).with_context(|| format!("cannot create {}", path.display()))
}

/// Copies a file of the workspace into a folder.
pub(super) fn copy(file: &str, folder: &Path) -> Result<()> {
    let source = root().join(file);
    let name = source.file_name().with_context(|| format!("invalid file name: {file}"))?;
    fs::create_dir_all(folder)?;
    fs::copy(&source, folder.join(name)).with_context(|| format!("cannot copy {file}"))?;
    Ok(())
}

/// Returns the names of the files in a folder, in order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let files = entries.iter().filter(|entry| entry.path().is_file());
    let mut names: Vec<_> = files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Returns the folders in a folder whose names start with `start`.
pub(super) fn folders(folder: &Path, start: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let named = entries.iter().filter(|entry| entry.file_name().to_string_lossy().starts_with(start));
    Ok(named.map(fs::DirEntry::path).filter(|path| path.is_dir()).collect())
}

/// Returns the only file of a folder whose name starts and ends with the given texts.
pub(super) fn only(folder: &Path, start: &str, end: &str) -> Result<String> {
    let mut found = names(folder)?;
    found.retain(|name| name.starts_with(start) && name.ends_with(end));
    ensure!(found.len() == 1, "expected one file {start}…{end} in {}, found {found:?}", folder.display());
    Ok(found.swap_remove(0))
}

/// Returns the time of the last commit, in seconds since the Unix epoch: the time of all files in archives, so that building
/// twice gives the same bytes.
pub(super) fn commit_time() -> Result<String> {
    Ok(capture(&mut command("git log -1 --format=%ct"))?.trim().to_owned())
}

/// Writes `SHA256SUMS`, which the installer reads.
pub(super) fn write_checksums(out: &Path) -> Result<()> {
    let sums = capture(Command::new("sha256sum").args(names(out)?).current_dir(out))?;
    Ok(fs::write(out.join("SHA256SUMS"), sums)?)
}

/// Fails if a file below `folder` names the workspace or the home folder of this machine.
pub(super) fn check_paths(folder: &Path) -> Result<()> {
    let home = std::env::home_dir().context("home folder not found")?;
    let mut search = Command::new("grep");
    search.args(["--recursive", "--files-with-matches", "--text", "--fixed-strings"]);
    for path in [root(), home] {
        search.arg("--regexp").arg(format!("{}/", path.display()));
    }
    let found = search.arg(folder).output()?;
    ensure!(
        found.stdout.is_empty(),
        "folders of this machine are named in:\n{}",
        String::from_utf8_lossy(&found.stdout)
    );
    Ok(())
}

/// Packs the folder `name` in `parent`. The same files give the same bytes.
pub(super) fn pack(parent: &Path, name: &str, archive: &Path) -> Result<()> {
    let mut tar = Command::new("tar");
    tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--use-compress-program=gzip -n"]);
    tar.arg(format!("--mtime=@{}", commit_time()?));
    run(tar.arg("-C").arg(parent).arg("-cf").arg(archive).arg(name))
}

/// Unpacks an archive of `tar`.
pub(super) fn unpack(archive: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    run(Command::new("tar").arg("-xf").arg(archive).arg("-C").arg(folder))
}
