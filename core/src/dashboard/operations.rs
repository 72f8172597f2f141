//! Operations that the page may call.

use crate::api::access_tokens::{CreatePersonalAccessToken, CreateTeamAccessToken};
use crate::api::lookups::ClaimPreviewDeployment;
use crate::api::{Api, CONTRACTS, Contract, Method, Operation};

/// Operations that return an access token, or a key for deploys in place of an existing one.
const REFUSED: [&str; 3] =
    [CreatePersonalAccessToken::CONTRACT.id, CreateTeamAccessToken::CONTRACT.id, ClaimPreviewDeployment::CONTRACT.id];

/// Returns the operations that the page may call: not those that return tokens, and no pushes and imports, whose bodies have
/// no place in a page.
pub(super) fn allowed() -> impl Iterator<Item = &'static Contract> {
    CONTRACTS.iter().copied().filter(|contract| {
        let is_upload = contract.api == Api::Push && contract.method == Method::Post && !is_export(contract);
        !is_upload && !REFUSED.contains(&contract.id)
    })
}

fn is_export(contract: &Contract) -> bool {
    contract.path.contains("export")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_pushes_are_refused() {
        let allowed: Vec<_> = allowed().map(|contract| contract.id).collect();
        for id in
            ["createPersonalAccessToken", "createTeamAccessToken", "claimPreviewDeployment", "startPush", "importData"]
        {
            assert!(!allowed.contains(&id), "{id}");
        }
        for id in ["listTeams", "createDeployKey", "getZipExport", "runQuery", "updateEnvironmentVariables"] {
            assert!(allowed.contains(&id), "{id}");
        }
    }
}
