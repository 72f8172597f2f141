//! A connection for other languages.

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;
use serde_json::Value;

use super::super::call::{answer_text, bug, error_text};
use super::super::read::read;
use super::current::{Current, TransportOptions};
use super::receiver::{Receiver, Root};
use super::{CallRequest, verbs};
use crate::api::{Api, find_contract};
use crate::error::{Error, Result};
use crate::handles::{Convex, Download, Reporter};
use crate::keys::Secret;

/// A connection for other languages.
#[derive(Debug)]
pub struct PlatformConnection {
    /// The connection with the token that was used last.
    current: Mutex<Current>,
}

impl PlatformConnection {
    /// Opens a connection. No call is made.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use convex_ops::wire::platform::PlatformConnection;
    ///
    /// let connection = PlatformConnection::open(r#"{"location":"embedded:"}"#)?;
    /// let answer = connection.call(r#"{"call":"listTeams"}"#).await;
    /// assert!(answer.starts_with(r#"{"ok":[{"id":"#));
    /// # Ok::<(), String>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `{"error": …}`: `InvalidInput` if the request or the location is invalid, and other errors of
    /// [`connect`](crate::connect()).
    pub fn open(request: &str) -> Result<Self, String> {
        Self::open_by(request, TransportOptions::default())
    }

    /// Opens a connection to a server through another transport than the default one, such as a browser's `fetch`. The
    /// location may be that of a proxy, which may add the token. No call is made.
    ///
    /// # Errors
    ///
    /// See [`open`](Self::open).
    #[cfg(feature = "client-core")]
    pub fn open_through(request: &str, transport: impl crate::client::Transport) -> Result<Self, String> {
        Self::open_by(request, TransportOptions { transport: Some(std::sync::Arc::new(transport)) })
    }

    fn open_by(request: &str, ways: TransportOptions) -> Result<Self, String> {
        let opened = read(request).and_then(|request| Current::open(request, ways));
        opened.map(|current| Self { current: Mutex::new(current) }).map_err(|error| error_text(error.info()))
    }

    /// Creates a connection for calls on `convex`.
    #[must_use]
    pub fn of(convex: Convex) -> Self {
        Self { current: Mutex::new(Current::of(Root::Platform(convex))) }
    }

    /// Makes a call: a [`CallRequest`] in JSON. Dropping the future cancels the call if possible.
    pub async fn call(&self, call: &str) -> String {
        self.call_reporting(call, Reporter::default()).await
    }

    /// Makes a call like [`call`](Self::call), and reports the progress of long work.
    pub async fn call_reporting(&self, call: &str, reporter: Reporter) -> String {
        let call = AssertUnwindSafe(self.answer(call, reporter)).catch_unwind();
        answer_text(call.await.unwrap_or_else(|_panic| Err(bug())))
    }

    /// Calls a verb that sends no request: `target`, or a confirmation.
    #[must_use]
    pub fn call_now(&self, call: &str) -> String {
        let answer = read(call).and_then(|request: CallRequest| {
            if !verbs::makes_no_call(&request.call) {
                return Err(Error::invalid_input(format!("cannot answer `{}` at once: it makes a call", request.call)));
            }
            self.answer(call, Reporter::default()).now_or_never().unwrap_or_else(|| Err(bug()))
        });
        answer_text(answer)
    }

    /// Makes a call that returns a file, and reports the progress until it starts.
    ///
    /// # Errors
    ///
    /// Errors of the call, as JSON.
    pub async fn open_file(&self, call: &str, reporter: Reporter) -> Result<Download, String> {
        let opened =
            AssertUnwindSafe(self.file(call, reporter)).catch_unwind().await.unwrap_or_else(|_panic| Err(bug()));
        opened.map_err(|error| error_text(error.info()))
    }

    async fn file(&self, call: &str, reporter: Reporter) -> Result<Download> {
        let (call, receiver) = self.receive(call, reporter)?;
        verbs::open(&call.call, receiver, request(call.request)).await
    }

    async fn answer(&self, call: &str, reporter: Reporter) -> Result<String> {
        let (call, receiver) = self.receive(call, reporter)?;
        let answer = match find_contract(&call.call) {
            Some(contract) if receiver.has_deployment() => {
                receiver.deployment()?.connection().call_json(contract.id, request(call.request)).await?
            }
            Some(contract) if matches!(contract.api, Api::Management | Api::Lookup) => {
                receiver.convex()?.connection().call_json(contract.id, request(call.request)).await?
            }
            Some(_) => return Err(receiver.deployment().err().unwrap_or_else(bug)),
            None => verbs::run(&call.call, receiver, request(call.request)).await?,
        };
        super::super::read::write(&answer)
    }

    fn receive(&self, call: &str, reporter: Reporter) -> Result<(CallRequest, Receiver)> {
        let mut call: CallRequest = read(call)?;
        let receiver = Receiver::of(self.with_token(call.token.take())?, &mut call, reporter);
        Ok((call, receiver))
    }

    /// Returns the root of handles for calls with a token, or with the previous one.
    fn with_token(&self, token: Option<Secret>) -> Result<Root> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).with_token(token)
    }
}

/// An absent request has no fields.
fn request(request: Value) -> Value {
    if request.is_null() { Value::Object(serde_json::Map::new()) } else { request }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_verbs_without_a_call_are_answered_at_once() {
        let connection = PlatformConnection::open(r#"{"location":"embedded:"}"#).unwrap();
        let path = r#"{"selector":{"by":"name","name":"happy-otter-123"}}"#;
        let confirm = format!(r#"{{"call":"deployment.confirm","deployment":{path},"request":{{"name":"other"}}}}"#);
        assert!(connection.call_now(&confirm).contains(r#""confirmation":{"kind":"named","name":"other"}"#));
        for call in ["listTeams", "deployment.get", "none"] {
            let answer = connection.call_now(&format!(r#"{{"call":"{call}","deployment":{path}}}"#));
            assert!(answer.starts_with(r#"{"error":{"kind":"invalidInput""#), "{answer}");
        }
    }

    #[tokio::test]
    async fn import_takes_bytes_or_a_path() {
        let connection = PlatformConnection::open(r#"{"location":"embedded:"}"#).unwrap();
        let project = r#"{"team":"first-team","project":"todo"}"#;
        let call = async |name: &str, request: &str| {
            let dev = format!(r#"{{"selector":{{"by":"dev","project":{project}}}}}"#);
            let receiver = format!(r#""project":{project},"deployment":{dev}"#);
            connection.call(&format!(r#"{{"call":"{name}",{receiver},"request":{request}}}"#)).await
        };
        assert!(call("project.ensure", "{}").await.starts_with(r#"{"ok""#));
        assert!(call("deployment.ensure", "{}").await.starts_with(r#"{"ok""#));
        let import = async |file: &str| {
            call("deployment.importData", &format!(r#"{{"table":"tasks","format":"jsonLines"{file}}}"#)).await
        };
        assert_eq!(import(r#","bytes":"eyJ0IjoxfQo=""#).await, r#"{"ok":{"documents":1}}"#);
        for file in ["", r#","path":"a.jsonl","bytes":"""#] {
            assert!(import(file).await.starts_with(r#"{"error":{"kind":"invalidInput""#), "{file}");
        }
    }

    #[tokio::test]
    async fn token_of_each_call_is_needed_before_the_first() {
        let connection = PlatformConnection::open(r#"{"location":"embedded:","tokenPerCall":true}"#).unwrap();
        let answer = connection.call(r#"{"call":"listTeams"}"#).await;
        assert!(answer.contains("missing token of the call"), "{answer}");
        let answer = connection.call(r#"{"call":"listTeams","token":"wrong"}"#).await;
        assert!(answer.contains(r#""kind":"unauthenticated""#), "{answer}");
    }
}
