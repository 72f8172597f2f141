//! The operations for Kotlin, Swift, Ruby and Python through UniFFI: requests and answers are JSON, errors have a class for
//! each kind.
//!
//! The types of requests and answers are those of [`wire`](crate::wire).
#![expect(clippy::result_large_err, reason = "errors cross by value")]

mod error;

pub use error::{ConvexOpsError, ErrorDetails};

use crate::cancel::Cancel;
use crate::wire::{Operation, answer};

/// Checks what a candidate breaks that the baseline allows: a `CheckRequest` in, a `Report` out.
#[uniffi::export]
pub fn check(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(Operation::Check, request, &Cancel::default())?)
}

/// Checks what a schema says to a part of the stored documents: a `CheckDataRequest` in, a `DataPart` out.
#[uniffi::export]
pub fn check_data(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(Operation::CheckData, request, &Cancel::default())?)
}

/// Makes one part of several: a `MergeDataRequest` in, a `DataPart` out.
#[uniffi::export]
pub fn merge_data(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(Operation::MergeData, request, &Cancel::default())?)
}

/// Decides whether every value of one validator is a value of another: a `SubsetRequest` in, a `SubsetAnswer` out.
#[uniffi::export]
pub fn subset(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(Operation::Subset, request, &Cancel::default())?)
}

/// Says whether a value is one of a validator's: a `ValidateRequest` in, a `ValidateAnswer` out.
#[uniffi::export]
pub fn validate(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(Operation::Validate, request, &Cancel::default())?)
}

/// Says what a deploy key names, without its secret: a `ParseKeyRequest` in, a `ParseKeyAnswer` out.
#[uniffi::export]
pub fn parse_key(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(Operation::ParseKey, request, &Cancel::default())?)
}
