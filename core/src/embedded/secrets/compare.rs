//! The one comparison of secrets.

use subtle::ConstantTimeEq;

/// Whether two hashes are the same, in a time that doesn't depend on where they differ.
pub(in crate::embedded) fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}
