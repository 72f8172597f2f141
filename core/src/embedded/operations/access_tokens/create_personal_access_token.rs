//! `createPersonalAccessToken`

use crate::api::access_tokens::{CreatePersonalAccessToken, CreatedPersonalAccessToken};
use crate::api::response;
use crate::embedded::access::Me;
use crate::embedded::records::{NewToken, TokenKind, issue};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::Timestamp;

impl Handler for CreatePersonalAccessToken {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<CreatedPersonalAccessToken> {
        let kind = TokenKind::Personal;
        let new = NewToken {
            kind,
            name: &self.name,
            actions: None,
            expires_at: self.expires_at.map(Timestamp::as_millis),
            creator: call.member(),
            now: call.now,
        };
        let (_, secret) = issue(call.tx, &call.context.random, &new)?;
        Ok(response!(CreatedPersonalAccessToken { access_token: Secret::new(secret) }))
    }
}
