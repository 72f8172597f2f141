//! State that every request needs.

use super::addresses::Addresses;
use super::assets::Assets;
use super::guard::Guard;
use crate::client::ReqwestTransport;
use crate::keys::Secret;
use crate::serve::ServeLimits;

/// State that every request needs.
pub(super) struct State {
    pub(super) guard: Guard,
    pub(super) assets: Assets,
    /// URL of the platform, without a slash at its end.
    pub(super) platform: String,
    pub(super) is_embedded: bool,
    pub(super) token: Secret,
    pub(super) addresses: Addresses,
    pub(super) transport: ReqwestTransport,
    pub(super) limits: ServeLimits,
}
