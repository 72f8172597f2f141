//! One client, from its first message to its last.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::message::{ClientMessage, QueryId, ServerMessage};
use super::session::{Misuse, Session, Wish};
use crate::api::functions::{FunctionFailure, FunctionResult, RunFunction};
use crate::embedded::{Caller, Platform, Revision};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::redact;
use crate::serve::context::Lifetime;
use crate::serve::service::Service;

/// How often it is looked whether other processes have changed something.
const LOOK: Duration = Duration::from_secs(1);

/// How often the client hears that somebody is there. Convex's clients connect anew after a minute without a word.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a client may be silent: it answers heartbeats.
const SILENCE: Duration = Duration::from_secs(60);

/// Serves one client until it goes, misbehaves, or the server stops.
pub(super) async fn run(socket: WebSocket, service: Arc<Service>, caller: Caller, mut lifetime: Lifetime) {
    let mut client = Client {
        socket,
        service,
        caller,
        session: Session::default(),
        seen: Revision::default(),
        heard: Instant::now(),
    };
    tokio::select! {
        () = client.serve() => {}
        () = lifetime.ended() => drop(client.close(close_code::AWAY, "the server is stopping").await),
    }
}

struct Client {
    socket: WebSocket,
    service: Arc<Service>,
    caller: Caller,
    session: Session,
    /// The state of the platform in which the queries were last asked.
    seen: Revision,
    heard: Instant,
}

impl Client {
    async fn serve(&mut self) {
        let mut changes = self.service.changes();
        let [mut look, mut heartbeat] = [LOOK, HEARTBEAT].map(interval);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        loop {
            let step = tokio::select! {
                received = self.socket.recv() => match received {
                    Some(Ok(message)) => self.receive(message).await,
                    Some(Err(_)) | None => ControlFlow::Break(()),
                },
                // Its other end lives as long as the service.
                _ = changes.changed() => self.refresh().await,
                _ = look.tick() => self.refresh().await,
                _ = heartbeat.tick() => self.beat().await,
            };
            if step.is_break() {
                return;
            }
        }
    }

    async fn receive(&mut self, message: Message) -> ControlFlow<()> {
        self.heard = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Ping(_) | Message::Pong(_) => return ControlFlow::Continue(()),
            Message::Close(_) => return ControlFlow::Break(()),
            Message::Binary(_) => return self.refuse("messages are texts".to_owned()).await,
        };
        let heard = serde_json::from_str::<ClientMessage>(&text);
        let heard = heard.map_err(|error| Misuse(format!("WSMessageInvalidJson: {}", redact(&error.to_string()))));
        match heard.and_then(|message| self.session.hear(message)) {
            Ok(Wish::Nothing) => ControlFlow::Continue(()),
            Ok(Wish::Say(message)) => self.say(&message).await,
            Ok(Wish::Ask) => self.ask().await,
            Ok(Wish::AskAs(key)) => self.become_somebody(key).await,
            Err(Misuse(error)) => self.refuse(error).await,
        }
    }

    async fn become_somebody(&mut self, key: Option<crate::keys::Secret>) -> ControlFlow<()> {
        self.caller = self.caller.clone().presenting(key.clone());
        if key.is_some() {
            let caller = self.caller.clone();
            if let Err(error) = self.service.run(move |platform| platform.admit(&caller)).await {
                let (error, base_version) = (error.info().message.clone(), self.session.identity());
                let message = ServerMessage::AuthError { error, base_version, auth_update_attempted: true };
                let _ = self.say(&message).await;
                return self.close(close_code::POLICY, "the key was refused").await;
            }
        }
        self.ask().await
    }

    /// Asks all queries, where something may have changed.
    async fn refresh(&mut self) -> ControlFlow<()> {
        if !self.session.has_queries() {
            return ControlFlow::Continue(());
        }
        match self.service.run(Platform::revision).await {
            Ok(revision) if revision == self.seen => ControlFlow::Continue(()),
            Ok(_) => self.ask().await,
            Err(_) => self.close(close_code::ERROR, "the store can't be read").await,
        }
    }

    /// Asks all queries, and tells the client what it doesn't know.
    async fn ask(&mut self) -> ControlFlow<()> {
        let (caller, queries) = (self.caller.clone(), self.session.queries());
        match self.service.run(move |platform| answers(platform, &caller, &queries)).await {
            Ok(Answers { revision, answers, now_nanoseconds }) => {
                self.seen = revision;
                match self.session.transition(answers, now_nanoseconds) {
                    Some(message) => self.say(&message).await,
                    None => ControlFlow::Continue(()),
                }
            }
            Err(_) => self.close(close_code::ERROR, "the store can't be read").await,
        }
    }

    async fn beat(&mut self) -> ControlFlow<()> {
        if self.heard.elapsed() > SILENCE {
            return ControlFlow::Break(());
        }
        // Convex's clients see only messages, and answer only the other kind.
        if self.socket.send(Message::Ping(Bytes::new())).await.is_err() {
            return ControlFlow::Break(());
        }
        self.say(&ServerMessage::Ping {}).await
    }

    async fn refuse(&mut self, error: String) -> ControlFlow<()> {
        let _ = self.say(&ServerMessage::FatalError { error }).await;
        self.close(close_code::POLICY, "the client misused the protocol").await
    }

    async fn say(&mut self, message: &ServerMessage) -> ControlFlow<()> {
        let sent = match serde_json::to_string(message) {
            Ok(text) => self.socket.send(Message::text(text)).await.is_ok(),
            Err(_) => false,
        };
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    async fn close(&mut self, code: u16, reason: &'static str) -> ControlFlow<()> {
        // Who is gone already need not be told.
        let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
        ControlFlow::Break(())
    }
}

/// What queries gave.
struct Answers {
    revision: Revision,
    answers: Vec<(QueryId, FunctionResult)>,
    now_nanoseconds: u64,
}

fn answers(platform: &Platform, caller: &Caller, queries: &[(QueryId, RunFunction)]) -> Result<Answers> {
    // What changes while they are asked makes them be asked again.
    let revision = platform.revision()?;
    let answers = queries.iter().map(|(id, query)| Ok((*id, answer(platform, caller, query)?)));
    let answers = answers.collect::<Result<_>>()?;
    let now_nanoseconds = u64::try_from(platform.admin().now()?).unwrap_or_default().saturating_mul(1_000_000);
    Ok(Answers { revision, answers, now_nanoseconds })
}

/// What is refused fails that query alone.
fn answer(platform: &Platform, caller: &Caller, query: &RunFunction) -> Result<FunctionResult> {
    match platform.call(caller, query.clone()) {
        Err(error) if is_of_store(&error) => Err(error),
        Err(error) => Ok(FunctionResult::Failure(FunctionFailure::new(error.info().message.clone()))),
        Ok(answer) => Ok(answer),
    }
}

fn is_of_store(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io | ErrorKind::Internal)
}
