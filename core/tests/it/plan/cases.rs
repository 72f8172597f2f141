//! The ways of safe changes, each with the steps that it leads to.

use super::planned;
use convex_ops::compat::{CallState, Evidence, ScheduledCall};
use convex_ops::plan::{Plan, PreconditionKind, ReturnLimit, Step};
use convex_ops::surface::{FunctionName, Surface};
use convex_ops::value::{Fields, Value};
use serde_json::{Value as Json, json};

fn field(kind: &Json) -> Json {
    match kind.as_str().map(|kind| kind.strip_suffix('?').map_or((kind, false), |kind| (kind, true))) {
        Some((kind, optional)) => json!({"fieldType": {"type": kind}, "optional": optional}),
        None => json!({"fieldType": kind, "optional": false}),
    }
}

/// An object type: `{"a": "string", "b": "number?"}`.
fn object(fields: &Json) -> Json {
    let fields = fields.as_object().unwrap().iter().map(|(name, kind)| (name.clone(), field(kind)));
    json!({"type": "object", "value": fields.collect::<serde_json::Map<_, _>>()})
}

fn schema(tables: &[(&str, Json)]) -> Json {
    let tables: Vec<_> = (tables.iter())
        .map(|(name, document)| json!({"tableName": name, "indexes": [], "documentType": document}))
        .collect();
    json!({"tables": tables, "schemaValidation": true})
}

fn function(name: &str, kind: &str, args: &Json, returns: &Json) -> Json {
    json!({"identifier": name, "functionType": kind, "visibility": {"kind": "public"}, "args": object(args),
        "returns": returns})
}

fn internal(name: &str, args: &Json) -> Json {
    let mut function = function(name, "Mutation", args, &Json::Null);
    function["visibility"]["kind"] = "internal".into();
    function
}

fn surface(json: &Json) -> Surface {
    Surface::parse(&json.to_string()).unwrap()
}

#[track_caller]
fn plan(baseline: &Json, candidate: &Json) -> Plan {
    planned(&surface(baseline), &surface(candidate), &Evidence::default())
}

#[track_caller]
fn plan_of_documents(old: &Json, new: &Json) -> Plan {
    plan(&schema(&[("m", object(old))]), &schema(&[("m", object(new))]))
}

fn obligations(step: &Step) -> Vec<&str> {
    step.obligations.iter().map(|obligation| obligation.text.as_str()).collect()
}

fn operations(step: &Step) -> Vec<String> {
    step.migrations.iter().flat_map(|migration| &migration.operations).map(|operation| operation.describe()).collect()
}

fn document(step: &Step) -> String {
    step.surface.root.schema.known().unwrap().as_ref().unwrap().tables["m"].document.to_string()
}

fn kinds(step: &Step) -> Vec<PreconditionKind> {
    step.preconditions.iter().map(|precondition| precondition.kind).collect()
}

#[test]
fn safe_change_is_one_deploy() {
    let plan = plan_of_documents(&json!({"a": "string"}), &json!({"a": "string", "b": "string?"}));
    assert_eq!(plan.steps.len(), 1);
    assert_eq!(plan.steps[0].title, "deploy the candidate");
    assert_eq!(plan.steps[0].waits_for, None);
    assert_eq!(plan.steps[0].changes[0].after.as_deref(), Some("v.optional(v.string())"));
    let point = plan.steps[0].point_of_no_return.as_ref().unwrap();
    assert_eq!(point.at, ReturnLimit::FirstWrite, "the old schema refuses documents with the new field");
}

#[test]
fn added_table_is_one_deploy() {
    let (old, new) = (schema(&[]), schema(&[("m", object(&json!({"a": "string"})))]));
    assert_eq!(plan(&old, &new).steps.len(), 1);
}

#[test]
fn required_field_is_optional_then_filled() {
    let plan = plan_of_documents(&json!({"a": "string"}), &json!({"a": "string", "b": "number"}));
    let [widen, narrow] = plan.steps.as_slice() else { panic!("{plan}") };
    assert_eq!(document(widen), "v.object({a: v.string(), b: v.optional(v.float64())})");
    assert_eq!(obligations(widen), ["inserts into `m` set `b`", "reads of `m` accept documents without `b`"]);
    assert_eq!(operations(widen), ["set `.b` to a v.float64() where it is absent"]);
    assert_eq!(kinds(narrow), [PreconditionKind::Data]);
    assert_eq!(narrow.waits_for.as_deref(), Some("all documents of `m` match"));
    assert_eq!(narrow.preconditions[0].since, 1, "older code writes documents without the field");
    assert_eq!(narrow.point_of_no_return, None, "the first step accepts all that the candidate writes");
}

#[test]
fn dropped_field_is_optional_then_cleared() {
    let plan = plan_of_documents(&json!({"a": "string", "b": "number"}), &json!({"a": "string"}));
    let [widen, _] = plan.steps.as_slice() else { panic!("{plan}") };
    assert_eq!(document(widen), "v.object({a: v.string(), b: v.optional(v.float64())})");
    assert_eq!(obligations(widen), ["inserts into `m` leave out `b`", "reads of `m` accept documents without `b`"]);
    assert_eq!(operations(widen), ["remove `.b`"]);
    assert_eq!(widen.point_of_no_return.as_ref().unwrap().at, ReturnLimit::FirstWrite);
}

#[test]
fn cleared_optional_field_can_be_taken_back_until_the_migration() {
    let plan = plan_of_documents(&json!({"a": "string", "b": "number?"}), &json!({"a": "string"}));
    assert_eq!(plan.steps[0].point_of_no_return.as_ref().unwrap().at, ReturnLimit::Migration);
}

#[test]
fn changed_type_is_a_union_until_migrated() {
    let plan = plan_of_documents(&json!({"a": "string"}), &json!({"a": "number"}));
    assert_eq!(document(&plan.steps[0]), "v.object({a: v.union(v.float64(), v.string())})");
    assert_eq!(operations(&plan.steps[0]), ["convert `.a` to v.float64()"]);
    assert_eq!(
        obligations(&plan.steps[0]),
        ["writes to `m` store `a` as v.float64()", "reads of `m` accept both types of `a`"]
    );
}

#[test]
fn renamed_field_is_copied() {
    let plan = plan_of_documents(&json!({"a": "string"}), &json!({"b": "string"}));
    assert_eq!(operations(&plan.steps[0]), ["move `.a` to `.b`"]);
    assert_eq!(
        obligations(&plan.steps[0]),
        ["inserts into `m` set `b` in place of `a`", "reads of `m` take `a` where `b` is absent"]
    );
}

#[test]
fn id_of_another_table_is_retargeted() {
    let id = |table: &str| json!({"a": {"type": "id", "tableName": table}});
    let plan = plan_of_documents(&id("x"), &id("y"));
    assert_eq!(operations(&plan.steps[0]), ["replace the id in `.a` by a v.id(\"y\")"]);
}

#[test]
fn enforced_schema_waits_for_its_documents() {
    let mut old = schema(&[("m", object(&json!({"a": "string"})))]);
    let new = old.clone();
    old["schemaValidation"] = false.into();
    let plan = plan(&old, &new);
    let [widen, narrow] = plan.steps.as_slice() else { panic!("{plan}") };
    assert!(!widen.surface.root.schema.known().unwrap().as_ref().unwrap().validates);
    assert_eq!(kinds(narrow), [PreconditionKind::Data]);
}

#[test]
fn new_arguments_are_accepted_beside_the_old() {
    let function = |args| json!({"functions": [function("a:f", "Query", &args, &Json::Null)]});
    let plan = plan(&function(json!({"a": "string"})), &function(json!({"a": "string", "b": "number"})));
    let [widen, narrow] = plan.steps.as_slice() else { panic!("{plan}") };
    assert_eq!(
        obligations(widen),
        ["`a.js:f` accepts the old arguments and the new ones", "clients send `a.js:f` the new arguments"]
    );
    assert_eq!(kinds(narrow), [PreconditionKind::Clients]);
    assert_eq!(narrow.waits_for.as_deref(), Some("no client from before step 1 is in use"));
}

#[test]
fn results_stay_until_clients_read_the_new_type() {
    let function = |returns| json!({"functions": [function("a:f", "Query", &json!({}), &returns)]});
    let plan = plan(&function(json!({"type": "string"})), &function(json!({"type": "number"})));
    let [widen, _] = plan.steps.as_slice() else { panic!("{plan}") };
    assert_eq!(
        obligations(widen),
        ["`a.js:f` still returns the old type", "clients read results of `a.js:f` of both types"]
    );
}

#[test]
fn removed_function_serves_its_clients_until_they_are_gone() {
    let old = json!({"functions": [function("a:f", "Query", &json!({"x": "string"}), &Json::Null)]});
    let new = json!({"functions": [function("a:g", "Query", &json!({"x": "string"}), &Json::Null)]});
    let renamed = plan(&old, &new);
    let clients = "clients call `a.js:g` in place of `a.js:f`";
    assert_eq!(obligations(&renamed.steps[0]), ["`a.js:f` still serves its callers", clients]);
    let removed = plan(&old, &json!({"functions": []}));
    assert_eq!(obligations(&removed.steps[0])[1], "clients no longer call `a.js:f`");
}

#[test]
fn changed_kind_takes_three_deploys() {
    let function = |kind| json!({"functions": [function("a:f", kind, &json!({}), &Json::Null)]});
    let plan = plan(&function("Query"), &function("Mutation"));
    let [widen, switch, last] = plan.steps.as_slice() else { panic!("{plan}") };
    assert_eq!(obligations(widen), ["clients call `a.js:fNext` in place of `a.js:f`"]);
    assert_eq!(obligations(switch), ["clients call `a.js:f` in place of `a.js:fNext`"]);
    assert_eq!((switch.preconditions[0].since, last.preconditions[0].since), (1, 2));
    let names = |step: &Step| step.surface.root.functions.known().unwrap().len();
    assert_eq!((names(widen), names(switch), names(last)), (2, 2, 1));
}

#[test]
fn internal_target_goes_when_its_calls_have_run() {
    let old = json!({"functions": [internal("a:f", &json!({"x": "string"}))]});
    let plan = plan(&old, &json!({"functions": []}));
    let [widen, narrow] = plan.steps.as_slice() else { panic!("{plan}") };
    assert_eq!(obligations(widen)[1], "functions and crons no longer schedule `a.js:f`");
    assert_eq!(kinds(narrow), [PreconditionKind::Schedule]);
    assert_eq!(narrow.waits_for.as_deref(), Some("no earlier call of `a.js:f` is pending"));
}

#[test]
fn pending_calls_of_a_public_function_are_waited_for() {
    let old = json!({"functions": [function("a:f", "Mutation", &json!({"x": "string"}), &Json::Null)], "crons": {}});
    let new = json!({"functions": [], "crons": {}});
    let call = ScheduledCall {
        id: "k1".to_owned(),
        target: FunctionName::new("a:f"),
        args: Value::Object(Fields::from([("x".into(), Value::from("y"))])),
        state: CallState::Pending,
        scheduled_time: 1.0,
    };
    let evidence = Evidence { scheduled: Some(vec![call]), ..Evidence::default() };
    let plan = planned(&surface(&old), &surface(&new), &evidence);
    let mut kinds = kinds(&plan.steps[1]);
    kinds.sort();
    assert_eq!(kinds, [PreconditionKind::Clients, PreconditionKind::Schedule]);
}

#[test]
fn route_and_auth_provider_stay_until_unused() {
    let route = json!({"functionType": "HttpAction", "method": "GET", "path": "/a"});
    let provider = json!({"domain": "a.example", "applicationID": "x"});
    let old = json!({"functions": [route], "authProviders": [provider]});
    let plan = plan(&old, &json!({"functions": [], "authProviders": []}));
    let [widen, narrow] = plan.steps.as_slice() else { panic!("{plan}") };
    let mut obligations = obligations(widen);
    obligations.sort_unstable();
    assert_eq!(obligations, ["clients no longer request `GET /a`", "clients sign in without `a.example`"]);
    assert_eq!(kinds(narrow), [PreconditionKind::Clients; 2]);
}

#[test]
fn missing_variable_is_set_first() {
    let app = |variables| surface(&json!({"functions": [], "environmentVariables": variables}));
    let evidence = Evidence { environment_variables: Some([].into()), ..Evidence::default() };
    let new = app(json!([{"name": "KEY", "required": true}]));
    let plan = planned(&app(json!([])), &new, &evidence);
    assert_eq!((plan.steps.len(), kinds(&plan.steps[0])), (1, vec![PreconditionKind::Environment]));
}

#[test]
fn candidate_that_convex_refuses_has_no_plan() {
    let new = schema(&[("m", object(&json!({"$a": "string"})))]);
    let plan = plan(&schema(&[]), &new);
    assert!(plan.steps.is_empty());
    assert_eq!(plan.blocked[0].reason, "the candidate itself has to be corrected");
}

#[test]
fn independent_changes_share_deploys() {
    let app = |documents, args| {
        json!({"schema": schema(&[("m", object(&documents))]), "functions": [
            function("a:f", "Query", &args, &Json::Null), internal("a:g", &args)]})
    };
    let old = app(json!({"a": "string"}), json!({"x": "string"}));
    let plan = plan(&old, &app(json!({"a": "number"}), json!({"x": "number"})));
    assert_eq!(plan.steps.len(), 2);
    let mut kinds = kinds(&plan.steps[1]);
    kinds.sort();
    assert_eq!(kinds, [PreconditionKind::Data, PreconditionKind::Clients, PreconditionKind::Schedule]);
}

#[test]
fn plan_is_read_back_from_json() {
    let plan = plan_of_documents(&json!({"a": "string"}), &json!({"a": "number"}));
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
}
