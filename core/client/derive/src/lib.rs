//! Derives how the requests and responses of `convex-ops-client` are built: requests by `new` with the required fields and
//! a setter for each other one, responses by a macro. Programs that build them so need no change when Convex adds an
//! optional field.

mod field;
mod request;
mod response;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives `new` with the required fields, and a setter for each field with a default (`#[serde(default)]`).
///
/// `#[request(platform)]` or `#[request(deployment)]` on an operation derives its method on `PlatformApi` or
/// `DeploymentApi` too. A list with a cursor and a limit can be read in pages.
#[proc_macro_derive(Request, attributes(request))]
pub fn derive_request(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    request::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Derives the parts of a response, with which the macro `response!` creates it in other crates.
#[proc_macro_derive(Response)]
pub fn derive_response(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    response::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
