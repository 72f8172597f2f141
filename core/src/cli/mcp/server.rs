//! The server: lists the tools and calls them.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ErrorCode, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::stdio;
use rmcp::{ServerHandler, ServiceExt as _};

use super::answer::{Answer, failure};
use super::settings::Settings;
use super::tool::{Call, ToolEntry};
use super::{deploy, diff, explain, gate, releases};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

const INSTRUCTIONS: &str = "\
Checks changes of a Convex app before they are deployed. Call `check` after a change of `convex/`; with a breaking finding, \
call `explain` with its rule and `plan` for the safe way. `deploy` changes preview and development deployments, and asks the \
gate first.";

/// The server of one agent.
struct Server {
    settings: Settings,
    tools: Arc<Vec<ToolEntry>>,
}

/// Serves until standard input ends.
///
/// # Errors
/// The reason as text, if the agent does not speak the protocol or the connection fails.
pub(super) async fn serve(settings: Settings) -> std::result::Result<(), String> {
    let tools =
        vec![gate::check_tool(), explain::tool(), gate::plan_tool(), releases::tool(), diff::tool(), deploy::tool()];
    let server = Server { settings, tools: Arc::new(tools) };
    let running = server.serve(stdio()).await.map_err(|error| error.to_string())?;
    running.waiting().await.map(|_| ()).map_err(|error| error.to_string())
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("convex-ops", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> std::result::Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.iter().map(|entry| entry.tool.clone()).collect()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.tools.iter().find(|entry| entry.tool.name == name).map(|entry| entry.tool.clone())
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> std::result::Result<CallToolResponse, ErrorData> {
        let Some(entry) = self.tools.iter().find(|entry| entry.tool.name == request.name) else {
            let names: Vec<&str> = self.tools.iter().map(|entry| entry.tool.name.as_ref()).collect();
            let message = format!("unknown tool `{}`: expected {}", request.name.escape_debug(), names.join(", "));
            return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, message, None));
        };
        let cancel = Cancel::default();
        let call = Call {
            settings: self.settings.clone(),
            arguments: request.arguments.unwrap_or_default(),
            cancel: cancel.clone(),
        };
        let run = entry.run;
        // The work blocks. It stops at the next step if the agent cancels the call.
        let mut work = tokio::task::spawn_blocking(move || run(&call));
        let done = tokio::select! {
            done = &mut work => done,
            () = context.ct.cancelled() => {
                cancel.cancel();
                work.await
            }
        };
        let done: Result<Answer> = done.unwrap_or_else(|_panic| {
            Err(Error::new(ErrorKind::Internal, "panic in a tool: this is a bug in convex-ops"))
        });
        let result = match done {
            Ok(answer) => answer.into_result(),
            Err(error) => failure(&error),
        };
        Ok(result.into())
    }
}
