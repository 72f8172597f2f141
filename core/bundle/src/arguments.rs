//! What the command is told.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Result, bail, ensure};

pub(crate) const HELP: &str = "\
Bundles a Convex project into the request of a push, without Node

Usage: convex-ops-bundle FOLDER --output FILE

  FOLDER             the project's folder: the one with `convex/` and `package.json` in it
  -o, --output FILE  the file to write
  -h, --help         tells this
  -V, --version      tells the version";

/// What to bundle, and where to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arguments {
    pub(crate) folder: PathBuf,
    pub(crate) output: PathBuf,
}

impl Arguments {
    /// Reads them; nothing, where help or the version was asked for and told.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Option<Self>> {
        let (mut folder, mut output) = (None, None);
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("-h" | "--help") => return tell(HELP),
                Some("-V" | "--version") => {
                    return tell(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")));
                }
                Some("-o" | "--output") => {
                    ensure!(output.is_none(), "`--output` is there twice");
                    let Some(file) = arguments.next() else { bail!("`--output` names no file") };
                    output = Some(PathBuf::from(file));
                }
                Some(option) if option.starts_with('-') => bail!("there is no option `{option}`"),
                _ if folder.is_some() => bail!("`{}` is one folder too many", argument.display()),
                _ => folder = Some(PathBuf::from(argument)),
            }
        }
        match (folder, output) {
            (Some(folder), Some(output)) => Ok(Some(Self { folder, output })),
            (None, _) => bail!("no folder is named"),
            (_, None) => bail!("no file to write is named: `--output FILE`"),
        }
    }
}

fn tell(text: &str) -> Result<Option<Arguments>> {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Option<Arguments>> {
        Arguments::parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn a_folder_and_a_file_are_named_in_any_order() {
        let expected = Arguments { folder: PathBuf::from("app"), output: PathBuf::from("request.json") };
        assert_eq!(parsed("app --output request.json").unwrap().unwrap(), expected);
        assert_eq!(parsed("-o request.json app").unwrap().unwrap(), expected);
    }

    #[test]
    fn anything_else_is_refused() {
        for (line, message) in [
            ("", "no folder is named"),
            ("app", "no file to write is named: `--output FILE`"),
            ("app --output", "`--output` names no file"),
            ("app other -o a", "`other` is one folder too many"),
            ("app -o a -o b", "`--output` is there twice"),
            ("app --minify -o a", "there is no option `--minify`"),
        ] {
            assert_eq!(parsed(line).unwrap_err().to_string(), message);
        }
    }
}
