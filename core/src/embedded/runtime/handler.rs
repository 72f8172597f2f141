//! Handlers of operations and how they are run.

use std::cell::Cell;

use super::download::EmbeddedDownload;
use super::request_context::RequestContext;
use super::runtime::Runtime;
use crate::api::{Api, Contract, Credential, Operation, Request};
use crate::cancel::Cancel;
use crate::embedded::access::{Deployed, Me, Subject};
use crate::embedded::caller::Caller;
use crate::embedded::records::{ProjectRow, TeamRow};
use crate::error::{Error, ErrorKind, Result};
use crate::model::role::Resource;
use crate::model::{Action, DeploymentId, MemberId, ProjectId, TeamId};

/// Handler of an operation that runs in one transaction.
pub(in crate::embedded) trait Handler: Operation {
    /// Type of the resource that it acts on.
    type Subject: CallSubject;

    /// Set if it may write.
    const WRITES: bool = !Self::CONTRACT.method.is_safe();

    /// Kinds of keys that it accepts for Convex's command, beyond those that Convex documents.
    const ALSO_ACCEPTS: &'static [Credential] = &[];

    /// Finds the resource that it acts on. A handler whose call determines the resource inherits this method; other
    /// handlers read the request, most with [`find_by`](crate::embedded::runtime::find_by).
    fn find(&self, call: &RequestContext<'_>) -> Result<Self::Subject> {
        let find = const {
            match (Self::Subject::SOURCE, Self::CONTRACT.api) {
                (Source::Caller(find), _) => find,
                (Source::CalledDeployment(find), Api::Deployment | Api::Command | Api::Push) => find,
                _ => panic!("the request names the subject: define `find`"),
            }
        };
        find(call)
    }

    /// Returns the permissions that the caller needs.
    fn needs(&self, _: &Self::Subject) -> Vec<Action> {
        Self::CONTRACT.permissions.to_vec()
    }

    /// Returns the resource that the permission for an action refers to.
    fn resource<'a>(&'a self, action: &Action, subject: &'a Self::Subject, actor: Option<MemberId>) -> Resource<'a> {
        subject.resource(action, actor)
    }

    /// Performs the operation. Permissions were checked.
    fn run(self, subject: Self::Subject, call: &mut RequestContext<'_>) -> Result<Self::Response>;
}

/// A subject, and the way to find it if the call determines it.
pub(in crate::embedded) trait CallSubject: Subject + Sized + 'static {
    /// Part of the call that determines the subject, unless a handler defines `find`.
    const SOURCE: Source<Self> = Source::Request;
}

/// Part of a call that determines the subject.
#[derive(Clone, Copy)]
pub(in crate::embedded) enum Source<S: 'static> {
    /// The caller.
    Caller(fn(&RequestContext<'_>) -> Result<S>),
    /// The deployment whose own API is called.
    CalledDeployment(fn(&RequestContext<'_>) -> Result<S>),
    /// The request.
    Request,
}

impl CallSubject for Me {
    const SOURCE: Source<Self> = Source::Caller(|_| Ok(Self));
}

impl CallSubject for Deployed {
    const SOURCE: Source<Self> = Source::CalledDeployment(|call| call.target());
}

impl CallSubject for ProjectRow {}
impl CallSubject for TeamRow {}

/// A subject that requests name by a field of type `Id`.
pub(in crate::embedded) trait FindBy<Id>: Sized {
    /// Finds the subject.
    fn find_by(call: &RequestContext<'_>, id: &Id) -> Result<Self>;
}

impl FindBy<TeamId> for TeamRow {
    fn find_by(call: &RequestContext<'_>, id: &TeamId) -> Result<Self> {
        call.team(*id)
    }
}

impl FindBy<ProjectId> for ProjectRow {
    fn find_by(call: &RequestContext<'_>, id: &ProjectId) -> Result<Self> {
        call.project(*id)
    }
}

impl FindBy<DeploymentId> for Deployed {
    fn find_by(call: &RequestContext<'_>, id: &DeploymentId) -> Result<Self> {
        call.deployment_by_id(*id)
    }
}

impl FindBy<String> for Deployed {
    fn find_by(call: &RequestContext<'_>, name: &String) -> Result<Self> {
        call.deployment(name)
    }
}

/// Defines [`Handler::find`] by the field of the request that names the subject.
macro_rules! find_by {
    ($field:ident) => {
        fn find(&self, call: &crate::embedded::runtime::RequestContext<'_>) -> crate::error::Result<Self::Subject> {
            crate::embedded::runtime::FindBy::find_by(call, &self.$field)
        }
    };
}

pub(in crate::embedded) use find_by;

/// Handler of an operation that takes several steps, such as transactions with an evaluation between them.
pub(in crate::embedded) trait StepsHandler: Operation {
    /// Performs the operation. Each step checks permissions itself.
    fn run(self, steps: &Steps<'_>) -> Result<Self::Response>;
}

/// Environment of an operation with several steps.
pub(in crate::embedded) struct Steps<'a> {
    pub(in crate::embedded) runtime: &'a Runtime,
    pub(in crate::embedded) caller: &'a Caller,
    /// Cancelled when the caller no longer waits for the response.
    pub(in crate::embedded) stop: &'a Cancel,
    /// A step has already run, so maintenance that was due has too.
    is_maintained: Cell<bool>,
}

impl<'a> Steps<'a> {
    pub(in crate::embedded) fn new(runtime: &'a Runtime, caller: &'a Caller, stop: &'a Cancel) -> Self {
        Self { runtime, caller, stop, is_maintained: Cell::new(false) }
    }

    /// Runs one step in a transaction.
    pub(in crate::embedded) fn transaction<T>(
        &self,
        writes: bool,
        work: impl FnOnce(&mut RequestContext<'_>) -> Result<T>,
    ) -> Result<T> {
        if self.is_maintained.replace(true) {
            return self.runtime.in_next_transaction(writes, self.caller, self.stop, work);
        }
        self.runtime.in_transaction(writes, self.caller, self.stop, work)
    }
}

/// Response of an operation.
#[derive(Debug)]
pub enum Reply {
    /// JSON text; empty for a response without a body.
    Json(Vec<u8>),
    /// A file.
    File(EmbeddedDownload),
}

/// A decoded request, ready to be run.
pub(in crate::embedded) enum PreparedCall {
    /// Runs in one transaction. The flag is set if it may write.
    Transaction(bool, Box<dyn InTransaction>),
    /// Runs in several steps.
    Steps(Box<dyn InSteps>),
}

/// Runs a decoded request in a transaction.
pub(in crate::embedded) trait InTransaction {
    fn run(self: Box<Self>, call: &mut RequestContext<'_>) -> Result<Reply>;
}

/// Runs a decoded request in several steps.
pub(in crate::embedded) trait InSteps {
    fn run(self: Box<Self>, steps: &Steps<'_>) -> Result<Reply>;
}

/// Decodes the request of an operation and prepares its handler.
pub(in crate::embedded) trait Prepare: Operation {
    /// Kinds of keys that the operation accepts beyond those of its contract.
    const ALSO_ACCEPTS: &'static [Credential] = &[];

    fn prepare(request: Request) -> Result<PreparedCall>;
}

impl<O: Handler> Prepare for O {
    const ALSO_ACCEPTS: &'static [Credential] = <O as Handler>::ALSO_ACCEPTS;

    fn prepare(request: Request) -> Result<PreparedCall> {
        Ok(PreparedCall::Transaction(O::WRITES, Box::new(request.decode::<O>()?)))
    }
}

impl<O: Handler> InTransaction for O {
    /// Checks the kind of key, then the visibility of the subject, then permissions.
    fn run(self: Box<Self>, call: &mut RequestContext<'_>) -> Result<Reply> {
        call.identity.check_kind(&O::CONTRACT, <O as Handler>::ALSO_ACCEPTS)?;
        let subject = self.find(call)?;
        call.check_seen(&subject)?;
        for action in self.needs(&subject) {
            let resource = self.resource(&action, &subject, call.identity.member);
            call.identity.check(call.tx, subject.team(), &action, &resource)?;
        }
        json(&O::CONTRACT, &O::run(*self, subject, call)?)
    }
}

/// Registers the handler of an operation with several steps.
macro_rules! in_steps {
    ($($operation:ty),*) => {$(
        impl $crate::embedded::runtime::Prepare for $operation {
            fn prepare(request: $crate::api::Request) -> $crate::error::Result<$crate::embedded::runtime::PreparedCall> {
                Ok($crate::embedded::runtime::PreparedCall::Steps(Box::new(request.decode::<Self>()?)))
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

/// Serializes a response as JSON.
pub(in crate::embedded) fn json(contract: &Contract, answer: &impl serde::Serialize) -> Result<Reply> {
    let text = serde_json::to_vec(answer).map_err(|error| {
        Error::new(ErrorKind::Internal, "cannot serialize the response as JSON")
            .caused_by(error)
            .in_operation(contract.id)
    })?;
    Ok(Reply::Json(if text == b"null" { Vec::new() } else { text }))
}
