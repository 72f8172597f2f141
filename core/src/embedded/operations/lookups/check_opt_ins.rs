//! `checkOptIns`

use crate::api::lookups::{CheckOptIns, OptIns};
use crate::api::response;
use crate::embedded::access::Me;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CheckOptIns {
    type Subject = Me;

    const WRITES: bool = false;

    // No agreement is ever required here.
    fn run(self, _: Me, _: &mut RequestContext<'_>) -> Result<OptIns> {
        Ok(response!(OptIns { opt_ins_to_accept: Vec::new() }))
    }
}
