//! The operations for Kotlin, Swift, Ruby and Python through UniFFI. Requests and answers are JSON; errors have a class per
//! kind.
//!
//! See [`wire`](crate::wire) for the types of requests and answers.
#![expect(clippy::result_large_err, reason = "errors cross by value")]

mod error;

pub use error::{ConvexOpsError, ErrorDetails};

use crate::cancel::Cancel;
use crate::wire::{OfflineOperation, answer};

/// Compares two versions of an app and reports what would break: a `CheckRequest` in, a `Report` out.
#[uniffi::export]
pub fn check(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::Check, request, &Cancel::default())?)
}

/// Checks a part of the stored documents against a schema: a `CheckDataRequest` in, a `DataPart` out.
#[uniffi::export]
pub fn check_data(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::CheckData, request, &Cancel::default())?)
}

/// Merges results of `check_data`: a `MergeDataRequest` in, a `DataPart` out.
#[uniffi::export]
pub fn merge_data(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::MergeData, request, &Cancel::default())?)
}

/// Decides if one validator accepts every value of another: a `SubsetRequest` in, a `SubsetAnswer` out.
#[uniffi::export]
pub fn subset(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::Subset, request, &Cancel::default())?)
}

/// Checks a value against a validator: a `ValidateRequest` in, a `ValidateAnswer` out.
#[uniffi::export]
pub fn validate(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::Validate, request, &Cancel::default())?)
}

/// Finds the deploys that lead to a change safely: a `CheckRequest` in, a `Plan` out.
#[uniffi::export]
pub fn plan(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::Plan, request, &Cancel::default())?)
}

/// Rechecks the witnesses of a report: a `VerifyRequest` in, a `Verification` out.
#[uniffi::export]
pub fn verify(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::Verify, request, &Cancel::default())?)
}

/// Writes a report as text, for people or tools: a `RenderRequest` in, a `RenderAnswer` out.
#[uniffi::export]
pub fn render(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::Render, request, &Cancel::default())?)
}

/// Parses a deploy key and returns its parts without the secret: a `ParseKeyRequest` in, a `ParseKeyAnswer` out.
#[uniffi::export]
pub fn parse_key(request: &str) -> Result<String, ConvexOpsError> {
    Ok(answer(OfflineOperation::ParseKey, request, &Cancel::default())?)
}
