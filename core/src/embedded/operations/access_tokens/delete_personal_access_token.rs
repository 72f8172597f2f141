//! `deletePersonalAccessToken`

use crate::api::access_tokens::DeletePersonalAccessToken;
use crate::embedded::access::Me;
use crate::embedded::records::{TokenKind, revoke};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for DeletePersonalAccessToken {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<()> {
        revoke(call.tx, TokenKind::Personal, call.member(), self.id.expose())?;
        Ok(())
    }
}
