//! `convex-ops env copy`: variables of one deployment to another.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, IsTerminal as _, Write as _};

use serde_json::json;

use crate::cli::deployment::choose;
use crate::cli::exit::Exit;
use crate::cli::remote::shared::Change;
use crate::cli::remote::target::find;
use crate::deployment_selection::Command;
use crate::error::{Error, Result};
use crate::handles::ChangeKind;
use crate::keys::Secret;
use crate::threads::runtime;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Deployment to copy from, by its selector
    #[arg(long, value_name = "DEPLOYMENT", help_heading = "Variables")]
    from: String,

    /// Copies these variables alone
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Variables")]
    only: Vec<String>,

    /// Leaves out these variables
    #[arg(long, value_name = "NAMES", value_delimiter = ',', conflicts_with = "only", help_heading = "Variables")]
    except: Vec<String>,

    /// Keeps the values of variables that are set
    #[arg(long, help_heading = "Variables")]
    keep: bool,

    /// Removes variables that the other deployment does not have
    #[arg(long, conflicts_with_all = ["only", "keep"], help_heading = "Variables")]
    mirror: bool,

    /// Copies without asking; without it and without a terminal, only the plan is printed
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    change: Change,
}

/// Changes of a copy, by name.
#[derive(Default)]
struct Plan {
    add: Vec<String>,
    replace: Vec<String>,
    remove: Vec<String>,
    same: Vec<String>,
}

impl Plan {
    fn new(args: &Args, from: &BTreeMap<String, Secret>, to: &BTreeMap<String, Secret>) -> Result<Self> {
        let is_known = |name: &String| from.contains_key(name) || (args.except.contains(name) && to.contains_key(name));
        if let Some(missing) = args.only.iter().chain(&args.except).find(|name| !is_known(name)) {
            let message = format!("environment variable `{}` not found in {}", missing.escape_debug(), args.from);
            return Err(Error::invalid_input(message).help("list the names with `convex-ops env list`"));
        }
        let is_chosen =
            |name: &&String| (args.only.is_empty() || args.only.contains(*name)) && !args.except.contains(*name);
        let mut plan = Self::default();
        for name in from.keys().filter(is_chosen) {
            let list = match to.get(name) {
                None => &mut plan.add,
                Some(value) if Some(value) == from.get(name) => &mut plan.same,
                Some(_) if args.keep => continue,
                Some(_) => &mut plan.replace,
            };
            list.push(name.clone());
        }
        if args.mirror {
            plan.remove = to.keys().filter(|name| !from.contains_key(*name)).filter(is_chosen).cloned().collect();
        }
        Ok(plan)
    }

    fn is_empty(&self) -> bool {
        self.add.is_empty() && self.replace.is_empty() && self.remove.is_empty()
    }

    fn changes(&self, from: &BTreeMap<String, Secret>) -> Vec<(String, Option<Secret>)> {
        let set = self.add.iter().chain(&self.replace).map(|name| (name.clone(), from.get(name).cloned()));
        set.chain(self.remove.iter().map(|name| (name.clone(), None))).collect()
    }

    /// Describes the changes by name. Values are secrets.
    fn describe(&self) -> String {
        let mut text = String::new();
        for (verb, names) in [("add", &self.add), ("replace", &self.replace), ("remove", &self.remove)] {
            for name in names {
                let value = if verb == "remove" { "" } else { "=<redacted>" };
                let _ = writeln!(text, "{verb:<8} {name}{value}");
            }
        }
        if !self.same.is_empty() {
            let _ = writeln!(text, "the same {}", self.same.join(", "));
        }
        text
    }
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let Change { confirm, shared } = &args.change;
    let to = find(&shared.target, shared.output, true)?;
    let source = runtime().block_on(choose(&shared.target.with_deployment(&args.from), Command::Other, false))?;
    if source.url == to.url {
        return Err(Error::invalid_input(format!("cannot copy the variables of {} to itself", to.label()))
            .help("name the other deployment with `--deployment`"));
    }
    let (from, known) = runtime().block_on(async {
        Ok::<_, Error>((source.handle().environment().list().await?, to.handle().environment().list().await?))
    })?;
    let plan = Plan::new(args, &from, &known)?;
    let is_applied = !plan.is_empty() && (args.yes || (!shared.output.json && ask(&plan, to.label())?));
    if is_applied {
        let handle = confirm.handle(&to, ChangeKind::Ordinary)?;
        runtime().block_on(handle.environment().update(plan.changes(&from)))?;
    }
    let data = json!({
        "from": source.label(), "to": to.label(), "add": plan.add, "replace": plan.replace, "remove": plan.remove,
        "same": plan.same, "applied": is_applied,
    });
    shared.output.print(&data, || {
        let end = match (plan.is_empty(), is_applied) {
            (true, _) => "nothing to copy".to_owned(),
            (false, true) => format!("copied from {} to {}", source.label(), to.label()),
            (false, false) => "nothing was changed: add `--yes` to copy".to_owned(),
        };
        format!("{}{end}\n", plan.describe())
    })?;
    Ok(Exit::Clean)
}

/// Shows the plan on a terminal and asks. Without a terminal, the answer is no.
fn ask(plan: &Plan, to: &str) -> Result<bool> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Ok(false);
    }
    let failed = |error: std::io::Error| Error::io("cannot read the confirmation", &error);
    let mut stderr = std::io::stderr().lock();
    write!(stderr, "{}Change {to}? [y/N] ", plan.describe()).and_then(|()| stderr.flush()).map_err(failed)?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}
