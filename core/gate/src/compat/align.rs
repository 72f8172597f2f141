//! Alignment of two sorted lists.

use std::cmp::Ordering;

/// Pairs the entries of two lists in key order by key.
pub(super) fn align<K: Ord + Copy, V>(
    old: impl IntoIterator<Item = (K, V)>,
    new: impl IntoIterator<Item = (K, V)>,
) -> impl Iterator<Item = (K, Option<V>, Option<V>)> {
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    std::iter::from_fn(move || {
        let (key, order) = match (old.peek(), new.peek()) {
            (Some((a, _)), Some((b, _))) => match a.cmp(b) {
                Ordering::Greater => (*b, Ordering::Greater),
                order => (*a, order),
            },
            (Some((a, _)), None) => (*a, Ordering::Less),
            (None, Some((b, _))) => (*b, Ordering::Greater),
            (None, None) => return None,
        };
        let left = if order.is_le() { old.next() } else { None };
        let right = if order.is_ge() { new.next() } else { None };
        Some((key, left.map(|(_, value)| value), right.map(|(_, value)| value)))
    })
}
