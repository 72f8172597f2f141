//! A resource that a caller cannot see counts as missing: the response to a foreign one equals that to a
//! missing one, in all operations.

use super::{World, create_deployment};
use convex_ops::Result;
use convex_ops::api::access_tokens::CreateTeamAccessToken;
use convex_ops::api::backups::RequestCloudBackup;
use convex_ops::api::projects::CreateProject;
use convex_ops::api::teams::CreateTeam;
use convex_ops::api::{Api, Contract, Operation, OperationVisitor, visit_operations};
use convex_ops::embedded::Caller;
use convex_ops::model::{DeploymentType, Region, Role, TeamId, TeamPlan};
use serde_json::{Map, Value, json};

/// Fields that identify resources: one's own, a foreign one, a missing one.
struct Identified {
    field: &'static str,
    own: Value,
    foreign: Value,
    missing: Value,
}

/// A platform with two teams, and a caller who belongs to one of them.
struct Two {
    world: World,
    me: Caller,
    token: Caller,
    fields: Vec<Identified>,
}

/// The identifiers of one team, by the fields that they fill.
fn resources(world: &World, me: &Caller, team: TeamId, slug: &str) -> Map<String, Value> {
    let project = world.platform.call(me, CreateProject::new(team, format!("In {slug}"))).unwrap().id;
    let made = world.platform.call(me, create_deployment(project, DeploymentType::Prod)).unwrap();
    let made = super::cloud(made);
    let backup = RequestCloudBackup { deployment_id: made.id, include_storage: false };
    let backup = world.platform.call(me, backup).unwrap().id;
    let project_slug = format!("in-{slug}");
    let selection = json!({ "kind": "teamAndProjectSlugs", "teamSlug": slug, "projectSlug": project_slug });
    let fields = json!({
        "teamId": team, "teamIdOrSlug": slug, "projectId": project, "projectSlug": project_slug,
        "deploymentName": made.name, "destinationProjectId": project, "deploymentId": made.id, "cloudBackupId": backup,
        "selectedDeploymentName": made.name, "projectSelection": selection, "teamSlug": slug,
    });
    fields.as_object().unwrap().clone()
}

fn two() -> Two {
    let world = World::on(TeamPlan::Business);
    let foreign = resources(&world, &world.me, world.team(), "first-team");
    let team = world.call(CreateTeam { name: "Second".into(), default_region: Region::UsEast1 });
    let admin = world.platform.admin();
    admin.set_plan(team.id, TeamPlan::Business).unwrap();
    let eve = Caller::with_token(admin.add_member(team.id, "eve@example.com", &Role::Admin).unwrap().token);
    let own = resources(&world, &eve, team.id, "second");
    let request = CreateTeamAccessToken { team_id: team.id, name: Some("eve".into()), expires_at: None };
    let token = Caller::with_token(world.platform.call(&eve, request).unwrap().access_token);
    let fields = [
        "teamId",
        "teamIdOrSlug",
        "projectId",
        "projectSlug",
        "deploymentName",
        "destinationProjectId",
        "deploymentId",
        "cloudBackupId",
        "selectedDeploymentName",
        "projectSelection",
        "teamSlug",
    ];
    let fields = fields.map(|field| {
        let missing = match &own[field] {
            Value::Number(_) => json!(9_999),
            Value::Object(_) => {
                json!({ "kind": "teamAndProjectSlugs", "teamSlug": "no-team", "projectSlug": "no-project" })
            }
            _ => json!("no-such-thing-1"),
        };
        Identified { field, own: own[field].clone(), foreign: foreign[field].clone(), missing }
    });
    Two { world, me: eve, token, fields: fields.into_iter().collect() }
}

impl Two {
    /// Calls an operation with the other fields as a caller with permission would send them.
    fn call(&self, contract: &Contract, caller: &Caller, mut request: Map<String, Value>) -> Result<Value> {
        let others = json!({
            "projectName": "New", "type": "dev", "name": "new", "email": "new@example.com", "role": "developer",
            "changes": [], "statements": [{ "effect": "allow", "actions": "*", "resource": "project:*" }],
            "domain": "api.example.com", "requestDestination": "convexCloud", "defaultRegion": "aws-us-east-1",
            "from": 0, "to": 1, "previewName": "none", "identifier": "branch", "reuse": true, "defaultProd": true,
            "deploymentType": "prod", "memberId": 99, "cronspec": "0 0 * * *", "includeStorage": false, "queryId": "q",
        });
        for (name, value) in others.as_object().unwrap() {
            request.entry(name).or_insert_with(|| value.clone());
        }
        let id = match contract.id {
            id if id.ends_with("CustomRole") => json!(99),
            "restoreFromCloudBackup" => request.get("cloudBackupId").cloned().unwrap_or_default(),
            _ => json!("none"),
        };
        request.entry("id").or_insert(id);
        self.world.platform.call_json(caller, contract.id, Value::Object(request))
    }

    fn request(&self, changed: &str, to: &Value) -> Map<String, Value> {
        let value = |of: &Identified| if of.field == changed { to.clone() } else { of.own.clone() };
        self.fields.iter().map(|of| (of.field.to_owned(), value(of))).collect()
    }
}

/// Describes an outcome without the identifiers that the caller sent.
fn comparable(outcome: Result<Value>, sent: &Value) -> String {
    let told = match outcome {
        Ok(answer) => format!("success: {answer}"),
        Err(error) => format!("{:?} {:?}: {error}", error.kind(), error.code()),
    };
    let texts = match sent {
        Value::String(text) => vec![text.clone()],
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != "kind")
            .filter_map(|(_, value)| value.as_str().map(str::to_owned))
            .collect(),
        other => vec![other.to_string()],
    };
    texts.iter().fold(told, |told, text| told.replace(&format!("`{text}`"), "`…`"))
}

#[test]
fn foreign_resources_are_told_from_missing_ones_by_no_operation() {
    struct Check(usize, Vec<String>);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let contract = &O::CONTRACT;
            if matches!(contract.api, Api::Deployment | Api::Command | Api::Push) {
                return;
            }
            let shared = two();
            for (index, of) in shared.fields.iter().enumerate() {
                for who in ["member", "team token"] {
                    self.0 += 1;
                    let [foreign, missing] =
                        [&of.foreign, &of.missing].map(|value| outcome::<O>(&shared, who, of, value));
                    if foreign == missing {
                        continue;
                    }
                    // The first of the calls may have changed something that the second one meets.
                    let [one, other] = [two(), two()];
                    let foreign = outcome::<O>(&one, who, &one.fields[index], &one.fields[index].foreign);
                    let missing = outcome::<O>(&other, who, &other.fields[index], &other.fields[index].missing);
                    if foreign != missing {
                        self.1.push(format!("{} {} by {who}: {foreign} | {missing}", O::CONTRACT.id, of.field));
                    }
                }
            }
        }
    }
    fn outcome<O: Operation>(two: &Two, who: &str, of: &Identified, value: &Value) -> String {
        let caller = if who == "member" { &two.me } else { &two.token };
        comparable(two.call(&O::CONTRACT, caller, two.request(of.field, value)), value)
    }
    let mut check = Check(0, Vec::new());
    visit_operations(&mut check);
    assert!(check.1.is_empty(), "{} differences:\n{}", check.1.len(), check.1.join("\n"));
    assert!(check.0 > 1_000, "{} pairs", check.0);
}

/// The operations of a deployment differ by nothing either: a foreign deployment, or none of this name.
#[test]
fn foreign_deployments_are_told_from_missing_ones_by_no_operation() {
    struct Check(Two, usize, Vec<String>);
    impl OperationVisitor for Check {
        fn visit<O: Operation>(&mut self) {
            let Self(two, calls, differences) = self;
            if !matches!(O::CONTRACT.api, Api::Deployment | Api::Command | Api::Push) {
                return;
            }
            let of = two.fields.iter().find(|of| of.field == "deploymentName").unwrap();
            let [foreign, missing] = [&of.foreign, &of.missing].map(|value| {
                let caller = two.token.clone().on(value.as_str().unwrap());
                comparable(two.call(&O::CONTRACT, &caller, Map::new()), value)
            });
            if foreign != missing {
                differences.push(format!("{}: {foreign} | {missing}", O::CONTRACT.id));
            }
            *calls += 1;
        }
    }
    let mut check = Check(two(), 0, Vec::new());
    visit_operations(&mut check);
    assert!(check.2.is_empty(), "{}", check.2.join("\n"));
    assert!(check.1 > 40, "{} operations", check.1);
}
