//! Responses, which engines create.

/// A response, or a part of one. Its type may get further fields in later versions, so other crates create it with
/// `response!`.
pub trait Response: Sized {
    /// A struct of the same fields.
    #[doc(hidden)]
    type Parts;

    /// Creates the response.
    #[doc(hidden)]
    fn of_parts(parts: Self::Parts) -> Self;
}

/// Creates a response from all its fields, for an engine of your own and for tests. Code that uses it may need a change
/// when Convex adds a field.
///
/// ```
/// use convex_ops::api::lookups::TeamSummary;
/// use convex_ops::api::response;
/// use convex_ops::model::TeamId;
///
/// let team = response!(TeamSummary { id: TeamId(1), name: "Acme".into(), slug: "acme".into() });
/// assert_eq!(team.slug, "acme");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __response {
    ($type:path { $($fields:tt)* }) => {{
        type Parts = <$type as $crate::api::Response>::Parts;
        <$type as $crate::api::Response>::of_parts(Parts { $($fields)* })
    }};
}

#[doc(inline)]
pub use __response as response;
