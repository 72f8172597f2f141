//! `convex-ops validate`: whether values are a validator's.

use super::exit::Exit;
use super::json_lines::answer_each;
use crate::error::Result;
use crate::json;
use crate::wire;

/// Tells whether values match validators, and every place where they don't
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(super) struct Args {}

const ABOUT: &str = "\
Tells whether values match validators, and every place where they don't.

Reads JSON Lines from standard input, one question a line:

  {\"validator\": …, \"value\": …, \"tables\": {\"users\": 10001}, \"encoding\": \"export\"}

`validator` is what Convex exports of `v.…`. `tables` numbers the tables by which ids are told apart: without it no text \
is an id. `encoding` says how JSON stands for the value: `export` (1 is an int64, 1.0 a float64; the default) or \
`encoded` ({\"$integer\": …} is an int64).

Writes one line for each:

  {\"valid\": false, \"errors\": [{\"path\": \".items[0].price\", \"reason\": \"wrong-type\"}]}

The reasons are missing-field, extra-field, wrong-type, wrong-literal, not-an-id, wrong-table and no-union-member; the \
last has the errors of the closest member under `members`. A line that can't be read gets {\"error\": …}.";

const HELP: &str = "\
Examples:
  echo '{\"validator\": {\"type\": \"number\"}, \"value\": 1.0}' | convex-ops validate

Exit codes: 0 all lines were answered, 2 some line could not be read.";

pub(super) fn run(_: &Args) -> Result<Exit> {
    answer_each(|line| wire::validate(&json::from_str(line)?))
}
