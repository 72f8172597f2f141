//! `checkAuthorization`

use crate::api::lookups::CheckAuthorization;
use crate::embedded::access::Me;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CheckAuthorization {
    type Subject = Me;

    // An authenticated caller is authorized.
    fn run(self, _: Me, _: &mut RequestContext<'_>) -> Result<()> {
        Ok(())
    }
}
