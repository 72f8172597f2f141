//! `convex-ops subset`: decides if one validator accepts every value of another.

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

/// Decides if one validator accepts every value of another
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(super) struct Args {
    /// Validator whose values are tested, as exported by Convex (`-` reads standard input)
    #[arg(value_name = "A.json", requires = "b", value_hint = ValueHint::FilePath)]
    a: Option<Input>,

    /// Validator that must accept them
    #[arg(value_name = "B.json", value_hint = ValueHint::FilePath)]
    b: Option<Input>,

    /// Lets B ignore unknown object fields, as readers of results do
    #[arg(long)]
    open: bool,

    /// Maximum steps before the answer is "undecided"
    #[arg(long, value_name = "STEPS", default_value_t = DEFAULT_BUDGET, requires = "a")]
    budget: u64,
}

const ABOUT: &str = "\
Decides, exactly, if validator B accepts every value of validator A. If not, returns a value that B refuses.

Without files, reads JSON Lines from standard input, one question per line:

  {\"a\": …, \"b\": …}

Optional keys are \"tables\" (table numbers for ids, such as {\"users\": 10001}; missing ones are assigned), \"reader\" \
(\"closed\" or \"open\") and \"budget\" (steps).

Prints one line per question:

  {\"answer\": \"yes\"}
  {\"answer\": \"no\", \"witness\": …, \"tables\": …}
  {\"answer\": \"undecided\"}

The witness is the smallest value found that A accepts and B refuses, in encoded JSON. `tables` holds the numbers of \
the tables its ids belong to. An invalid line is answered with {\"error\": …}.";

const HELP: &str = "\
Examples:
  convex-ops subset old-args.json new-args.json
  echo '{\"a\": {\"type\": \"any\"}, \"b\": {\"type\": \"string\"}}' | convex-ops subset

Exit codes: 0 all questions were answered, with any answer; 2 invalid input.";

pub(super) fn run(args: &Args) -> Result<Exit> {
    match (&args.a, &args.b) {
        (Some(a), Some(b)) => compare_files(a, b, args),
        _ => answer_each(|line| {
            let request = json::from_str::<SubsetRequest>(line)?;
            let reader = if args.open { Reader::Open } else { request.reader };
            Ok(wire::subset(&SubsetRequest { reader, ..request }))
        }),
    }
}

fn compare_files(a: &Input, b: &Input, args: &Args) -> Result<Exit> {
    if a.is_stdin() && b.is_stdin() {
        return Err(
            Error::invalid_input("cannot read both validators from standard input").help("use a file for one of them")
        );
    }
    let reader = if args.open { Reader::Open } else { Reader::Closed };
    let (a, b) = (read_validator(a)?, read_validator(b)?);
    let answer = wire::subset(&SubsetRequest { a, b, reader, tables: Tables::default(), budget: args.budget });
    let line = serde_json::to_string(&answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the answer as JSON").caused_by(error))?;
    output::print(&(line + "\n"))?;
    Ok(Exit::Clean)
}

fn read_validator(input: &Input) -> Result<Validator> {
    Validator::parse(&input.text()?).map_err(|error| error.in_file(input.to_string()))
}
