//! A platform as other languages operate it: a connection, and calls on it as JSON text.
//!
//! [`ConnectRequest`] opens a [`PlatformConnection`], and [`CallRequest`] calls on it an operation of Convex or a
//! [verb](verbs) of a handle. Answers have the form of [`wire::call`](super::call): `{"ok": …}`, or `{"error": …}`.

mod connection;
mod current;
mod progress;
mod receiver;
mod request;
#[cfg(any(feature = "client", feature = "embedded"))]
mod runtime;
pub mod verbs;

pub use connection::PlatformConnection;
pub use progress::reporter;
pub use request::{CallRequest, ConnectRequest, EnvironmentSource};
#[cfg(any(feature = "client", feature = "embedded"))]
pub use runtime::{OpenFile, RunningCall, open, start};
