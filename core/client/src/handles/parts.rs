//! Splitting a file into parts of equal length while it is received.

use crate::engine::Pieces;
use crate::error::Result;

/// A file split into parts of equal length while it is received. The last part may be shorter.
pub(super) struct Parts {
    pieces: Box<dyn Pieces>,
    len: usize,
    held: Vec<u8>,
}

impl Parts {
    pub(super) fn of(pieces: Box<dyn Pieces>, len: usize) -> Self {
        Self { pieces, len, held: Vec::new() }
    }

    /// Returns the next part, or `None` at the end.
    pub(super) async fn next_part(&mut self) -> Result<Option<Vec<u8>>> {
        while self.held.len() < self.len {
            match self.pieces.next_piece().await? {
                Some(piece) => self.held.extend_from_slice(&piece),
                None => break,
            }
        }
        let rest = self.held.split_off(self.held.len().min(self.len));
        let part = std::mem::replace(&mut self.held, rest);
        Ok((!part.is_empty()).then_some(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind};
    use crate::future::BoxFuture;

    /// Pieces of these lengths, followed by the end or a failure.
    struct Lengths(Vec<usize>, bool);

    impl Pieces for Lengths {
        fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>>> {
            let next = if self.0.is_empty() { None } else { Some(vec![7; self.0.remove(0)]) };
            let outcome =
                if next.is_none() && self.1 { Err(Error::new(ErrorKind::Unavailable, "gone")) } else { Ok(next) };
            Box::pin(async { outcome })
        }
    }

    async fn cut(pieces: &[usize]) -> Vec<usize> {
        let mut parts = Parts::of(Box::new(Lengths(pieces.to_vec(), false)), 10);
        let mut lengths = Vec::new();
        while let Some(part) = parts.next_part().await.unwrap() {
            lengths.push(part.len());
        }
        lengths
    }

    #[tokio::test]
    async fn all_parts_but_last_are_full() {
        for (pieces, parts) in [
            (vec![], vec![]),
            (vec![0], vec![]),
            (vec![10], vec![10]),
            (vec![3, 0, 3], vec![6]),
            (vec![9, 1, 1], vec![10, 1]),
            (vec![35], vec![10, 10, 10, 5]),
            (vec![4, 25, 1], vec![10, 10, 10]),
        ] {
            assert_eq!(cut(&pieces).await, parts, "{pieces:?}");
        }
    }

    #[tokio::test]
    async fn interrupted_file_returns_error_without_last_part() {
        let mut parts = Parts::of(Box::new(Lengths(vec![15], true)), 10);
        assert_eq!(parts.next_part().await.unwrap().unwrap().len(), 10);
        assert!(parts.next_part().await.is_err());
    }
}
