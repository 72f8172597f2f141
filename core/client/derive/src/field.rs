//! Fields of a struct.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Field, GenericArgument, Ident, PathArguments, Result, Type};

/// Types that a setter takes as anything that converts to them.
const CONVERTED: [&str; 5] = ["String", "Secret", "Region", "Bytes", "DeploymentClass"];

/// A field with a name.
pub(crate) struct NamedField<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) docs: Vec<&'a Attribute>,
    /// The field has a default.
    pub(crate) is_optional: bool,
}

/// Returns the fields of a struct.
pub(crate) fn fields(input: &DeriveInput) -> Result<Vec<NamedField<'_>>> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "expected a struct"));
    };
    data.fields.iter().map(named_field).collect()
}

fn named_field(field: &Field) -> Result<NamedField<'_>> {
    let name = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "expected a field with a name"))?;
    let mut is_optional = false;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        attribute.parse_nested_meta(|meta| {
            is_optional |= meta.path.is_ident("default");
            // Values, such as of `skip_serializing_if = "…"`, don't matter here.
            if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        })?;
    }
    Ok(NamedField { name, ty: &field.ty, docs: docs(&field.attrs), is_optional })
}

/// Returns the doc comments.
pub(crate) fn docs(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).collect()
}

/// Returns a type without the invisible group around one that a macro was given.
fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        ty => ty,
    }
}

/// Returns the type `T` of `Wrapper<T>`.
pub(crate) fn inside<'a>(wrapper: &str, ty: &'a Type) -> Option<&'a Type> {
    let Type::Path(path) = ungrouped(ty) else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) => Some(ty),
        _ => None,
    }
}

/// Returns the type of an argument for a value of type `ty`, and the value of that type made of the argument.
pub(crate) fn argument(name: &Ident, ty: &Type) -> (TokenStream, TokenStream) {
    let is_converted = matches!(ungrouped(ty), Type::Path(path)
        if path.path.get_ident().is_some_and(|ident| CONVERTED.iter().any(|converted| ident == converted)));
    if is_converted {
        return (quote!(impl Into<#ty>), quote!(#name.into()));
    }
    match inside("Vec", ty) {
        Some(item) => (quote!(impl IntoIterator<Item = #item>), quote!(#name.into_iter().collect())),
        None => (quote!(#ty), quote!(#name)),
    }
}
