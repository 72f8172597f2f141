//! The two sides of a function.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::ComponentPair;
use super::objects::objects_of;
use crate::compat::causes::{Causes, causes, causes_beyond};
use crate::compat::report::{Breaks, Level, Subject};
use crate::schema::Validator;
use crate::schema::check::Reader;
use crate::surface::{Function, FunctionName, Visibility};

/// The two sides of a function.
#[derive(Debug)]
pub struct FunctionPair<'a> {
    /// Component of the function.
    pub component: &'a ComponentPair<'a>,
    /// Name of the function.
    pub name: &'a FunctionName,
    /// The baseline's function.
    pub baseline: Option<&'a Function>,
    /// The candidate's function.
    pub candidate: Option<&'a Function>,
    args_narrowed: OnceCell<Causes>,
    args_widened: OnceCell<Causes>,
    returns_widened: OnceCell<Causes>,
    returns_extended: OnceCell<Causes>,
}

/// Callers affected by a change of a function, and the level of the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callers {
    /// Level of the change for them.
    pub level: Level,
    /// Affected callers.
    pub breaks: &'static [Breaks],
}

impl<'a> FunctionPair<'a> {
    pub(in crate::compat) fn new(
        component: &'a ComponentPair<'a>,
        name: &'a FunctionName,
        baseline: Option<&'a Function>,
        candidate: Option<&'a Function>,
    ) -> Self {
        Self {
            component,
            name,
            baseline,
            candidate,
            args_narrowed: OnceCell::new(),
            args_widened: OnceCell::new(),
            returns_widened: OnceCell::new(),
            returns_extended: OnceCell::new(),
        }
    }

    /// Returns the function as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::function(self.component.path, self.name)
    }

    /// Returns both sides, if both have the function.
    #[must_use]
    pub fn both(&self) -> Option<(&'a Function, &'a Function)> {
        self.baseline.zip(self.candidate)
    }

    /// Returns both sides, if callers of the baseline's function can still call the candidate's. Changes of arguments
    /// and results don't matter to other callers: they fail before.
    #[must_use]
    pub fn still_callable(&self) -> Option<(&'a Function, &'a Function)> {
        let (old, new) = self.both()?;
        (old.kind == new.kind && !self.is_made_internal()).then_some((old, new))
    }

    /// Checks if the function changed from public to internal.
    #[must_use]
    pub fn is_made_internal(&self) -> bool {
        self.both().is_some_and(|(old, new)| is_public(old) && !is_public(new))
    }

    /// Checks if deployed clients can call the baseline's function: it must be public, and in the root component.
    #[must_use]
    pub fn has_clients(&self) -> bool {
        self.component.is_root() && self.baseline.is_some_and(is_public)
    }

    /// Returns the callers of the baseline's function: deployed clients if they can call it, else the scheduler and
    /// other functions. Returns `None` if the evidence shows that no scheduled call names it: the remaining server
    /// callers are deployed together with it.
    #[must_use]
    pub fn callers(&self) -> Option<Callers> {
        if self.has_clients() {
            return Some(Callers { level: Level::Breaking, breaks: &[Breaks::DeployedClients] });
        }
        let function = self.baseline?;
        if !function.kind.is_schedulable() {
            // Only functions that are deployed together with it call an internal query.
            return None;
        }
        let callers = Callers { level: Level::Risky, breaks: &[Breaks::ScheduledCalls, Breaks::ServerCallers] };
        (!self.is_proven_unscheduled()).then_some(callers)
    }

    /// Returns the readers of the baseline's results: deployed clients if they can call the function, else other
    /// functions, since the scheduler drops results.
    #[must_use]
    pub fn readers(&self) -> Callers {
        if self.has_clients() {
            Callers { level: Level::Breaking, breaks: &[Breaks::DeployedClients] }
        } else {
            Callers { level: Level::Info, breaks: &[Breaks::ServerCallers] }
        }
    }

    /// Checks if all pending calls and the candidate's crons are known, and none names this function. Evidence contains
    /// only calls of the root component.
    fn is_proven_unscheduled(&self) -> bool {
        let evidence = self.component.context.evidence;
        let crons = self.component.candidate.and_then(|component| component.crons.known());
        let (true, Some(calls), Some(crons)) = (self.component.is_root(), &evidence.scheduled, crons) else {
            return false;
        };
        let to_come = calls.iter().filter(|call| call.state.may_start()).map(|call| &call.target);
        !to_come.chain(crons.values().map(|cron| &cron.target)).any(|target| target == self.name)
    }

    /// Returns why the candidate refuses arguments that the baseline accepts; both sides must have the
    /// function.
    #[must_use]
    pub fn args_narrowed(&self) -> &Causes {
        self.args_narrowed.get_or_init(|| self.args_refused(self.baseline, self.candidate))
    }

    /// Returns why the baseline refuses arguments that the candidate accepts; both sides must have the
    /// function.
    #[must_use]
    pub fn args_widened(&self) -> &Causes {
        self.args_widened.get_or_init(|| self.args_refused(self.candidate, self.baseline))
    }

    fn args_refused(&self, sender: Option<&Function>, receiver: Option<&Function>) -> Causes {
        match (sender, receiver) {
            (Some(sender), Some(receiver)) if !sender.takes_the_same(receiver) => {
                let Some(accepted) = receiver.args() else { return Causes::default() };
                let sent = sender.args().map_or_else(|| Cow::Owned(Validator::any_object()), objects_of);
                causes(&sent, accepted, Reader::Closed, self.component.context)
            }
            _ => Causes::default(),
        }
    }

    /// Returns why clients that read the baseline's results cannot handle the candidate's. Clients
    /// ignore unknown fields. A candidate without a validator may return anything; a baseline without one makes no
    /// promise to break.
    #[must_use]
    pub fn returns_widened(&self) -> &Causes {
        self.returns_widened.get_or_init(|| match self.returns() {
            Some((Some(old), new)) => causes(new.unwrap_or(&Validator::Any), old, Reader::Open, self.component.context),
            _ => Causes::default(),
        })
    }

    /// Returns why decoders that refuse unknown fields cannot handle the candidate's results, beyond
    /// [`returns_widened`](Self::returns_widened).
    #[must_use]
    pub fn returns_extended(&self) -> &Causes {
        self.returns_extended.get_or_init(|| match self.returns() {
            Some((Some(old), new)) => {
                let new = new.unwrap_or(&Validator::Any);
                causes_beyond(self.returns_widened(), new, old, Reader::Closed, self.component.context)
            }
            _ => Causes::default(),
        })
    }

    /// Returns why the candidate refuses to return values that the baseline returns; a baseline
    /// without a validator may return anything.
    #[must_use]
    pub fn returns_narrowed(&self) -> Causes {
        match self.returns() {
            Some((old, Some(new))) => {
                causes(old.unwrap_or(&Validator::Any), new, Reader::Closed, self.component.context)
            }
            _ => Causes::default(),
        }
    }

    /// Returns both result validators, if they differ.
    fn returns(&self) -> Option<(Option<&'a Validator>, Option<&'a Validator>)> {
        let (old, new) = self.both()?;
        (!old.returns_the_same(new)).then(|| (old.returns(), new.returns()))
    }
}

fn is_public(function: &Function) -> bool {
    function.visibility == Visibility::Public
}
