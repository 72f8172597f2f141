//! The Debian package of the command.

use super::command::{Built, COMPLETIONS};
use super::files::{self, LICENCES, VERSION};
use crate::shell::{root, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Debian's name of the architecture.
const ARCHITECTURE: &str = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };

/// Folder of the completions of each shell, in the order of `COMPLETIONS`.
const FOLDERS: [&str; 3] = [
    "usr/share/bash-completion/completions",
    "usr/share/zsh/vendor-completions",
    "usr/share/fish/vendor_completions.d",
];

/// Returns the file name of the package.
pub(super) fn name() -> String {
    format!("convex-ops_{VERSION}_{ARCHITECTURE}.deb")
}

/// Writes the package.
pub(super) fn package(built: &Built, out: &Path) -> Result<()> {
    let tree = root().join("target/package-debian");
    files::replace_folder(&tree)?;
    let place = |from: &Path, folder: &str| -> Result<()> {
        let name = from.file_name().context("invalid file name")?;
        fs::create_dir_all(tree.join(folder))?;
        fs::copy(from, tree.join(folder).join(name))?;
        Ok(())
    };
    place(&built.folder.join("convex-ops"), "usr/bin")?;
    for (folder, (_, file)) in FOLDERS.iter().zip(COMPLETIONS) {
        place(&built.folder.join("completions").join(file), folder)?;
    }
    for page in files::names(&built.folder.join("man"))? {
        place(&built.folder.join("man").join(page), "usr/share/man/man1")?;
    }
    let pages = tree.join("usr/share/man/man1");
    run(Command::new("gzip").args(["-9", "-n", "--recursive"]).arg(pages))?;

    let licences = LICENCES.map(|file| fs::read_to_string(root().join(file)));
    let [apache, mit] = licences;
    fs::create_dir_all(tree.join("usr/share/doc/convex-ops"))?;
    fs::write(tree.join("usr/share/doc/convex-ops/copyright"), format!("{}\n\n{}", mit?, apache?))?;
    fs::create_dir_all(tree.join("DEBIAN"))?;
    fs::write(tree.join("DEBIAN/control"), control(fs::metadata(tree.join("usr/bin/convex-ops"))?.len()))?;
    let mut build = Command::new("dpkg-deb");
    build.args(["--build", "--root-owner-group"]).arg(&tree).arg(out.join(name()));
    run(build.env("SOURCE_DATE_EPOCH", files::commit_time()?))
}

/// Returns the text of the control file, for a program of `size` bytes.
fn control(size: u64) -> String {
    format!(
        "Package: convex-ops\nVersion: {VERSION}\nArchitecture: {ARCHITECTURE}\nInstalled-Size: {}\n\
         Maintainer: convex-ops developers <convex-ops@users.noreply.github.com>\n\
         Homepage: https://github.com/convex-ops/convex-ops\nSection: devel\nPriority: optional\nRecommends: git\n\
         Description: Operate Convex projects, and check changes before a deploy\n \
         Checks that a change to a Convex app breaks no stored document, no deployed client\n \
         and no scheduled call; deploys it; and runs a local platform for tests.\n",
        size / 1024
    )
}
