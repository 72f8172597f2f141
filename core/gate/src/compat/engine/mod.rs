//! The check, from two surfaces to a report.

mod caveats;
mod grade;
mod locate;
mod missing;
mod several;
mod unknown_types;
mod unread_modules;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use caveats::{caveats, unchecked_values};
use grade::grade;
use locate::locate;
use missing::missing_inputs;
use unknown_types::unknown_types;
use unread_modules::unread_modules;

pub use several::Baseline;

use crate::compat::align::align;
use crate::compat::context::{Context, Evidence, Options};
use crate::compat::pair::{ComponentPair, FunctionPair, IndexPair, TablePair};
use crate::compat::report::{Finding, NotChecked, Report, Undecided, Verdict};
use crate::compat::rule::{Check, Family, Input, PartName, Rule, Sink};
use crate::compat::rules::RULES;
use crate::compat::subset;
use crate::schema::{Index, Table, Validator};
use crate::surface::{Component, Function, FunctionName, Surface};
use crate::threads;
use crate::value::{Name, Tables};

/// Facts that no input contains.
const NEVER_CHECKED: [&str; 5] = [
    "the behaviour of functions",
    "queues inside components (workpool, workflow)",
    "actions that are running now",
    "which client versions are still in use",
    "documents written after the evidence was taken",
];

/// Number of changed functions that take longer to compare than a thread takes to start.
const ENOUGH_FUNCTIONS: usize = 32;

/// Finds everything that the candidate breaks and the baseline allows.
///
/// The function is pure: the same surfaces, evidence and options produce the same report.
///
/// ```
/// use convex_ops::compat::{Evidence, Options, check};
/// use convex_ops::surface::Surface;
///
/// let baseline = Surface::parse(r#"[{"identifier": "messages.js:list", "functionType": "Query"}]"#)?;
/// let report = check(&baseline, &Surface::parse(r#"{"functions": []}"#)?, &Evidence::default(), &Options::at(0.0));
/// assert_eq!(report.findings[0].rule, "function-removed");
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn check(baseline: &Surface, candidate: &Surface, evidence: &Evidence, options: &Options) -> Report {
    check_all(&Baseline::new(options.baseline_name.clone(), baseline), &[], candidate, evidence, options)
}

/// Finds everything that the candidate breaks and the live or an earlier version allows, like [`check`]: clients of earlier
/// versions may still be in use. The rollback is about the live version alone.
///
/// ```
/// use convex_ops::compat::{Baseline, Evidence, Options, check_all};
/// use convex_ops::surface::Surface;
///
/// let app = |names: &[&str]| {
///     let functions = names.iter().map(|name| format!(r#"{{"identifier": "{name}", "functionType": "Query"}}"#));
///     Surface::parse(&format!(r#"{{"functions": [{}]}}"#, functions.collect::<Vec<_>>().join(",")))
/// };
/// let (live, last_month) = (app(&["a:f"])?, app(&["a:f", "a:g"])?);
/// let (live, earlier) = (Baseline::new(Some("v2".into()), &live), [Baseline::new(Some("v1".into()), &last_month)]);
/// let report = check_all(&live, &earlier, &app(&[])?, &Evidence::default(), &Options::at(0.0));
/// let names: Vec<_> = report.findings.iter().map(|finding| finding.baseline.clone().unwrap()).collect();
/// assert_eq!(names, ["v2, v1", "v1"]);
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn check_all(
    live: &Baseline<'_>,
    earlier: &[Baseline<'_>],
    candidate: &Surface,
    evidence: &Evidence,
    options: &Options,
) -> Report {
    let new = candidate.components();
    let old: Vec<BTreeMap<String, &Component>> = earlier.iter().map(|version| version.surface.components()).collect();
    let live_components = live.surface.components();
    let live_sides = Sides::align(&live_components, &new);
    let earlier_sides: Vec<Vec<Sides<'_>>> = old.iter().map(|old| Sides::align(old, &new)).collect();
    let named: Vec<TableUses> =
        live_sides.iter().chain(earlier_sides.iter().flatten()).map(Sides::table_uses).collect();
    let taken = named.iter().flat_map(|named| named.numbers.iter().copied()).collect();
    let tables = subset::number_tables_beside(named.into_iter().flat_map(|named| named.tables), &taken);
    let compare = |baseline: &Baseline<'_>, sides: &[Sides<'_>]| {
        let options = Options { baseline_name: baseline.name.clone(), ..options.clone() };
        let context = Context { options: &options, evidence, tables: &tables };
        let mut run = Run::new(&options);
        for sides in sides {
            run.component(&sides.pair(&context), &sides.changed_functions);
        }
        run.report(baseline.surface, candidate, evidence, tables.clone())
    };
    let others = earlier.iter().zip(&earlier_sides).map(|(version, sides)| compare(version, sides));
    let mut report = several::merge(compare(live, &live_sides), others);
    let surfaces: Vec<&Surface> =
        earlier.iter().chain([live]).map(|version| version.surface).chain([candidate]).collect();
    grade(&mut report, &surfaces, evidence, options);
    report
}

/// Both sides of a component, and the functions that differ; other functions are not compared.
struct Sides<'a> {
    path: &'a str,
    baseline: Option<&'a Component>,
    candidate: Option<&'a Component>,
    changed_functions: Vec<ChangedFunction<'a>>,
}

type ChangedFunction<'a> = (&'a FunctionName, Option<&'a Function>, Option<&'a Function>);

impl<'a> Sides<'a> {
    fn align(old: &'a BTreeMap<String, &'a Component>, new: &'a BTreeMap<String, &'a Component>) -> Vec<Self> {
        align(old, new).map(|(path, old, new)| Self::new(path, old.copied(), new.copied())).collect()
    }

    fn new(path: &'a str, baseline: Option<&'a Component>, candidate: Option<&'a Component>) -> Self {
        let functions = |side: Option<&'a Component>| side.and_then(|component| component.functions.known());
        let changed_functions = match functions(baseline).zip(functions(candidate)) {
            Some((old, new)) => {
                // A function that one side may have in a module that could not be read is unknown there.
                let is_unread = |side: Option<&Component>, name: &FunctionName| {
                    side.is_some_and(|component| component.unread(name.module()).is_some())
                };
                let is_known = |(name, old, new): &ChangedFunction<'a>| {
                    (old.is_some() || !is_unread(baseline, name)) && (new.is_some() || !is_unread(candidate, name))
                };
                align(old, new).filter(|(_, old, new)| old != new).filter(is_known).collect()
            }
            None => Vec::new(),
        };
        Self { path, baseline, candidate, changed_functions }
    }

    fn pair(&self, context: &'a Context<'a>) -> ComponentPair<'a> {
        let added = self.changed_functions.iter().filter(|(_, old, _)| old.is_none());
        ComponentPair {
            context,
            path: self.path,
            baseline: self.baseline,
            candidate: self.candidate,
            added_functions: added.filter_map(|(name, _, new)| Some((*name, (*new)?))).collect(),
        }
    }

    /// Returns the tables that an id in a witness can belong to, and the numbers that none of them may get.
    fn table_uses(&self) -> TableUses {
        let components = self.baseline.into_iter().chain(self.candidate);
        let schemas = components.filter_map(|component| component.schema.known()?.as_ref());
        let documents = schemas.flat_map(|schema| schema.tables.values()).map(|table| &table.document);
        let parts = threads::in_parts(&self.changed_functions, ENOUGH_FUNCTIONS, |part| {
            let functions = part.iter().flat_map(|(_, old, new)| old.iter().chain(new));
            BorrowedTableUses::of(functions.flat_map(|function| function.args().into_iter().chain(function.returns())))
        });
        let mut all = TableUses::default();
        for part in parts.into_iter().chain([BorrowedTableUses::of(documents)]) {
            all.tables.extend(part.tables.into_iter().cloned());
            all.numbers.extend(part.numbers);
        }
        all
    }
}

/// Tables that validators name, and table numbers of ids that they contain as text.
#[derive(Default)]
struct TableUses {
    tables: BTreeSet<Name>,
    numbers: BTreeSet<u32>,
}

/// Like [`TableUses`], borrowed. The set of names removes duplicates, since most are named very often.
#[derive(Default)]
struct BorrowedTableUses<'v> {
    tables: HashSet<&'v Name>,
    numbers: BTreeSet<u32>,
}

impl<'v> BorrowedTableUses<'v> {
    fn of(validators: impl Iterator<Item = &'v Validator>) -> Self {
        let mut found = Self::default();
        validators.for_each(|validator| {
            validator.visit(&mut |part| match part {
                Validator::Id(table) => drop(found.tables.insert(table)),
                part => subset::add_table_numbers(part, &mut found.numbers),
            });
        });
        found
    }
}

struct Run<'a> {
    options: &'a Options,
    findings: Vec<Finding>,
    rollback: Vec<Finding>,
    undecided: Vec<Undecided>,
    not_checked: Vec<NotChecked>,
}

impl<'a> Run<'a> {
    fn new(options: &'a Options) -> Self {
        let (findings, rollback) = (Vec::new(), Vec::new());
        Self { options, findings, rollback, undecided: Vec::new(), not_checked: Vec::new() }
    }

    fn component(&mut self, pair: &ComponentPair<'_>, functions: &[ChangedFunction<'_>]) {
        self.note_absent_parts(pair);
        for (side, component) in [("baseline", pair.baseline), ("candidate", pair.candidate)] {
            self.not_checked.extend(component.into_iter().flat_map(|of| unknown_types(side, pair.path, of)));
            self.not_checked.extend(component.into_iter().flat_map(|of| unread_modules(side, pair.path, of)));
        }
        self.each(|rule, sink| {
            if let Check::Component(check) = rule.declaration.check {
                check(pair, sink);
            }
        });
        self.tables(pair);
        self.functions(pair, functions);
    }

    /// Compares tables if both schemas are known; a schema that is known to be absent has none.
    fn tables(&mut self, pair: &ComponentPair<'_>) {
        let known = |side: Option<&Component>| side.is_some_and(|component| !component.schema.is_unknown());
        if !known(pair.baseline) || !known(pair.candidate) {
            return;
        }
        let none = BTreeMap::new();
        let old = pair.baseline_schema().map_or(&none, |schema| &schema.tables);
        let new = pair.candidate_schema().map_or(&none, |schema| &schema.tables);
        for (name, baseline, candidate) in align(old, new) {
            let table = TablePair::new(pair, name, baseline, candidate);
            self.each(|rule, sink| {
                if let Check::Table(check) = rule.declaration.check {
                    check(&table, sink);
                }
            });
            self.indexes(&table);
        }
    }

    fn indexes(&mut self, table: &TablePair<'_>) {
        let Some((old, new)) = table.baseline.zip(table.candidate) else { return };
        let by_name =
            |table: &'_ Table| table.indexes.iter().cloned().map(|index| (index.name.clone(), index)).collect();
        let (old, new): (BTreeMap<Name, Index>, BTreeMap<Name, Index>) = (by_name(old), by_name(new));
        for (name, baseline, candidate) in align(&old, &new) {
            let pair = IndexPair { table, name, baseline, candidate };
            self.each(|rule, sink| {
                if let Check::Index(check) = rule.declaration.check {
                    check(&pair, sink);
                }
            });
        }
    }

    /// Compares functions. Each is independent, so many of them are split among threads.
    fn functions(&mut self, pair: &ComponentPair<'_>, changed: &[ChangedFunction<'_>]) {
        let parts = threads::in_parts(changed, ENOUGH_FUNCTIONS, |part| {
            let mut run = Run::new(self.options);
            part.iter().for_each(|function| run.function(pair, *function));
            run
        });
        for part in parts {
            self.findings.extend(part.findings);
            self.rollback.extend(part.rollback);
            self.undecided.extend(part.undecided);
        }
    }

    fn function(&mut self, pair: &ComponentPair<'_>, (name, baseline, candidate): ChangedFunction<'_>) {
        let function = FunctionPair::new(pair, name, baseline, candidate);
        self.each(|rule, sink| {
            if let Check::Function(check) = rule.declaration.check {
                check(&function, sink);
            }
        });
    }

    fn each(&mut self, mut call: impl FnMut(&'static Rule, &mut Sink<'_>)) {
        for rule in RULES {
            let rollback = rule.family == Family::Rollback;
            let findings = if rollback { &mut self.rollback } else { &mut self.findings };
            call(rule, &mut Sink { rule, options: self.options, findings, undecided: &mut self.undecided });
        }
    }

    fn note_absent_parts(&mut self, pair: &ComponentPair<'_>) {
        let parts = [
            PartName::Schema,
            PartName::Functions,
            PartName::Crons,
            PartName::EnvironmentVariables,
            PartName::AuthProviders,
            PartName::Components,
        ];
        for part in parts {
            if pair.baseline.is_some_and(|component| is_unknown(component, part)) {
                self.note(Input::Baseline(part), format!("baseline {}", part.as_str()), pair.path);
            }
            if pair.candidate.is_some_and(|component| is_unknown(component, part)) {
                self.note(Input::Candidate(part), format!("candidate {}", part.as_str()), pair.path);
            }
        }
    }

    /// Notes an absent input if a rule needs it.
    fn note(&mut self, input: Input, what: String, component: &str) {
        let needing = RULES.iter().filter(|rule| rule.declaration.needs().any(|needed| needed == input));
        let rules: Vec<String> = needing.map(|rule| rule.id.to_owned()).collect();
        if !rules.is_empty() {
            self.not_checked.push(NotChecked { what, component: component.to_owned(), rules });
        }
    }

    fn report(mut self, baseline: &Surface, candidate: &Surface, evidence: &Evidence, tables: Tables) -> Report {
        let given = [
            (Input::Data, "stored documents", evidence.data.is_some()),
            (Input::Scheduled, "scheduled calls", evidence.scheduled.is_some()),
            (
                Input::EnvironmentVariables,
                "environment variables that are set",
                evidence.environment_variables.is_some(),
            ),
        ];
        for (input, what, _) in given.into_iter().filter(|(_, _, given)| !given) {
            self.note(input, what.to_owned(), "");
        }
        self.not_checked.extend(evidence.data.iter().flat_map(caveats));
        self.not_checked.extend(unchecked_values(candidate, evidence));
        let never =
            NEVER_CHECKED.map(|what| NotChecked { what: what.to_owned(), component: String::new(), rules: Vec::new() });
        self.not_checked.extend(never);
        for findings in [&mut self.findings, &mut self.rollback] {
            for finding in findings.iter_mut() {
                finding.location = locate(finding, baseline, candidate);
            }
        }
        let missing = missing_inputs(baseline, candidate, evidence, self.options);
        Report {
            // Computed once the findings are graded.
            verdict: Verdict::Safe,
            findings: self.findings,
            undecided: self.undecided,
            not_checked: self.not_checked,
            missing,
            unused_policy: Vec::new(),
            rollback: self.rollback,
            tables,
        }
    }
}

fn is_unknown(component: &Component, part: PartName) -> bool {
    match part {
        PartName::Schema => component.schema.is_unknown(),
        PartName::Functions => component.functions.is_unknown(),
        PartName::Crons => component.crons.is_unknown(),
        PartName::EnvironmentVariables => component.environment_variables.is_unknown(),
        PartName::AuthProviders => component.auth_providers.is_unknown(),
        PartName::Components => component.components.is_unknown(),
    }
}
