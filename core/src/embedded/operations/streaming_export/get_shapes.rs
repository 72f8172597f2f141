//! `getShapes`

use serde_json::{Map, Value};

use super::dashboard_shape::dashboard_shape;
use super::shapes::shapes;
use crate::api::streaming_export::GetShapes;
use crate::embedded::access::Deployed;
use crate::embedded::records::app::App;
use crate::embedded::records::component::path_of;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetShapes {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Map<String, Value>> {
        let component = match self.component {
            None => String::new(),
            Some(id) => path_of(App::live_analysis(call.tx, deployment.row.id)?.as_ref(), &id)?,
        };
        let all = shapes(call.tx, &call.context.memo, deployment.row.id)?.into_iter();
        let of_users = all.filter(|(table, _)| table.component == component && !table.name.starts_with('_'));
        Ok(of_users.map(|(table, shape)| (table.name.to_string(), dashboard_shape(&shape))).collect())
    }
}
