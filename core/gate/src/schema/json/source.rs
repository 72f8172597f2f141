//! Sources of a validator's members.

use serde::de::{DeserializeSeed, Deserializer, MapAccess};

/// Source of the value of a member: the map itself, or buffered text.
pub(super) trait Source<'de> {
    type Error;

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Self::Error>;
}

/// The map, at a value.
pub(super) struct MapSource<'a, A>(pub(super) &'a mut A);

impl<'de, A: MapAccess<'de>> Source<'de> for MapSource<'_, A> {
    type Error = A::Error;

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

/// Buffered text.
pub(super) struct TextSource<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Source<'de> for TextSource<D> {
    type Error = D::Error;

    fn read<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, D::Error> {
        seed.deserialize(self.0)
    }
}
