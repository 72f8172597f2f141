//! Definition of rules, and how they report findings.

use super::causes::Cause;
use super::context::Options;
pub use super::ids::Family;
use super::pair::{Callers, ComponentPair, FunctionPair, IndexPair, TablePair};
use super::report::{Breaks, Finding, Level, Sample, Subject, Undecided};
use crate::value::{Value, to_encoded};

/// A rule of the gate. One file contains its docs, declaration, check and tests.
///
/// The file's place gives the id, the family and the docs; the file declares the rest.
#[derive(Debug)]
pub struct Rule {
    /// Id in kebab case, which is the name of its file; never renamed or reused.
    pub id: &'static str,
    /// Family, which is the folder of its file.
    pub family: Family,
    /// The doc comments at the start of its file, as they are written there.
    pub comments: &'static str,
    /// Level, victims, inputs and check.
    pub declaration: Declaration,
}

impl Rule {
    /// Returns its docs in Markdown: a summary, then What it finds, Why it breaks, Example, Safe rollout.
    #[must_use]
    pub fn docs(&self) -> String {
        let lines = self.comments.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// Returns the first sentence of its docs.
    #[must_use]
    pub fn summary(&self) -> String {
        self.docs().lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// Returns the doc comments at the start of a file of this folder. The rest of the file does not become part of the program.
macro_rules! comments {
    ($file:literal) => {{
        const SOURCE: &str = include_str!($file);
        const COMMENTS: [u8; $crate::compat::rule::len_of_comments(SOURCE)] = $crate::compat::rule::first_bytes(SOURCE);
        match core::str::from_utf8(&COMMENTS) {
            Ok(comments) => comments,
            Err(_) => "",
        }
    }};
}
pub(super) use comments;

/// Returns the length of the doc comments at the start of a file.
pub(super) const fn len_of_comments(source: &str) -> usize {
    let mut rest = source.as_bytes();
    let mut len = 0;
    while let [b'/', b'/', b'!', ..] = rest {
        while let [byte, tail @ ..] = rest {
            rest = tail;
            len += 1;
            if *byte == b'\n' {
                break;
            }
        }
    }
    len
}

/// Returns the first `N` bytes of a file.
pub(super) const fn first_bytes<const N: usize>(source: &str) -> [u8; N] {
    match source.as_bytes().first_chunk() {
        Some(bytes) => *bytes,
        None => [0; N],
    }
}

/// Declaration of a rule: level, victims, inputs and check.
///
/// Built as a constant in the rule's file:
///
/// ```
/// use convex_ops::compat::report::Breaks;
/// use convex_ops::compat::rule::{Check, Declaration, PartName};
///
/// const RULE: Declaration = Declaration::breaking(&[Breaks::DeployedClients], Check::Function(|_, _| {}))
///     .compares(&[PartName::Functions]);
/// assert!(RULE.is_comparison());
/// ```
#[derive(Debug)]
#[must_use]
#[non_exhaustive]
pub struct Declaration {
    /// Level of its findings, unless a finding overrides it.
    pub level: Level,
    /// Victims of its findings, unless a finding overrides them.
    pub breaks: &'static [Breaks],
    /// Parts of the baseline that it requires.
    pub baseline: &'static [PartName],
    /// Parts of the candidate that it requires.
    pub candidate: &'static [PartName],
    /// Evidence that it requires.
    pub evidence: Option<Input>,
    /// Version that introduced the rule.
    pub since: &'static str,
    /// Check function.
    pub check: Check,
}

impl Declaration {
    /// Declares a rule whose findings break something.
    pub const fn breaking(breaks: &'static [Breaks], check: Check) -> Self {
        Self::new(Level::Breaking, breaks, check)
    }

    /// Declares a rule whose findings may break something.
    pub const fn risky(breaks: &'static [Breaks], check: Check) -> Self {
        Self::new(Level::Risky, breaks, check)
    }

    /// Declares a rule whose findings are worth knowing.
    pub const fn info(breaks: &'static [Breaks], check: Check) -> Self {
        Self::new(Level::Info, breaks, check)
    }

    const fn new(level: Level, breaks: &'static [Breaks], check: Check) -> Self {
        Self { level, breaks, baseline: &[], candidate: &[], evidence: None, since: "0.1.0", check }
    }

    /// Requires these parts of the baseline and of the candidate.
    pub const fn compares(self, parts: &'static [PartName]) -> Self {
        Self { baseline: parts, candidate: parts, ..self }
    }

    /// Requires these parts of the candidate alone.
    pub const fn inspects(self, parts: &'static [PartName]) -> Self {
        Self { candidate: parts, ..self }
    }

    /// Requires documents.
    pub const fn with_data(self) -> Self {
        Self { evidence: Some(Input::Data), ..self }
    }

    /// Requires scheduled calls.
    pub const fn with_scheduled_calls(self) -> Self {
        Self { evidence: Some(Input::Scheduled), ..self }
    }

    /// Requires the names of the environment variables that are set.
    pub const fn with_environment_variables(self) -> Self {
        Self { evidence: Some(Input::EnvironmentVariables), ..self }
    }

    /// Sets the version that introduced the rule. Defaults to 0.1.0.
    pub const fn since(self, version: &'static str) -> Self {
        Self { since: version, ..self }
    }

    /// Returns the required inputs; the rule finds nothing without them.
    pub fn needs(&self) -> impl Iterator<Item = Input> {
        let baseline = self.baseline.iter().copied().map(Input::Baseline);
        baseline.chain(self.candidate.iter().copied().map(Input::Candidate)).chain(self.evidence)
    }

    /// Returns `true` if the rule compares the surfaces without evidence. It finds nothing between equal surfaces.
    #[must_use]
    pub fn is_comparison(&self) -> bool {
        !self.baseline.is_empty() && self.evidence.is_none()
    }
}

/// An input that a rule requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// A part of a component of the baseline.
    Baseline(PartName),
    /// A part of a component of the candidate.
    Candidate(PartName),
    /// Documents.
    Data,
    /// Scheduled calls.
    Scheduled,
    /// The names of the environment variables that are set.
    EnvironmentVariables,
}

/// A part of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartName {
    /// `schema`
    Schema,
    /// `functions`, with the HTTP routes.
    Functions,
    /// `crons`
    Crons,
    /// `environmentVariables`
    EnvironmentVariables,
    /// `authProviders`
    AuthProviders,
    /// `components`
    Components,
}

/// Check function of a rule, called with each pair of its kind.
#[derive(Debug)]
pub enum Check {
    /// Called with each component of either side.
    Component(fn(&ComponentPair<'_>, &mut Sink<'_>)),
    /// Called with each table of either side, if both schemas are known.
    Table(fn(&TablePair<'_>, &mut Sink<'_>)),
    /// Called with each index of either side, in tables that both sides have.
    Index(fn(&IndexPair<'_>, &mut Sink<'_>)),
    /// Called with each function of either side, if both lists are known.
    Function(fn(&FunctionPair<'_>, &mut Sink<'_>)),
}

impl PartName {
    /// Returns the name of the part in surface files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Functions => "functions",
            Self::Crons => "crons",
            Self::EnvironmentVariables => "environmentVariables",
            Self::AuthProviders => "authProviders",
            Self::Components => "components",
        }
    }
}

/// Collects the findings of a rule.
#[derive(Debug)]
pub struct Sink<'a> {
    pub(super) rule: &'static Rule,
    pub(super) options: &'a Options,
    pub(super) findings: &'a mut Vec<Finding>,
    pub(super) undecided: &'a mut Vec<Undecided>,
}

impl Sink<'_> {
    /// Reports a finding.
    pub fn push(&mut self, draft: Draft) {
        let Rule { id, declaration, .. } = self.rule;
        let baseline = declaration.is_comparison().then(|| self.options.baseline_name.clone()).flatten();
        let finding = Finding {
            rule: (*id).to_owned(),
            level: draft.level.unwrap_or(declaration.level),
            breaks: draft.breaks.unwrap_or(declaration.breaks).to_vec(),
            fingerprint: super::report::fingerprint(id, &draft.subject, &draft.detail),
            subject: draft.subject,
            message: draft.message,
            location: None,
            before: draft.before,
            after: draft.after,
            count: draft.count,
            witness: draft.witness,
            samples: draft.samples,
            fix: draft.fix,
            suggestion: None,
            usage: None,
            baseline,
            accepted: None,
        };
        self.findings.push(finding);
    }

    /// Reports that a question ran out of steps, or depends on an unknown type.
    pub fn undecided(&mut self, subject: Subject, message: impl Into<String>) {
        self.undecided.push(Undecided { rule: self.rule.id.to_owned(), subject, message: message.into() });
    }
}

/// A finding under construction; the rule provides the defaults.
#[derive(Debug)]
#[must_use]
pub struct Draft {
    subject: Subject,
    message: String,
    level: Option<Level>,
    breaks: Option<&'static [Breaks]>,
    count: Option<u64>,
    witness: Option<serde_json::Value>,
    samples: Vec<Sample>,
    fix: Option<String>,
    before: Option<String>,
    after: Option<String>,
    detail: String,
}

impl Draft {
    /// Creates a finding about `subject`; the message is one sentence, without a final period.
    pub fn new(subject: Subject, message: impl Into<String>) -> Self {
        Self {
            subject,
            message: message.into(),
            level: None,
            breaks: None,
            count: None,
            witness: None,
            samples: Vec::new(),
            fix: None,
            before: None,
            after: None,
            detail: String::new(),
        }
    }

    /// Moves the finding to the place of a cause whose values the baseline allows, with its witness, types and fix.
    pub fn explain(mut self, cause: &Cause) -> Self {
        self.subject = self.subject.at(cause.path.group());
        self.detail.clone_from(&cause.detail);
        (self.before, self.after) = (cause.allowed.clone(), cause.accepted.clone());
        self.witness(&cause.witness).fix(cause.fix())
    }

    /// Like [`explain`](Self::explain), for a cause whose values the candidate allows.
    pub fn explain_new(self, cause: &Cause) -> Self {
        let draft = self.explain(cause);
        Self { before: draft.after, after: draft.before, ..draft }
    }

    /// Sets the level and the victims from the callers or readers of a function.
    pub fn affects(self, callers: Callers) -> Self {
        self.level(callers.level).breaks(callers.breaks)
    }

    /// Overrides the level of the rule.
    pub fn level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// Overrides the victims of the rule.
    pub fn breaks(mut self, breaks: &'static [Breaks]) -> Self {
        self.breaks = Some(breaks);
        self
    }

    /// Sets the number of affected documents or calls.
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// Sets a value that the old side allows and the new side refuses.
    pub fn witness(mut self, witness: &Value) -> Self {
        self.witness = Some(to_encoded(witness));
        self
    }

    /// Adds some of the affected documents or calls.
    pub fn samples(mut self, samples: Vec<Sample>) -> Self {
        self.samples = samples;
        self
    }

    /// Sets the smallest change that would make the candidate safe.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Sets the old and the new form of the subject, as text; absent if that side does not have it.
    pub fn change(mut self, before: Option<String>, after: Option<String>) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    /// Sets the detail that, with the rule and the subject, decides the fingerprint: everything that the finding says is
    /// refused.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}
