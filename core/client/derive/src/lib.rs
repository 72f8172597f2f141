//! Derives how the requests of `convex-ops-client` are built: `new` with the required fields, and a setter for each other
//! one. Programs that build requests so need no change when Convex adds a field.

mod field;
mod request;

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
