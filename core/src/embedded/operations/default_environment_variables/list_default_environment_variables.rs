//! `listDefaultEnvironmentVariables`

use crate::api::default_environment_variables::{DefaultEnvironmentVariable, ListDefaultEnvironmentVariables};
use crate::api::response;
use crate::api::{PageResponse, Pagination};
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::DeploymentType;

impl Handler for ListDefaultEnvironmentVariables {
    type Subject = ProjectRow;

    find_by!(project_id);

    /// Types that share a name and value form one item. All items are on one page, since Convex's request has no
    /// cursor.
    fn run(
        self,
        project: ProjectRow,
        call: &mut RequestContext<'_>,
    ) -> Result<PageResponse<DefaultEnvironmentVariable>> {
        let mut statement = call.tx.prepare_cached(
            "SELECT name, plain, group_concat(type, ' ' ORDER BY type) FROM \
             (SELECT name, type, unseal(value, 'default_env/' || project_id || '/' || type || '/' || name) AS plain \
              FROM default_env WHERE project_id = ?1 AND (?2 IS NULL OR name = ?2) AND (?3 IS NULL OR type = ?3)) \
             GROUP BY name, plain ORDER BY name, plain",
        )?;
        let deployment_type = self.deployment_type.as_ref().map(DeploymentType::as_str);
        let found = statement.query_map((project.id, &self.name, deployment_type), |row| {
            Ok(response!(DefaultEnvironmentVariable {
                name: row.get(0)?,
                value: Secret::new(row.get::<_, String>(1)?),
                deployment_types: row.get_ref(2)?.as_str()?.split(' ').map(DeploymentType::from).collect(),
            }))
        })?;
        let items = found.collect::<rusqlite::Result<_>>()?;
        Ok(PageResponse::new(items, Pagination::default()))
    }
}
