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
    /// Its component.
    pub component: &'a ComponentPair<'a>,
    /// Its name.
    pub name: &'a FunctionName,
    /// The baseline's side.
    pub baseline: Option<&'a Function>,
    /// The candidate's side.
    pub candidate: Option<&'a Function>,
    args_narrowed: OnceCell<Causes>,
    args_widened: OnceCell<Causes>,
    returns_widened: OnceCell<Causes>,
    returns_extended: OnceCell<Causes>,
}

/// Who notices that a function changed, and how bad that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callers {
    /// How bad.
    pub level: Level,
    /// Who.
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

    /// The function as the subject of a finding.
    #[must_use]
    pub fn subject(&self) -> Subject {
        Subject::function(self.component.path, self.name)
    }

    /// Both sides, where the function is on both.
    #[must_use]
    pub fn both(&self) -> Option<(&'a Function, &'a Function)> {
        self.baseline.zip(self.candidate)
    }

    /// Both sides, where those who called the baseline's function can still call the candidate's. To anybody else it
    /// doesn't matter what the candidate takes and returns: they fail before.
    #[must_use]
    pub fn still_callable(&self) -> Option<(&'a Function, &'a Function)> {
        let (old, new) = self.both()?;
        (old.kind == new.kind && !self.is_made_internal()).then_some((old, new))
    }

    /// Whether the function was public, and is internal now.
    #[must_use]
    pub fn is_made_internal(&self) -> bool {
        self.both().is_some_and(|(old, new)| is_public(old) && !is_public(new))
    }

    /// Whether deployed clients can call the baseline's function: where it is public, in the root component.
    #[must_use]
    pub fn has_clients(&self) -> bool {
        self.component.is_root() && self.baseline.is_some_and(is_public)
    }

    /// Who calls the baseline's function: deployed clients where they can; else the scheduler and other functions.
    /// `None` where evidence shows that nothing scheduled names it: what is left are server callers, which are
    /// deployed together with it.
    #[must_use]
    pub fn callers(&self) -> Option<Callers> {
        if self.has_clients() {
            return Some(Callers { level: Level::Breaking, breaks: &[Breaks::DeployedClients] });
        }
        let callers = Callers { level: Level::Risky, breaks: &[Breaks::ScheduledCalls, Breaks::ServerCallers] };
        (self.baseline.is_some() && !self.is_proven_unscheduled()).then_some(callers)
    }

    /// Who reads what the baseline's function returns: deployed clients where they can call it; else other functions,
    /// since the scheduler drops results.
    #[must_use]
    pub fn readers(&self) -> Callers {
        if self.has_clients() {
            Callers { level: Level::Breaking, breaks: &[Breaks::DeployedClients] }
        } else {
            Callers { level: Level::Info, breaks: &[Breaks::ServerCallers] }
        }
    }

    /// Whether all pending calls and the candidate's crons are known, and none names this function. Evidence holds the
    /// root component's calls alone.
    fn is_proven_unscheduled(&self) -> bool {
        let evidence = self.component.context.evidence;
        let crons = self.component.candidate.and_then(|component| component.crons.known());
        let (true, Some(calls), Some(crons)) = (self.component.is_root(), &evidence.scheduled, crons) else {
            return false;
        };
        let to_come = calls.iter().filter(|call| call.state.may_start()).map(|call| &call.target);
        !to_come.chain(crons.values().map(|cron| &cron.target)).any(|target| target == self.name)
    }

    /// Why the candidate refuses arguments that the baseline accepts; the function must be on both sides.
    #[must_use]
    pub fn args_narrowed(&self) -> &Causes {
        self.args_narrowed.get_or_init(|| self.args_refused(self.baseline, self.candidate))
    }

    /// Why the baseline refuses arguments that the candidate accepts; the function must be on both sides.
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

    /// Why clients that read the baseline's results can't cope with the candidate's. They ignore fields that they don't
    /// know. A candidate that promises nothing may return anything; a baseline that promises nothing breaks nobody.
    #[must_use]
    pub fn returns_widened(&self) -> &Causes {
        self.returns_widened.get_or_init(|| match self.returns() {
            Some((Some(old), new)) => causes(new.unwrap_or(&Validator::Any), old, Reader::Open, self.component.context),
            _ => Causes::default(),
        })
    }

    /// Why decoders that refuse fields that they don't know can't cope with the candidate's results, beyond
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

    /// Why the candidate refuses to return what the baseline returns; a baseline that promises nothing may return
    /// anything.
    #[must_use]
    pub fn returns_narrowed(&self) -> Causes {
        match self.returns() {
            Some((old, Some(new))) => {
                causes(old.unwrap_or(&Validator::Any), new, Reader::Closed, self.component.context)
            }
            _ => Causes::default(),
        }
    }

    /// What both sides promise to return, where they differ.
    fn returns(&self) -> Option<(Option<&'a Validator>, Option<&'a Validator>)> {
        let (old, new) = self.both()?;
        (!old.returns_the_same(new)).then(|| (old.returns(), new.returns()))
    }
}

fn is_public(function: &Function) -> bool {
    function.visibility == Visibility::Public
}
