//! Where the members of a validator are read from.

use serde::de::{DeserializeSeed, Deserializer, MapAccess};

/// Where the value of a member comes from: the map itself, or text that waited for the type.
pub(super) trait Source<'de> {
    type Error;

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Self::Error>;
}

/// The map, at a value.
pub(super) struct Next<'a, A>(pub(super) &'a mut A);

impl<'de, A: MapAccess<'de>> Source<'de> for Next<'_, A> {
    type Error = A::Error;

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

/// Text that waited.
pub(super) struct Once<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Source<'de> for Once<D> {
    type Error = D::Error;

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, D::Error> {
        seed.deserialize(self.0)
    }
}
