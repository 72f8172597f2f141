//! Crons.

use serde_json::{Value as Json, json};

use super::json::Document;
use super::query::{ComponentId, Queries};
use crate::error::Result;
use crate::value::{Value, to_encoded};

const QUERY: &str = "_system/frontend/listCronJobs:default";

/// Reads the crons of a component, in the form of a surface file.
pub(super) async fn read_crons(queries: Queries<'_>, component: ComponentId<'_>) -> Result<Json> {
    let found = queries.value(QUERY, component, Json::Null).await?;
    let mut crons = serde_json::Map::new();
    for job in Document::list(QUERY, &found)? {
        let spec = job.document("cronSpec")?;
        let schedule = spec.get("cronSchedule").map(plain)?;
        let cron = json!({ "name": spec.text("udfPath")?, "args": to_encoded(&spec.arguments("udfArgs")?), "schedule": schedule });
        crons.insert(job.text("name")?.to_owned(), cron);
    }
    Ok(Json::Object(crons))
}

/// Converts a schedule, whose numbers Convex stores as int64, to the form that an app exports.
fn plain(schedule: &Value) -> Json {
    match schedule {
        Value::Int64(number) => json!(number),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.to_string(), plain(value))).collect(),
        other => to_encoded(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Encoding, decode};

    #[test]
    fn schedule_has_the_form_of_an_export() {
        let stored =
            decode(r#"{"type": "daily", "hourUTC": {"$integer": "BAAAAAAAAAA="}}"#, Encoding::Encoded).unwrap();
        assert_eq!(plain(&stored), json!({ "type": "daily", "hourUTC": 4 }));
    }
}
