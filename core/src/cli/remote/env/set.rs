//! `convex-ops env set` and `unset`.

use std::io::Read as _;

use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::remote::shared::Change;
use crate::cli::remote::target::find;
use crate::error::{Error, Result};
use crate::handles::ChangeKind;
use crate::keys::Secret;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// `NAME=value` of each variable, or one name whose value is read from standard input
    #[arg(required = true, value_name = "NAME=VALUE", value_parser = parse)]
    variables: Vec<Variable>,

    #[command(flatten)]
    change: Change,
}

#[derive(Debug, clap::Args)]
pub(super) struct UnsetArgs {
    /// Names of the variables
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,

    #[command(flatten)]
    change: Change,
}

/// A variable, without its value if that is on standard input. `Debug` redacts the value.
#[derive(Clone, Debug)]
struct Variable {
    name: String,
    value: Option<Secret>,
}

fn parse(text: &str) -> Result<Variable, std::convert::Infallible> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(Secret::new(value))),
        None => (text, None),
    };
    Ok(Variable { name: name.to_owned(), value })
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let variables = match args.variables.as_slice() {
        [Variable { name, value: None }] => vec![(name.clone(), Some(read_value()?))],
        all => all.iter().map(|variable| Ok((variable.name.clone(), Some(given(variable)?)))).collect::<Result<_>>()?,
    };
    change(&args.change, variables, "set")
}

pub(super) fn unset(args: &UnsetArgs) -> Result<Exit> {
    change(&args.change, args.names.iter().map(|name| (name.clone(), None)).collect(), "removed")
}

fn change(args: &Change, variables: Vec<(String, Option<Secret>)>, verb: &str) -> Result<Exit> {
    let Change { confirm, shared } = args;
    let chosen = find(&shared.target, shared.output, true)?;
    let handle = confirm.handle(&chosen, ChangeKind::Ordinary)?;
    let names: Vec<String> = variables.iter().map(|(name, _)| name.clone()).collect();
    runtime().block_on(handle.environment().update(variables))?;
    let data = json!({ "deployment": chosen.name, verb: names });
    shared.output.print(&data, || format!("{verb} {} in {}\n", names.join(", "), chosen.label()))?;
    Ok(Exit::Clean)
}

fn given(variable: &Variable) -> Result<Secret> {
    variable.value.clone().ok_or_else(|| {
        Error::invalid_input(format!("missing value of `{}`", variable.name.escape_debug()))
            .help("use NAME=value; only the value of a single variable is read from standard input")
    })
}

/// Reads a value from standard input, without the line break at its end.
fn read_value() -> Result<Secret> {
    let mut value = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut value);
    read.map_err(|error| Error::io("cannot read standard input", &error))?;
    let value = value.strip_suffix('\n').unwrap_or(&value);
    Ok(Secret::new(value.strip_suffix('\r').unwrap_or(value)))
}
