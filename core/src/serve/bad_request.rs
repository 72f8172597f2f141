//! Errors for malformed HTTP requests.
//!
//! hyper sends these responses itself, without a body, before the request reaches our code. Convex's clients expect
//! `{code, message}`, so this module replaces them on the way out.

use std::io::{ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::rt::{Read, ReadBufCursor, Write};

/// A connection that adds a body to hyper's own error responses.
pub(super) struct WithErrorBodies<T> {
    inner: T,
    /// Unsent part of the replacement for hyper's response.
    replacement: Vec<u8>,
}

impl<T> WithErrorBodies<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, replacement: Vec::new() }
    }
}

/// Returns the replacement for a response that hyper creates itself, or `None` for ours, which all have a content type.
fn replacement_for(written: &[u8]) -> Option<Vec<u8>> {
    let status = written.strip_prefix(b"HTTP/1.1 ").or_else(|| written.strip_prefix(b"HTTP/1.0 "))?.get(..3)?;
    let (line, code, message) = match status {
        b"400" => ("400 Bad Request", "BadRequest", "invalid HTTP/1.1 request"),
        b"414" => ("414 URI Too Long", "UriTooLong", "the request URI is too long"),
        b"431" => {
            ("431 Request Header Fields Too Large", "HeadersTooLarge", "the request headers are too long or too many")
        }
        _ => return None,
    };
    let mut lines = written.split(|byte| *byte == b'\n');
    if lines.any(|line| line.to_ascii_lowercase().starts_with(b"content-type:")) {
        return None;
    }
    let body = format!(r#"{{"code":"{code}","message":"{message}"}}"#);
    let head = format!(
        "HTTP/1.1 {line}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    Some((head + &body).into_bytes())
}

impl<T: Write + Unpin> WithErrorBodies<T> {
    /// Sends the replacement, then reports all of hyper's bytes as written.
    fn send_replacement(&mut self, cx: &mut Context<'_>, written: &[u8]) -> Poll<Result<usize>> {
        while !self.replacement.is_empty() {
            let sent = ready!(Pin::new(&mut self.inner).poll_write(cx, &self.replacement))?;
            if sent == 0 {
                return Poll::Ready(Err(ErrorKind::WriteZero.into()));
            }
            self.replacement.drain(..sent.min(self.replacement.len()));
        }
        Poll::Ready(Ok(written.len()))
    }

    /// Checks if these bytes are replaced.
    fn is_replaced(&mut self, written: &[u8]) -> bool {
        if self.replacement.is_empty() {
            self.replacement = replacement_for(written).unwrap_or_default();
        }
        !self.replacement.is_empty()
    }
}

impl<T: Write + Unpin> Write for WithErrorBodies<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        if self.is_replaced(bytes) {
            self.send_replacement(cx, bytes)
        } else {
            Pin::new(&mut self.inner).poll_write(cx, bytes)
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        match parts.iter().find(|part| !part.is_empty()) {
            Some(first) if self.is_replaced(first) => self.send_replacement(cx, first),
            _ => Pin::new(&mut self.inner).poll_write_vectored(cx, parts),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

impl<T: Read + Unpin> Read for WithErrorBodies<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn response_without_content_type_is_replaced() {
        let bare = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\ndate: now\r\n\r\n";
        let text = String::from_utf8(replacement_for(bare).unwrap()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("\r\ncontent-length: {}\r\n", body.len())), "{text}");
        assert!(body.ends_with(r#" are too long or too many"}"#), "{text}");
        for ours in [
            "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 4",
            "{}",
            "",
        ] {
            assert_eq!(replacement_for(ours.as_bytes()), None, "{ours}");
        }
    }
}
