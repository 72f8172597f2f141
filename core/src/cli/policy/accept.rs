//! `convex-ops accept`: accepts a finding.

use std::path::PathBuf;

use clap::ValueHint;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::read::{DEFAULT, parse};
use crate::cli::exit::Exit;
use crate::cli::output;
use crate::compat::policy::Day;
use crate::error::{Error, Result};

/// Accepts a finding: adds it to convex-ops.toml, and keeps the rest of the file with its comments
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub(in crate::cli) struct Args {
    /// Fingerprint of the finding, from a report
    #[arg(value_parser = fingerprint)]
    fingerprint: String,

    /// Reason for accepting it
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// Person who accepts it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,

    /// Last day of the acceptance, such as 2026-12-31; never expires if omitted
    #[arg(long, value_name = "DATE", value_parser = day)]
    expires: Option<Day>,

    /// Policy file; created if it does not exist
    #[arg(long, value_name = "FILE", default_value = DEFAULT, value_hint = ValueHint::FilePath)]
    policy: PathBuf,

    /// Prints nothing on standard error
    #[arg(long, short)]
    quiet: bool,
}

const HELP: &str = "\
A finding that is accepted already gets the new reason, author and day.

Examples:
  convex-ops accept 0123456789abcdef --reason \"only the old admin page called it\" --expires 2026-12-31

Exit codes: 0 the file was changed; 2 invalid input or another error.";

fn fingerprint(text: &str) -> Result<String> {
    let is_valid = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if is_valid {
        return Ok(text.to_owned());
    }
    Err(Error::invalid_input(format!("invalid fingerprint `{text}`")).help("use the 16 characters of a report"))
}

fn day(text: &str) -> Result<Day> {
    text.parse().map_err(|_| Error::invalid_input(format!("invalid day `{text}`")).help("use a day such as 2026-12-31"))
}

pub(in crate::cli) fn run(args: &Args) -> Result<Exit> {
    let name = args.policy.display().to_string();
    let old = match std::fs::read_to_string(&args.policy) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::io("cannot read the file", &error).in_file(name)),
    };
    parse(&old).map_err(|error| error.in_file(name.clone()))?;
    let text = add(&old, args).map_err(|error| error.in_file(name.clone()))?;
    output::save(&args.policy, &text)?;
    if !args.quiet {
        output::say(&format!("{} is accepted in {name}", args.fingerprint));
    }
    Ok(Exit::Clean)
}

/// Adds the entry to the text of a policy, or changes the one of the same fingerprint.
fn add(old: &str, args: &Args) -> Result<String> {
    let mut document: DocumentMut =
        old.parse().map_err(|error| Error::invalid_input(format!("invalid TOML: {error}")))?;
    let list = document.entry("accept").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(list) = list.as_array_of_tables_mut() else {
        return Err(Error::invalid_input("cannot add to a list that is written in one line")
            .help("write each entry of `accept` as a table: `[[accept]]`"));
    };
    let same = |entry: &Table| entry.get("fingerprint").and_then(Item::as_str) == Some(&args.fingerprint);
    let index = list.iter().position(same).unwrap_or(list.len());
    if index == list.len() {
        let mut entry = Table::new();
        entry.insert("fingerprint", value(&args.fingerprint));
        list.push(entry);
    }
    if let Some(entry) = list.get_mut(index) {
        fill(entry, args);
    }
    Ok(document.to_string())
}

fn fill(entry: &mut Table, args: &Args) {
    set(entry, "reason", Some(value(&args.reason)));
    set(entry, "author", args.author.as_ref().map(value));
    let date = args.expires.and_then(|day| day.to_string().parse::<toml_edit::Datetime>().ok());
    set(entry, "expires", date.map(value));
}

/// Sets or removes a value, and keeps the comment beside it.
fn set(entry: &mut Table, name: &str, item: Option<Item>) {
    let Some(mut item) = item else {
        entry.remove(name);
        return;
    };
    let decor = entry.get(name).and_then(Item::as_value).map(|value| value.decor().clone());
    if let (Some(decor), Some(value)) = (decor, item.as_value_mut()) {
        *value.decor_mut() = decor;
    }
    entry.insert(name, item);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(reason: &str, expires: Option<Day>) -> Args {
        Args {
            fingerprint: "0123456789abcdef".to_owned(),
            reason: reason.to_owned(),
            author: Some("Ada".to_owned()),
            expires,
            policy: PathBuf::new(),
            quiet: true,
        }
    }

    #[test]
    fn entry_is_added_and_comments_are_kept() {
        let old = "# Ours.\n[levels] # by rule\ntable-removed = \"info\"\n";
        let text = add(old, &args("known", Some(jiff::civil::date(2026, 12, 31)))).unwrap();
        let entry = "[[accept]]\nfingerprint = \"0123456789abcdef\"\nreason = \"known\"\nauthor = \"Ada\"\nexpires = 2026-12-31\n";
        assert_eq!(text, format!("{old}\n{entry}"));
        assert_eq!(parse(&text).unwrap().accept[0].author.as_deref(), Some("Ada"));
    }

    #[test]
    fn known_entry_is_changed_in_place() {
        let old = "[[accept]]\nfingerprint = \"0123456789abcdef\" # the admin page\nreason = \"old\" # ask Ada\nexpires = 2026-01-01\n";
        let text = add(old, &args("new", None)).unwrap();
        assert_eq!(
            text,
            "[[accept]]\nfingerprint = \"0123456789abcdef\" # the admin page\nreason = \"new\" # ask Ada\nauthor = \"Ada\"\n"
        );
    }

    #[test]
    fn list_in_one_line_is_refused() {
        let old = "accept = [{fingerprint = \"ab\", reason = \"x\"}]";
        assert!(add(old, &args("new", None)).unwrap_err().to_string().contains("in one line"));
    }

    #[test]
    fn fingerprints_have_16_hex_digits() {
        assert!(fingerprint("0123456789abcdef").is_ok());
        for text in ["", "0123456789ABCDEF", "0123456789abcde", "0123456789abcdeg"] {
            assert!(fingerprint(text).is_err(), "{text}");
        }
    }
}
