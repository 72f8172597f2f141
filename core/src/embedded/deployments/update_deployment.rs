//! `updateDeployment`

use super::update;
use crate::api::Change;
use crate::api::deployments::UpdateDeployment;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::subject::Deployed;
use crate::error::Result;
use crate::model::role::Resource;
use crate::model::{Action, TeamId};

impl Handler for UpdateDeployment {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.deployment(&self.deployment_name)
    }

    /// One permission for each field that is given; `deployment:view` where none is.
    fn needs(&self, _: &Deployed) -> Vec<Action> {
        let given = [
            (self.reference.is_some(), Action::DeploymentUpdateReference),
            (!self.dashboard_edit_confirmation.is_keep(), Action::DeploymentUpdateDashboardEditConfirmation),
            (!self.expires_at.is_keep(), Action::DeploymentUpdateExpiresAt),
            (!self.send_logs_to_client.is_keep(), Action::DeploymentUpdateSendLogsToClient),
            (self.class.is_some(), Action::DeploymentUpdateClass),
            (self.is_default.is_some(), Action::DeploymentUpdateIsDefault),
            (self.deployment_type.is_some(), Action::DeploymentUpdateType),
        ];
        let needed: Vec<_> = given.into_iter().filter(|(given, _)| *given).map(|(_, action)| action).collect();
        if needed.is_empty() { vec![Action::DeploymentView] } else { needed }
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        // Who may not touch production may not make it either.
        if let Some(deployment_type) = &self.deployment_type {
            let row = &deployment.row;
            let becomes =
                Resource::deployment(row.project_id, &deployment.project.slug, row.id, deployment_type, row.creator);
            call.identity.check(call.tx, row.team_id, &Action::DeploymentUpdateType, &becomes)?;
        }
        let team = call.team(TeamId(deployment.row.team_id))?;
        let mut row = deployment.row;
        update::apply_type(call, &mut row, self.deployment_type)?;
        update::apply_reference(call, &mut row, self.reference)?;
        update::apply_class(&team, &mut row, self.class)?;
        update::apply_default(call, &mut row, self.is_default)?;
        if let Change::Set(expires_at) = self.expires_at {
            crate::model::expiry::check_deployment(expires_at, call.now, team.plan)?;
        }
        row.expires_at = self.expires_at.apply(row.expires_at);
        row.dashboard_edit_confirmation = self.dashboard_edit_confirmation.apply(row.dashboard_edit_confirmation);
        row.send_logs_to_client = self.send_logs_to_client.apply(row.send_logs_to_client);
        update::save(call, &row)
    }
}
