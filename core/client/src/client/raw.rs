//! An answer with its text.

/// An answer, with the text that it was read from: fields that this version doesn't know are in there.
#[derive(Clone)]
pub struct Raw<T> {
    /// The answer.
    pub value: T,
    /// The JSON text that it was read from; empty where there was none.
    pub text: String,
    /// By what Convex's operators find the request.
    pub request_id: Option<String>,
}

impl<T> std::fmt::Debug for Raw<T> {
    /// Without the text, in which there may be secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raw").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}
