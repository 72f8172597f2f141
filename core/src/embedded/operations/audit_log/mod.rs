//! Operations on audit logs.

mod events;
mod list_audit_log_events;
mod list_deployment_audit_log_events;
mod plan;
