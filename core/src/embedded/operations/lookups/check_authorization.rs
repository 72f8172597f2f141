//! `checkAuthorization`

use crate::api::lookups::CheckAuthorization;
use crate::embedded::access::Me;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CheckAuthorization {
    type Subject = Me;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    // An authenticated caller is authorized.
    fn run(self, _: Me, _: &mut RequestContext<'_>) -> Result<()> {
        Ok(())
    }
}
