//! `convex-ops validate`: checks values against validators.

use super::exit::Exit;
use super::json_lines::answer_each;
use crate::error::Result;
use crate::json;
use crate::wire;

/// Checks values against validators and lists every mismatch
#[derive(Debug, clap::Args)]
#[command(after_help = HELP, long_about = ABOUT)]
pub(super) struct Args {}

const ABOUT: &str = "\
Checks values against validators and lists every mismatch.

Reads JSON Lines from standard input, one question per line:

  {\"validator\": …, \"value\": …, \"tables\": {\"users\": 10001}, \"encoding\": \"export\"}

`validator` is the exported form of a `v.…` validator. `tables` maps tables to the numbers in their ids; without it, no \
string is an id. `encoding` is the JSON encoding of the value: `export` (1 is an int64, 1.0 a float64; the default) or \
`encoded` ({\"$integer\": …} is an int64).

Prints one line per question:

  {\"valid\": false, \"errors\": [{\"path\": \".items[0].price\", \"reason\": \"wrong-type\"}]}

Reasons are missing-field, extra-field, wrong-type, wrong-literal, not-an-id, wrong-table and no-union-member; the last \
has the errors of the closest member under `members`. An invalid line is answered with {\"error\": …}.";

const HELP: &str = "\
Examples:
  echo '{\"validator\": {\"type\": \"number\"}, \"value\": 1.0}' | convex-ops validate

Exit codes: 0 all lines were answered; 2 a line was invalid.";

pub(super) fn run(_: &Args) -> Result<Exit> {
    answer_each(|line| wire::validate(&json::from_str(line)?))
}
