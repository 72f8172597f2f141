//! Handles that carry the data that was read.

/// Makes a struct with a field `handle` a handle that carries data: it dereferences to the handle, so that it has all of
/// its methods, and converts to it.
macro_rules! carries_handle {
    ($data:ident: $handle:ident) => {
        impl $data {
            /// Returns the handle alone.
            #[must_use]
            pub fn handle(&self) -> &$handle {
                &self.handle
            }
        }

        impl std::ops::Deref for $data {
            type Target = $handle;

            fn deref(&self) -> &$handle {
                &self.handle
            }
        }

        impl From<$data> for $handle {
            fn from(data: $data) -> Self {
                data.handle
            }
        }
    };
}

/// Makes a builder that is awaited: `.await` runs its method `run`.
macro_rules! awaited {
    ($(<$($generic:ident $(: $bound:path)?),+>)? $builder:ty => $output:ty) => {
        impl $(<$($generic $(: $bound)?),+>)? IntoFuture for $builder {
            type Output = $crate::error::Result<$output>;
            type IntoFuture = $crate::future::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.run())
            }
        }
    };
}

pub(super) use {awaited, carries_handle};
