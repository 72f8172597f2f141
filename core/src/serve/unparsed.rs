//! Answers to what is no request.
//!
//! hyper gives them by itself, before anything of ours is asked, and without a body. Convex's clients look for `{code,
//! message}`, so its answer is exchanged on its way out.

use std::io::{ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::rt::{Read, ReadBufCursor, Write};

/// A connection on which no answer is without a body.
pub(super) struct Outspoken<T> {
    inner: T,
    /// What is sent instead of hyper's answer, as far as it is not sent yet.
    instead: Vec<u8>,
}

impl<T> Outspoken<T> {
    pub(super) fn new(inner: T) -> Self {
        Self { inner, instead: Vec::new() }
    }
}

/// What is said instead of an answer that hyper gives by itself; nothing for ours, which all say what type they are of.
fn instead_of(written: &[u8]) -> Option<Vec<u8>> {
    let status = written.strip_prefix(b"HTTP/1.1 ").or_else(|| written.strip_prefix(b"HTTP/1.0 "))?.get(..3)?;
    let (line, code, message) = match status {
        b"400" => ("400 Bad Request", "BadRequest", "this is no request of HTTP/1.1"),
        b"414" => ("414 URI Too Long", "UriTooLong", "the address is too long"),
        b"431" => (
            "431 Request Header Fields Too Large",
            "HeadersTooLarge",
            "the headers of the request are too long or too many",
        ),
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

impl<T: Write + Unpin> Outspoken<T> {
    /// Sends the other answer; then all of hyper's counts as sent.
    fn send_instead(&mut self, cx: &mut Context<'_>, written: &[u8]) -> Poll<Result<usize>> {
        while !self.instead.is_empty() {
            let sent = ready!(Pin::new(&mut self.inner).poll_write(cx, &self.instead))?;
            if sent == 0 {
                return Poll::Ready(Err(ErrorKind::WriteZero.into()));
            }
            self.instead.drain(..sent.min(self.instead.len()));
        }
        Poll::Ready(Ok(written.len()))
    }

    /// Whether these bytes are not to be sent, but others.
    fn is_exchanged(&mut self, written: &[u8]) -> bool {
        if self.instead.is_empty() {
            self.instead = instead_of(written).unwrap_or_default();
        }
        !self.instead.is_empty()
    }
}

impl<T: Write + Unpin> Write for Outspoken<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        if self.is_exchanged(bytes) {
            self.send_instead(cx, bytes)
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
            Some(first) if self.is_exchanged(first) => self.send_instead(cx, first),
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

impl<T: Read + Unpin> Read for Outspoken<T> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_a_type_is_exchanged_and_others_are_not() {
        let bare = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\ndate: now\r\n\r\n";
        let told = String::from_utf8(instead_of(bare).unwrap()).unwrap();
        let (head, body) = told.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("\r\ncontent-length: {}\r\n", body.len())), "{told}");
        assert!(body.ends_with(r#" are too long or too many"}"#), "{told}");
        for ours in [
            "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 4",
            "{}",
            "",
        ] {
            assert_eq!(instead_of(ours.as_bytes()), None, "{ours}");
        }
    }
}
