//! The interface to other languages: operations, each with a request and an answer that are plain data.
//!
//! Every binding uses [`call`], JSON text in and out, and converts [`ErrorInfo`](crate::error::ErrorInfo) to the errors
//! of its language. Rust programs can call the typed functions directly.
//!
//! | [`OfflineOperation`] | request | answer |
//! |---|---|---|
//! | `check` | [`CheckRequest`] | [`Report`](crate::compat::report::Report) |
//! | `plan` | [`CheckRequest`] | [`Plan`](crate::plan::Plan) |
//! | `checkData` | [`CheckDataRequest`] | [`DataPart`](crate::compat::data::DataPart) |
//! | `mergeData` | [`MergeDataRequest`] | [`DataPart`](crate::compat::data::DataPart) |
//! | `subset` | [`SubsetRequest`] | [`SubsetAnswer`] |
//! | `validate` | [`ValidateRequest`] | [`ValidateAnswer`] |
//! | `verify` | [`VerifyRequest`] | [`Verification`](crate::compat::Verification) |
//! | `render` | [`RenderRequest`] | [`RenderAnswer`] |
//! | `bundle` | [`PlaceRequest`] | [`BundleAnswer`] |
//! | `openSurface` | [`PlaceRequest`] | [`SurfaceAnswer`] |
//! | `parseKey` | [`ParseKeyRequest`] | [`ParseKeyAnswer`] |

mod bundle;
#[cfg(all(feature = "eval", feature = "source"))]
mod bundling;
#[cfg(not(all(feature = "eval", feature = "source")))]
#[path = "bundling_disabled.rs"]
mod bundling;
mod call;
mod check;
mod check_data;
mod documents;
mod merge_data;
mod operation;
mod parse_key;
mod plan;
#[cfg(any(feature = "client-core", feature = "embedded"))]
pub mod platform;
mod read;
mod reading;
mod render;
mod subset;
#[cfg(feature = "typegen")]
pub mod typegen;
mod validate;
mod verify;

pub use bundle::{BundleAnswer, PlaceRequest, SurfaceAnswer, bundle, open_surface};
pub use call::{answer, call, call_until, call_with_documents, error_text};
pub use check::{CheckOptions, CheckRequest, DataInput, EarlierVersion, check};
pub use check_data::{CheckDataRequest, DataShard, check_data, check_data_bytes};
pub use documents::{DocumentsInput, TableDocuments};
pub use merge_data::{MergeDataRequest, merge_data};
pub use operation::OfflineOperation;
pub use parse_key::{ParseKeyAnswer, ParseKeyRequest, parse_key};
pub use plan::plan;
pub use reading::DataReading;
pub use render::{RenderAnswer, RenderRequest, render};
pub use subset::{SubsetAnswer, SubsetDecision, SubsetRequest, subset};
pub use validate::{Refusal, ValidateAnswer, ValidateRequest, validate};
pub use verify::{VerifyRequest, verify};
