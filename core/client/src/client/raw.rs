//! Responses with their text.

/// A response with its JSON text, which also contains fields that this version does not know.
#[derive(Clone)]
pub struct Raw<T> {
    /// The response.
    pub value: T,
    /// JSON text. Empty if the response is empty.
    pub text: String,
    /// Request ID assigned by the server.
    pub request_id: Option<String>,
}

impl<T> std::fmt::Debug for Raw<T> {
    /// Omits the text, which may contain secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raw").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}
