//! `convex-ops init ci`: checks, previews and deploys by a service.

use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde_json::json;

use super::packages::install_command;
use super::provider::Provider;
use super::write::write_all;
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::error::{Error, Result};

/// Writes the files by which a service checks pull requests, deploys previews, deploys on merge, and cleans up
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(super) struct Args {
    /// Service that runs it
    #[arg(long, default_value = "github")]
    provider: Provider,

    /// Branch that is deployed to production
    #[arg(long, value_name = "NAME", default_value = "main")]
    branch: String,

    /// Folder of the project
    #[arg(long, value_name = "FOLDER", default_value = ".", value_hint = ValueHint::DirPath)]
    folder: PathBuf,

    /// Replaces files that exist
    #[arg(long)]
    force: bool,

    /// Prints JSON
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Examples:
  convex-ops init ci
  convex-ops init ci --provider gitlab --branch release

It prints the secrets to set. Files that exist are kept; `--force` replaces them.";

pub(super) fn run(args: &Args) -> Result<Exit> {
    check_branch(&args.branch)?;
    let install = install_command(&args.folder);
    let files: Vec<(&str, String)> = args
        .provider
        .files()
        .into_iter()
        .map(|(path, template)| (path, template.replace("@branch@", &args.branch).replace("@install@", install)))
        .collect();
    write_all(&args.folder, &files, args.force)?;
    let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    let settings = args.provider.settings();
    if args.json {
        let settings: Vec<_> =
            settings.iter().map(|(name, purpose)| json!({ "name": name, "purpose": purpose })).collect();
        let data = json!({ "files": paths, "settings": settings, "notes": args.provider.notes() });
        output::print(&format!("{data}\n"))?;
        return Ok(Exit::Clean);
    }
    let mut text: String = paths.iter().map(|path| format!("wrote {}\n", shown(&args.folder, path))).collect();
    text += &format!("\nSet in {}:\n", args.provider.place());
    let width = settings.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    text.extend(settings.iter().map(|(name, purpose)| format!("  {name:width$}  {purpose}\n")));
    text.extend(args.provider.notes().iter().map(|note| format!("\n{note}\n")));
    output::print(&text)?;
    Ok(Exit::Clean)
}

fn shown(folder: &Path, path: &str) -> String {
    if folder == Path::new(".") { path.to_owned() } else { folder.join(path).display().to_string() }
}

/// Checks the name of a branch, which becomes a part of YAML and of shell scripts.
fn check_branch(name: &str) -> Result<()> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./".contains(letter);
    let starts = name.starts_with(|first: char| first.is_ascii_alphanumeric());
    if starts && name.chars().all(is_plain) {
        return Ok(());
    }
    Err(Error::invalid_input(format!("invalid branch `{}`", name.escape_debug()))
        .help("use letters, digits, `-`, `_`, `.` and `/`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branch_is_no_script() {
        for name in ["main", "release/2.0", "v1"] {
            assert!(check_branch(name).is_ok(), "{name}");
        }
        for name in ["", "-x", "a b", "a$(id)", "a\"b", "a\nb", "[x]", "a: b"] {
            assert!(check_branch(name).is_err(), "{name}");
        }
    }
}
