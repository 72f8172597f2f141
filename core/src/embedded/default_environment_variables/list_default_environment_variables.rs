use crate::api::default_environment_variables::{DefaultEnvironmentVariable, ListDefaultEnvironmentVariables};
use crate::api::{Page, Pagination};
use crate::embedded::behaviour::Behaviour;
use crate::embedded::call::Call;
use crate::embedded::rows::{ProjectRow, to_sql};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::DeploymentType;

impl Behaviour for ListDefaultEnvironmentVariables {
    type Subject = ProjectRow;

    fn find(&self, call: &Call<'_>) -> Result<ProjectRow> {
        call.project(self.project_id)
    }

    /// Types with the same name and value are one item. There is one page: Convex gives no cursor to ask for more.
    fn run(self, project: ProjectRow, call: &mut Call<'_>) -> Result<Page<DefaultEnvironmentVariable>> {
        let mut statement = call.tx.prepare_cached(
            "SELECT name, value, type FROM default_env WHERE project_id = ?1 AND (?2 IS NULL OR name = ?2) \
             AND (?3 IS NULL OR type = ?3) ORDER BY name, value, type",
        )?;
        let deployment_type = self.deployment_type.as_ref().map(DeploymentType::as_str);
        let mut rows = statement.query((to_sql(project.id), &self.name, deployment_type))?;
        let mut items: Vec<DefaultEnvironmentVariable> = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
            let deployment_type = DeploymentType::from(row.get_ref(2)?.as_str().unwrap_or_default());
            match items.last_mut().filter(|last| last.name == name && last.value.expose() == value) {
                Some(last) => last.deployment_types.push(deployment_type),
                None => items.push(DefaultEnvironmentVariable {
                    name,
                    value: Secret::new(value),
                    deployment_types: vec![deployment_type],
                }),
            }
        }
        Ok(Page { items, pagination: Pagination::default() })
    }
}
