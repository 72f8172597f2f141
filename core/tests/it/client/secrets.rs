//! Output, logs and errors contain no secret of the scenario.

use super::scripted::{Reply, Scripted, answer};
use convex_ops::api::deploy_keys::{CreateDeployKey, DeleteDeployKey};
use convex_ops::api::environment_variables::{
    EnvironmentVariableChange, ListEnvironmentVariables, UpdateEnvironmentVariables,
};
use convex_ops::api::log_streams::{CreateLogStream, SentrySettings};
use convex_ops::client::{CallOptions, Client, TransportError};
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;

const TOKEN: &str = "opaque-access-token-1";
const KEY: &str = "prod:happy-otter-123|eyJ2MiI6ImFiY2RlZiJ9";
const SECRET_OF_KEY: &str = "eyJ2MiI6ImFiY2RlZiJ9";
const VALUE: &str = "value-of-a-variable";
const DSN: &str = "https://public-part@sentry.example/1";
const HEADER: &str = "secret-of-a-header";
const PROXY: &str = "password-of-a-proxy";
const SECRETS: [&str; 6] = [TOKEN, SECRET_OF_KEY, VALUE, DSN, HEADER, PROXY];

/// Collects all output.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<Vec<u8>>>);

impl Shown {
    fn add(&self, what: &impl Debug) {
        self.0.lock().unwrap().extend(format!("{what:?}\n{what:#?}\n").bytes());
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl io::Write for Shown {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Shown {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A refusal that echoes the request.
fn echo(sent: [&str; 3]) -> String {
    format!(r#"{{"code":"BadRequest","message":"not with {}"}}"#, sent.join(" and "))
}

/// Calls operations with secrets in requests and responses, with failures of every kind.
async fn scenario(shown: &Shown) {
    let transport = Scripted::new([
        answer(200, format!(r#"{{"deployKey":"{KEY}"}}"#)),
        answer(400, echo([TOKEN, KEY, HEADER])),
        Reply::Fail(TransportError::disconnected(format!("reset while sending {KEY}"))),
        Reply::Answer(503, &[("x-request-id", KEY)], echo([KEY, VALUE, HEADER])),
        Reply::Answer(502, &[], format!("<html>{SECRET_OF_KEY} {VALUE} {KEY}")),
        answer(200, format!(r#"{{"environmentVariables":{{"A":"{VALUE}"}}}}"#)),
        answer(200, format!(r#"{{"environmentVariables":"{VALUE}"}}"#)),
        answer(200, format!(r#"{{"environmentVariables":{{"A":"{VALUE}"}}}}"#)),
        answer(400, echo([KEY, DSN, HEADER])),
        answer(409, echo([SECRET_OF_KEY, VALUE, HEADER])),
    ]);
    let builder = Client::builder().credential(TOKEN).header("x-gate", HEADER).transport(transport.clone());
    shown.add(&builder);
    let client = builder.build().unwrap();
    let deployment = client.for_deployment("https://happy-otter-123.convex.cloud", KEY).unwrap();
    shown.add(&client);
    shown.add(&deployment);

    let name = "happy-otter-123".to_owned();
    let create =
        CreateDeployKey { deployment_name: name.clone(), name: "ci".into(), allowed_actions: None, expires_at: None };
    shown.add(&client.call(&create).await.unwrap());
    let delete = DeleteDeployKey { deployment_name: name, id: KEY.into() };
    shown.add(&delete);
    shown.add(&client.call(&delete).await.unwrap_err());

    let change = EnvironmentVariableChange { name: "A".into(), value: Some(VALUE.into()) };
    let update = UpdateEnvironmentVariables { changes: vec![change] };
    shown.add(&update);
    shown.add(&deployment.call_with(&update, &CallOptions::default().max_attempts(3)).await.unwrap_err());
    shown.add(&deployment.call(&ListEnvironmentVariables {}).await.unwrap());
    shown.add(&deployment.call(&ListEnvironmentVariables {}).await.unwrap_err());
    let raw = deployment.call_for_raw(&ListEnvironmentVariables {}, &client.options()).await.unwrap();
    assert!(raw.text.contains(VALUE), "the raw form contains the value");
    shown.add(&raw);
    let stream = CreateLogStream::Sentry(SentrySettings::new(DSN));
    shown.add(&stream);
    let error = deployment.call(&stream).await.unwrap_err();
    shown.add(&error);
    shown.add(error.info());
    shown.add(&error.to_string());
    shown.add(&deployment.call(&update).await.unwrap_err());
    for request in transport.seen() {
        shown.add(&request);
    }
    shown
        .add(&convex_ops::client::ReqwestTransport::through_proxy(&format!("http://u:{PROXY}@proxy.example")).unwrap());
}

#[tokio::test(start_paused = true)]
async fn secrets_are_never_shown() {
    let shown = Shown::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(shown.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    scenario(&shown).await;
    drop(guard);
    let text = shown.text();
    for secret in SECRETS {
        let at = text.find(secret);
        assert_eq!(at, None, "{}", &text[at.unwrap_or_default().saturating_sub(300)..][..600]);
    }
    for expected in [
        "convex.call",
        "retrying",
        "url.template=\"/update_environment_variables\"",
        "error.type=\"BadRequest\"",
        "<redacted>",
    ] {
        assert!(text.contains(expected), "`{expected}` not found in the output:\n{text}");
    }
}
