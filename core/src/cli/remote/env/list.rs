//! `convex-ops env list` and `get`.

use serde_json::{Map, Value, json};

use crate::cli::exit::Exit;
use crate::cli::output::print;
use crate::cli::remote::shared::Shared;
use crate::cli::remote::target::find;
use crate::error::{Error, ErrorKind, Result};
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Prints the values too, which are secrets
    #[arg(long)]
    values: bool,

    #[command(flatten)]
    shared: Shared,
}

#[derive(Debug, clap::Args)]
pub(super) struct GetArgs {
    /// Name of the variable
    name: String,

    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let chosen = find(&args.shared.target, args.shared.output, false)?;
    let all = runtime().block_on(chosen.handle().environment().list())?;
    if args.values {
        let data: Map<String, Value> = all.iter().map(|(name, value)| (name.clone(), json!(value.expose()))).collect();
        let text = || all.iter().map(|(name, value)| format!("{name}={}\n", quote(value.expose()))).collect();
        args.shared.output.print(&data, text)?;
    } else {
        let names: Vec<&String> = all.keys().collect();
        args.shared.output.print(&names, || names.iter().map(|name| format!("{name}\n")).collect())?;
    }
    Ok(Exit::Clean)
}

pub(super) fn get(args: &GetArgs) -> Result<Exit> {
    let chosen = find(&args.shared.target, args.shared.output, false)?;
    let value = runtime().block_on(chosen.handle().environment().get(&args.name))?;
    let Some(value) = value else {
        let message = format!("environment variable `{}` not found in {}", args.name.escape_debug(), chosen.label());
        return Err(Error::new(ErrorKind::NotFound, message).help("list the names with `convex-ops env list`"));
    };
    // The exact value, for `$(…)` in scripts.
    let text = if args.shared.output.json { json!(value.expose()).to_string() } else { value.expose().to_owned() };
    print(&format!("{text}\n"))?;
    Ok(Exit::Clean)
}

/// Quotes a value for a file of `NAME=value` lines, if it needs it.
fn quote(value: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./:@%+,".contains(letter);
    if value.chars().all(is_plain) { value.to_owned() } else { json!(value).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_other_letters_are_quoted() {
        assert_eq!(quote("https://todo.example/a"), "https://todo.example/a");
        assert_eq!(quote("a b\nc"), r#""a b\nc""#);
    }
}
