//! The parts of responses.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

use crate::field::{NamedField, fields};

/// Implements `Response`: a struct of the same fields that other crates can create.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let (name, fields) = (&input.ident, fields(input)?);
    let names: Vec<_> = fields.iter().map(|NamedField { name, .. }| name).collect();
    let types = fields.iter().map(|NamedField { ty, .. }| ty);
    Ok(quote! {
        const _: () = {
            #[doc(hidden)]
            pub struct Parts { #(pub #names: #types),* }

            impl crate::api::Response for #name {
                type Parts = Parts;

                fn of_parts(parts: Parts) -> Self {
                    let Parts { #(#names),* } = parts;
                    Self { #(#names),* }
                }
            }
        };
    })
}
