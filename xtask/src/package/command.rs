//! The command: one static program, in an archive with its manual pages, completions and installer.

use super::files::{self, LICENCES, VERSION};
use crate::dashboard;
use crate::shell::{capture, command, program, root, run};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Target of a program that runs on every Linux, with the C library inside.
pub(crate) const TARGET: &str =
    if cfg!(target_arch = "aarch64") { "aarch64-unknown-linux-musl" } else { "x86_64-unknown-linux-musl" };

/// Compiler of C code for that target.
pub(crate) const COMPILER: &str = "musl-gcc";

/// Maximum size of the program, in bytes.
const MAX_SIZE: u64 = 36_000_000;

/// Shells with completions, and the file that each shell expects.
pub(super) const COMPLETIONS: [(&str, &str); 3] =
    [("bash", "convex-ops"), ("zsh", "_convex-ops"), ("fish", "convex-ops.fish")];

/// The program with what belongs to it.
pub(super) struct Built {
    /// Holds `convex-ops`, `man/` and `completions/`.
    pub(super) folder: PathBuf,
}

/// Builds the command with the dashboard's page inside, its manual pages and its completions.
pub(super) fn build() -> Result<Built> {
    let line =
        format!("cargo build --release --locked --package convex-ops --features mcp,dashboard --target {TARGET}");
    let variable = format!("CC_{}", TARGET.replace('-', "_"));
    run(files::without_paths(&mut command(&line))?
        .env(dashboard::FOLDER, dashboard::built_page())
        .env(variable, COMPILER))?;

    let folder = root().join("target/package-command").join(archive_name());
    files::replace_folder(&folder)?;
    let path = folder.join("convex-ops");
    run(Command::new("strip").arg("-o").arg(&path).arg(root().join(format!("target/{TARGET}/release/convex-ops"))))?;
    check(&path)?;
    for licence in LICENCES {
        files::copy(licence, &folder)?;
    }
    files::copy("README.md", &folder)?;
    run(program(&path).arg("man").arg(folder.join("man")))?;
    fs::create_dir(folder.join("completions"))?;
    for (shell, file) in COMPLETIONS {
        let script = capture(program(&path).args(["completions", shell]))?;
        fs::write(folder.join("completions").join(file), script)?;
    }
    Ok(Built { folder })
}

/// Fails if the program is too large, needs libraries, or names folders of this machine.
fn check(path: &Path) -> Result<()> {
    let size = fs::metadata(path)?.len();
    ensure!(size <= MAX_SIZE, "the command has {size} bytes, more than {MAX_SIZE}");
    let dynamic = capture(Command::new("readelf").arg("--dynamic").arg(path))?;
    ensure!(!dynamic.contains("NEEDED"), "the command needs libraries:\n{dynamic}");
    files::check_paths(path)
}

/// Returns the name of the archive, without its ending.
pub(super) fn archive_name() -> String {
    format!("convex-ops-{VERSION}-{TARGET}")
}

/// Writes the archive and the installer.
pub(super) fn package(built: &Built, out: &Path) -> Result<()> {
    let name = archive_name();
    let parent = built.folder.parent().context("folder of the command not found")?;
    files::pack(parent, &name, &out.join(format!("{name}.tar.gz")))?;
    let installer = fs::read_to_string(root().join("xtask/src/package/install.sh"))?;
    Ok(fs::write(out.join("install.sh"), installer.replace("@VERSION@", VERSION))?)
}
