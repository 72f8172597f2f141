//! Connection of one client.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use serde_json::Value;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

use super::anonymous::Place;
use super::message::{ClientMessage, QueryId, ServerMessage, Token};
use super::session::{FunctionCall, ProtocolViolation, Reaction, Session};
use crate::api::functions::{FunctionFailure, FunctionResult, RunQuery};
use crate::embedded::{Caller, Platform, Revision};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::redact;
use crate::serve::context::Lifetime;
use crate::serve::json_values;
use crate::serve::service::Service;

/// Interval between checks for changes by other processes.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Minimum interval between two runs of the queries because of changes. With many clients and constant changes, the queries
/// would otherwise take all of the processors.
const BETWEEN_CHANGES: Duration = Duration::from_millis(100);

/// Interval between heartbeats. Convex's clients reconnect after a minute without a message.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Maximum time without a message from the client, which responds to heartbeats.
const SILENCE: Duration = Duration::from_secs(60);

/// Serves one client until it disconnects or violates the protocol, or the server stops.
pub(super) async fn run(socket: WebSocket, service: Arc<Service>, caller: Caller, mut lifetime: Lifetime) {
    let place = service.anonymous.enter();
    let mut client = Client {
        socket,
        service,
        caller,
        place: Some(place),
        session: Session::default(),
        seen: Revision::default(),
        received_at: Instant::now(),
    };
    tokio::select! {
        () = client.serve() => {}
        () = lifetime.wait_until_stopped() => drop(client.close(close_code::AWAY, "the server is stopping").await),
    }
}

struct Client {
    socket: WebSocket,
    service: Arc<Service>,
    caller: Caller,
    /// Place among the clients without a key.
    place: Option<Place>,
    session: Session,
    /// Revision of the platform that the last results are from.
    seen: Revision,
    received_at: Instant,
}

impl Client {
    async fn serve(&mut self) {
        let mut changes = self.service.changes();
        let [mut poll, mut heartbeat] = [POLL_INTERVAL, HEARTBEAT].map(interval);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        let (mut is_outdated, mut refresh_at) = (false, Instant::now());
        loop {
            let step = tokio::select! {
                received = self.socket.recv() => match received {
                    Some(Ok(message)) => self.receive(message).await,
                    Some(Err(_)) | None => ControlFlow::Break(()),
                },
                // The sender lives as long as the service.
                _ = changes.changed(), if !is_outdated => {
                    is_outdated = true;
                    ControlFlow::Continue(())
                }
                () = sleep_until(refresh_at), if is_outdated => {
                    (is_outdated, refresh_at) = (false, Instant::now() + BETWEEN_CHANGES);
                    self.refresh().await
                }
                _ = poll.tick() => self.refresh().await,
                _ = heartbeat.tick() => self.send_heartbeat().await,
                () = displaced(self.place.as_mut()) => {
                    self.close(close_code::AGAIN, "too many clients without a key").await
                }
            };
            if step.is_break() {
                return;
            }
        }
    }

    async fn receive(&mut self, message: Message) -> ControlFlow<()> {
        self.received_at = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Ping(_) | Message::Pong(_) => return ControlFlow::Continue(()),
            Message::Close(_) => return ControlFlow::Break(()),
            Message::Binary(_) => return self.refuse("invalid message: expected text".to_owned()).await,
        };
        let limits = self.service.limits;
        if !self.session.has_key() && text.len() > limits.anonymous_bytes {
            return self.refuse("invalid message: too long for a client without a key".to_owned()).await;
        }
        let mut memory = self.service.memory.start();
        if let Err(error) = json_values::reserve(text.as_bytes(), limits.json_values, &mut memory) {
            return self.refuse(format!("invalid message: {}", error.info().message)).await;
        }
        let parsed = serde_json::from_str::<ClientMessage>(&text);
        let parsed =
            parsed.map_err(|error| ProtocolViolation(format!("WSMessageInvalidJson: {}", redact(&error.to_string()))));
        match parsed.and_then(|message| self.session.receive(message)) {
            Ok(Reaction::Nothing) => ControlFlow::Continue(()),
            Ok(Reaction::Call(call)) => self.call(call).await,
            Ok(Reaction::Refresh) => self.run_queries().await,
            Ok(Reaction::Authenticate(token)) => self.change_identity(token).await,
            Err(ProtocolViolation(error)) => self.refuse(error).await,
        }
    }

    async fn change_identity(&mut self, token: Token) -> ControlFlow<()> {
        let caller = self.caller.clone().presenting(None);
        self.caller = match token {
            Token::Admin { value } => caller.presenting(Some(value)),
            Token::User { value } => caller.as_user(value),
            Token::None {} => caller,
        };
        let caller = self.caller.clone();
        if let Err(error) = self.service.run(move |platform| platform.admit_client(&caller)).await {
            let (error, base_version) = (error.info().message.clone(), self.session.identity());
            let message = ServerMessage::AuthError { error, base_version, auth_update_attempted: true };
            let _ = self.send(&message).await;
            return self.close(close_code::POLICY, "the token or key was rejected").await;
        }
        if self.session.has_key() {
            self.place = None;
        } else if self.place.is_none() {
            self.place = Some(self.service.anonymous.enter());
        }
        self.run_queries().await
    }

    /// Calls a function and sends its result.
    async fn call(&mut self, call: FunctionCall) -> ControlFlow<()> {
        let caller = self.caller.clone();
        let message = match call {
            FunctionCall::Mutation(request_id, call) => {
                let answer = self.service.run(move |platform| result(platform.call(&caller, call.clone()))).await;
                answer.map(|answer| {
                    let (success, result) = outcome(answer);
                    ServerMessage::MutationResponse { request_id, success, result, log_lines: [] }
                })
            }
            FunctionCall::Action(request_id, call) => {
                let answer = self.service.run(move |platform| result(platform.call(&caller, call.clone()))).await;
                answer.map(|answer| {
                    let (success, result) = outcome(answer);
                    ServerMessage::ActionResponse { request_id, success, result, log_lines: [] }
                })
            }
        };
        match message {
            Ok(message) => self.send(&message).await,
            Err(_) => self.close(close_code::ERROR, "cannot read the store").await,
        }
    }

    /// Runs all queries again if the platform may have changed.
    async fn refresh(&mut self) -> ControlFlow<()> {
        if !self.session.has_queries() {
            return ControlFlow::Continue(());
        }
        match self.service.run(Platform::revision).await {
            Ok(revision) if revision == self.seen => ControlFlow::Continue(()),
            Ok(_) => self.run_queries().await,
            Err(_) => self.close(close_code::ERROR, "cannot read the store").await,
        }
    }

    /// Runs all queries and sends the changes to the client.
    async fn run_queries(&mut self) -> ControlFlow<()> {
        let (caller, queries) = (self.caller.clone(), self.session.queries());
        match self.service.run(move |platform| answers(platform, &caller, &queries)).await {
            Ok(Answers { revision, answers, now_nanoseconds }) => {
                self.seen = revision;
                match self.session.transition(answers, now_nanoseconds) {
                    Some(message) => self.send(&message).await,
                    None => ControlFlow::Continue(()),
                }
            }
            Err(_) => self.close(close_code::ERROR, "cannot read the store").await,
        }
    }

    async fn send_heartbeat(&mut self) -> ControlFlow<()> {
        if self.received_at.elapsed() > SILENCE {
            return ControlFlow::Break(());
        }
        // Convex's clients see messages only, but respond to pings only; so both are sent.
        if self.socket.send(Message::Ping(Bytes::new())).await.is_err() {
            return ControlFlow::Break(());
        }
        self.send(&ServerMessage::Ping {}).await
    }

    async fn refuse(&mut self, error: String) -> ControlFlow<()> {
        let _ = self.send(&ServerMessage::FatalError { error }).await;
        self.close(close_code::POLICY, "the client violated the protocol").await
    }

    async fn send(&mut self, message: &ServerMessage) -> ControlFlow<()> {
        let sent = match serde_json::to_string(message) {
            Ok(text) => self.socket.send(Message::text(text)).await.is_ok(),
            Err(_) => false,
        };
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    async fn close(&mut self, code: u16, reason: &'static str) -> ControlFlow<()> {
        // The client may have disconnected already.
        let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
        ControlFlow::Break(())
    }
}

/// Waits until another client takes the place, if the client has one.
async fn displaced(place: Option<&mut Place>) {
    match place {
        Some(place) => place.displaced().await,
        None => std::future::pending().await,
    }
}

/// Results of queries.
struct Answers {
    revision: Revision,
    answers: Vec<(QueryId, FunctionResult)>,
    now_nanoseconds: u64,
}

fn answers(platform: &Platform, caller: &Caller, queries: &[(QueryId, RunQuery)]) -> Result<Answers> {
    // Read before the queries run, so that a concurrent change runs them again.
    let revision = platform.revision()?;
    let answers = queries.iter().map(|(id, query)| Ok((*id, answer(platform, caller, query)?)));
    let answers = answers.collect::<Result<_>>()?;
    let now_nanoseconds = u64::try_from(platform.admin().now()?).unwrap_or_default().saturating_mul(1_000_000);
    Ok(Answers { revision, answers, now_nanoseconds })
}

/// Runs one query. A rejected query fails alone.
fn answer(platform: &Platform, caller: &Caller, query: &RunQuery) -> Result<FunctionResult> {
    result(platform.call(caller, query.clone()))
}

/// Turns a rejected call into a failed one. An error of the store remains one.
fn result(answer: Result<FunctionResult>) -> Result<FunctionResult> {
    match answer {
        Err(error) if is_of_store(&error) => Err(error),
        Err(error) => Ok(FunctionResult::Failure(FunctionFailure::new(error.info().message.clone()))),
        Ok(answer) => Ok(answer),
    }
}

/// Returns if a call succeeded, and its value or message.
fn outcome(answer: FunctionResult) -> (bool, Value) {
    match answer {
        FunctionResult::Success(success) => (true, success.value),
        FunctionResult::Failure(failure) => (false, failure.error_message.into()),
        other => (false, format!("unknown result `{}`", other.kind()).into()),
    }
}

fn is_of_store(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io | ErrorKind::Internal)
}
