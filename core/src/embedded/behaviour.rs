//! What an operation does, and the one way to it.

use super::call::Call;
use super::caller::Caller;
use super::download::Download;
use super::platform::Platform;
use super::subject::Subject;
use crate::api::{Credential, Operation};
use crate::error::Result;
use crate::model::Action;
use crate::model::role::Resource;

/// An operation that the platform answers; each of [`api`](crate::api) is.
pub trait Answered: Operation {
    #[doc(hidden)]
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<Self::Response>;

    /// The answer as a file, where it is one.
    #[doc(hidden)]
    fn download(self, _: &Platform, _: &Caller) -> Option<Result<Download>> {
        None
    }
}

/// What an operation does.
pub(super) trait Behaviour: Operation {
    /// What it is done to.
    type Subject: Subject;

    /// Whether it changes anything.
    const WRITES: bool = !Self::CONTRACT.method.is_safe();

    /// Kinds of keys that it takes beyond those that Convex documents: for Convex's own command.
    const ALSO_ACCEPTS: &'static [Credential] = &[];

    /// Finds what it is done to.
    fn find(&self, call: &Call<'_>) -> Result<Self::Subject>;

    /// What the caller must be allowed.
    fn needs(&self, _: &Self::Subject) -> Vec<Action> {
        Self::CONTRACT.permissions.to_vec()
    }

    /// What one of these actions is done to.
    fn resource<'a>(&'a self, action: &Action, subject: &'a Self::Subject, actor: Option<u64>) -> Resource<'a> {
        subject.resource(action, actor)
    }

    /// Does it. The caller was found to be allowed.
    fn run(self, subject: Self::Subject, call: &mut Call<'_>) -> Result<Self::Response>;
}

impl<O: Behaviour> Answered for O {
    fn answer(self, platform: &Platform, caller: &Caller) -> Result<O::Response> {
        platform.in_transaction(O::WRITES, caller, |call| dispatch(self, call))
    }
}

/// The one way to every operation: the kind of key, then whether the subject is there for the caller, then permissions.
fn dispatch<O: Behaviour>(operation: O, call: &mut Call<'_>) -> Result<O::Response> {
    call.identity.check_kind(&O::CONTRACT, O::ALSO_ACCEPTS)?;
    let subject = operation.find(call)?;
    call.check_seen(&subject)?;
    for action in operation.needs(&subject) {
        let resource = operation.resource(&action, &subject, call.identity.member);
        call.identity.check(call.tx, subject.team().unwrap_or_default(), &action, &resource)?;
    }
    operation.run(subject, call)
}
