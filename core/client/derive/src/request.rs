//! Constructors of requests.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, Result};

use crate::field::{NamedField, argument, docs, fields, inside};

/// API whose operation a request is.
enum Api {
    Platform,
    Deployment,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let (name, fields) = (&input.ident, fields(input)?);
    let new = new(name, &fields);
    let setters = fields.iter().filter(|field| field.is_optional).map(setter);
    let paged = paged(name, &fields);
    let method = api(input)?.map(|api| method(input, &fields, &api));
    Ok(quote! {
        impl #name {
            #new
            #(#setters)*
        }
        #paged
        #method
    })
}

/// Returns the constructor.
fn new(name: &Ident, fields: &[NamedField<'_>]) -> TokenStream {
    let arguments = arguments(fields);
    let values = fields.iter().map(|NamedField { name, ty, is_optional, .. }| {
        if *is_optional {
            return quote!(#name: Default::default());
        }
        let (_, value) = argument(name, ty);
        quote!(#name: #value)
    });
    let docs = format!("Creates a [`{name}`] with the required fields.");
    quote! {
        #[doc = #docs]
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// Returns the arguments of the constructor.
fn arguments(fields: &[NamedField<'_>]) -> Vec<TokenStream> {
    let required = fields.iter().filter(|field| !field.is_optional);
    let argument = |field: &NamedField<'_>| {
        let (name, (ty, _)) = (field.name, argument(field.name, field.ty));
        quote!(#name: #ty)
    };
    required.map(argument).collect()
}

/// Returns the setter of a field with a default.
fn setter(field: &NamedField<'_>) -> TokenStream {
    let NamedField { name, ty, docs, .. } = field;
    let (argument_ty, value) = match (inside("Option", ty), inside("Change", ty)) {
        (Some(ty), _) => {
            let (argument_ty, value) = argument(name, ty);
            (argument_ty, quote!(Some(#value)))
        }
        (None, Some(_)) => (quote!(impl Into<#ty>), quote!(#name.into())),
        (None, None) => argument(name, ty),
    };
    let first = format!("Sets `{}`.", name.unraw());
    quote! {
        #[doc = #first]
        #[doc = ""]
        #(#docs)*
        #[must_use]
        pub fn #name(mut self, #name: #argument_ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// Returns the position of a list's page, if the request has a cursor and a limit.
fn paged(name: &Ident, fields: &[NamedField<'_>]) -> Option<TokenStream> {
    let has = |wanted: &str, ty: &str| {
        let is_it = |field: &&NamedField<'_>| field.name == wanted;
        let found = fields.iter().find(is_it)?;
        let inner = inside("Option", found.ty)?;
        (quote!(#inner).to_string() == ty).then_some(())
    };
    has("cursor", "String")?;
    has("limit", "u32")?;
    Some(quote! {
        impl crate::api::AtPage for #name {
            fn at_page(&mut self, cursor: Option<String>, limit: Option<u32>) {
                self.cursor = cursor.or(self.cursor.take());
                self.limit = limit.or(self.limit);
            }
        }
    })
}

/// Returns the API that `#[request(…)]` names.
fn api(input: &DeriveInput) -> Result<Option<Api>> {
    let mut api = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("request")) {
        attribute.parse_nested_meta(|meta| {
            api = Some(if meta.path.is_ident("platform") {
                Api::Platform
            } else if meta.path.is_ident("deployment") {
                Api::Deployment
            } else {
                return Err(meta.error("expected `platform` or `deployment`"));
            });
            Ok(())
        })?;
    }
    Ok(api)
}

/// Returns the method of an operation on its API, and the setters of its call.
fn method(input: &DeriveInput, fields: &[NamedField<'_>], api: &Api) -> TokenStream {
    let (name, docs) = (&input.ident, docs(&input.attrs));
    let method = format_ident!("{}", snake_case(&name.to_string()));
    let arguments = arguments(fields);
    let given = fields.iter().filter(|field| !field.is_optional).map(|field| field.name);
    let (api, is_of_api) = match api {
        Api::Platform => (quote!(PlatformApi), quote!(Management | crate::api::Api::Lookup)),
        Api::Deployment => {
            (quote!(DeploymentApi), quote!(Deployment | crate::api::Api::Command | crate::api::Api::Push))
        }
    };
    let setters = fields.iter().filter(|field| field.is_optional).map(|field| {
        let (name, setter_docs) = (field.name, &field.docs);
        let (argument_ty, _) = match (inside("Option", field.ty), inside("Change", field.ty)) {
            (Some(ty), _) => argument(name, ty),
            (None, Some(_)) => {
                let ty = field.ty;
                (quote!(impl Into<#ty>), quote!())
            }
            (None, None) => argument(name, field.ty),
        };
        let first = format!("Sets `{}`.", name.unraw());
        quote! {
            #[doc = #first]
            #[doc = ""]
            #(#setter_docs)*
            #[must_use]
            pub fn #name(self, #name: #argument_ty) -> Self {
                self.with(|request| request.#name(#name))
            }
        }
    });
    quote! {
        const _: () = assert!(
            matches!(<#name as crate::api::Operation>::CONTRACT.api, crate::api::Api::#is_of_api),
            "the operation belongs to the other API"
        );

        impl crate::handles::#api {
            #(#docs)*
            pub fn #method(&self, #(#arguments),*) -> crate::handles::Call<#name> {
                self.call(#name::new(#(#given),*))
            }
        }

        impl crate::handles::Call<#name> {
            #(#setters)*
        }

        impl crate::handles::HasMethod for #name {}
    }
}

/// Converts `GetProjectById` to `get_project_by_id`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
