//! `convex-ops subset`: whether every value of one validator is a value of another.

use clap::ValueHint;

use super::exit::Exit;
use super::input::Input;
use super::json_lines::answer_each;
use super::output;
use crate::compat::DEFAULT_BUDGET;
use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::schema::Validator;
use crate::schema::check::Reader;
use crate::value::Tables;
use crate::wire::{self, SubsetRequest};

/// Tells whether every value of one validator is a value of another
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(super) struct Args {
    /// The validator whose values are asked about, as Convex exports it (`-` reads standard input)
    #[arg(value_name = "A.json", requires = "b", value_hint = ValueHint::FilePath)]
    a: Option<Input>,

    /// The validator that must accept them
    #[arg(value_name = "B.json", value_hint = ValueHint::FilePath)]
    b: Option<Input>,

    /// Lets B ignore object fields that it does not know, as readers of results do
    #[arg(long)]
    open: bool,

    /// How many steps the decision may take before the answer is "undecided"
    #[arg(long, value_name = "STEPS", default_value_t = DEFAULT_BUDGET, requires = "a")]
    budget: u64,
}

const ABOUT: &str = "\
Tells whether every value of one validator is a value of another, exactly; and if not, names a value that isn't.

Without files, reads JSON Lines from standard input, one question a line:

  {\"a\": …, \"b\": …}

with, where wanted, \"tables\" ({\"users\": 10001}: numbers for ids; tables without one get one), \"reader\" (\"closed\" \
or \"open\") and \"budget\" (steps).

Writes one line for each question:

  {\"answer\": \"yes\"}
  {\"answer\": \"no\", \"witness\": …, \"tables\": …}
  {\"answer\": \"undecided\"}

The witness is in encoded JSON, the smallest that was found; A accepts it and B refuses it, by the plain validator. \
`tables` numbers the tables that its ids belong to. A line that can't be read gets {\"error\": …}.";

const HELP: &str = "\
Examples:
  convex-ops subset old-args.json new-args.json
  echo '{\"a\": {\"type\": \"any\"}, \"b\": {\"type\": \"string\"}}' | convex-ops subset

Exit codes: 0 all questions were answered, whatever the answers; 2 an input could not be read.";

pub(super) fn run(args: &Args) -> Result<Exit> {
    match (&args.a, &args.b) {
        (Some(a), Some(b)) => of_files(a, b, args),
        _ => answer_each(|line| {
            let request = json::from_str::<SubsetRequest>(line)?;
            let reader = if args.open { Reader::Open } else { request.reader };
            Ok(wire::subset(&SubsetRequest { reader, ..request }))
        }),
    }
}

fn of_files(a: &Input, b: &Input, args: &Args) -> Result<Exit> {
    if a.is_stdin() && b.is_stdin() {
        return Err(Error::invalid_input("`-` stands for both validators, and there is one standard input"));
    }
    let reader = if args.open { Reader::Open } else { Reader::Closed };
    let (a, b) = (validator(a)?, validator(b)?);
    let answer = wire::subset(&SubsetRequest { a, b, reader, tables: Tables::default(), budget: args.budget });
    let line = serde_json::to_string(&answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "the answer can't be written as JSON").caused_by(error))?;
    output::print(&(line + "\n"))?;
    Ok(Exit::Clean)
}

fn validator(input: &Input) -> Result<Validator> {
    Validator::parse(&input.text()?).map_err(|error| error.in_file(input.to_string()))
}
