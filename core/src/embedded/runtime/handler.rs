//! The handler of an operation, and the one way to each.

use super::download::Download;
use super::request_context::RequestContext;
use super::runtime::Runtime;
use crate::api::{Contract, Credential, Operation, Request};
use crate::cancel::Cancel;
use crate::embedded::access::Subject;
use crate::embedded::caller::Caller;
use crate::error::{Error, ErrorKind, Result};
use crate::model::role::Resource;
use crate::model::{Action, MemberId, TeamId};

/// An operation that is one transaction.
pub(in crate::embedded) trait Handler: Operation {
    /// What it is done to.
    type Subject: Subject;

    /// Whether it changes anything.
    const WRITES: bool = !Self::CONTRACT.method.is_safe();

    /// Kinds of keys that it takes beyond those that Convex documents: for Convex's own command.
    const ALSO_ACCEPTS: &'static [Credential] = &[];

    /// Finds what it is done to.
    fn find(&self, call: &RequestContext<'_>) -> Result<Self::Subject>;

    /// What the caller must be allowed.
    fn needs(&self, _: &Self::Subject) -> Vec<Action> {
        Self::CONTRACT.permissions.to_vec()
    }

    /// What one of these actions is done to.
    fn resource<'a>(&'a self, action: &Action, subject: &'a Self::Subject, actor: Option<MemberId>) -> Resource<'a> {
        subject.resource(action, actor)
    }

    /// Does it. The caller was found to be allowed.
    fn run(self, subject: Self::Subject, call: &mut RequestContext<'_>) -> Result<Self::Response>;
}

/// An operation that takes several steps, such as transactions with an evaluation between them.
pub(in crate::embedded) trait StepsHandler: Operation {
    /// Does it. Each step admits the caller by itself.
    fn run(self, steps: &Steps<'_>) -> Result<Self::Response>;
}

/// What an operation of several steps works with.
pub(in crate::embedded) struct Steps<'a> {
    pub(in crate::embedded) runtime: &'a Runtime,
    pub(in crate::embedded) caller: &'a Caller,
    /// Cancelled when nobody waits for the answer any more.
    pub(in crate::embedded) stop: &'a Cancel,
}

impl Steps<'_> {
    /// Runs one step in a transaction.
    pub(in crate::embedded) fn transaction<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&mut RequestContext<'_>) -> Result<T>,
    ) -> Result<T> {
        self.runtime.in_transaction(writes, self.caller, self.stop, work)
    }
}

/// What an operation answers.
#[derive(Debug)]
pub enum Reply {
    /// A JSON text; empty where there is nothing to say.
    Json(Vec<u8>),
    /// A file.
    File(Download),
}

/// A request that was decoded, ready to be carried out.
pub(in crate::embedded) enum Prepared {
    /// In one transaction, which may write.
    Transaction(bool, Box<dyn InTransaction>),
    /// In several steps.
    Steps(Box<dyn InSteps>),
}

/// Carries out a decoded request in a transaction.
pub(in crate::embedded) trait InTransaction {
    fn run(self: Box<Self>, call: &mut RequestContext<'_>) -> Result<Reply>;
}

/// Carries out a decoded request in several steps.
pub(in crate::embedded) trait InSteps {
    fn run(self: Box<Self>, steps: &Steps<'_>) -> Result<Reply>;
}

/// Decodes the request of an operation, and says how it is carried out.
pub(in crate::embedded) trait Prepare: Operation {
    fn prepare(request: Request) -> Result<Prepared>;
}

impl<O: Handler> Prepare for O {
    fn prepare(request: Request) -> Result<Prepared> {
        Ok(Prepared::Transaction(O::WRITES, Box::new(request.decode::<O>()?)))
    }
}

impl<O: Handler> InTransaction for O {
    /// Checks the kind of key, then whether the subject is there for the caller, then permissions.
    fn run(self: Box<Self>, call: &mut RequestContext<'_>) -> Result<Reply> {
        call.identity.check_kind(&O::CONTRACT, O::ALSO_ACCEPTS)?;
        let subject = self.find(call)?;
        call.check_seen(&subject)?;
        for action in self.needs(&subject) {
            let resource = self.resource(&action, &subject, call.identity.member);
            call.identity.check(call.tx, subject.team().unwrap_or(TeamId(0)), &action, &resource)?;
        }
        json(&O::CONTRACT, &O::run(*self, subject, call)?)
    }
}

/// Makes the handler of an operation of several steps findable.
macro_rules! in_steps {
    ($($operation:ty),*) => {$(
        impl $crate::embedded::runtime::Prepare for $operation {
            fn prepare(request: $crate::api::Request) -> $crate::error::Result<$crate::embedded::runtime::Prepared> {
                Ok($crate::embedded::runtime::Prepared::Steps(Box::new(request.decode::<Self>()?)))
            }
        }

        impl $crate::embedded::runtime::InSteps for $operation {
            fn run(
                self: Box<Self>,
                steps: &$crate::embedded::runtime::Steps<'_>,
            ) -> $crate::error::Result<$crate::embedded::runtime::Reply> {
                let answer = $crate::embedded::runtime::StepsHandler::run(*self, steps)?;
                $crate::embedded::runtime::json(&<Self as $crate::api::Operation>::CONTRACT, &answer)
            }
        }
    )*};
}

pub(in crate::embedded) use in_steps;

/// Writes an answer as JSON.
pub(in crate::embedded) fn json(contract: &Contract, answer: &impl serde::Serialize) -> Result<Reply> {
    let text = serde_json::to_vec(answer).map_err(|error| {
        Error::new(ErrorKind::Internal, "cannot write the answer as JSON").caused_by(error).in_operation(contract.id)
    })?;
    Ok(Reply::Json(if text == b"null" { Vec::new() } else { text }))
}
