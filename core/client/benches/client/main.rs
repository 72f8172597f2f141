//! Measures the time that the client adds to a reqwest call: `cargo xtask bench client`.
//!
//! Both call the same loopback server over one persistent connection each, and decode the same response. Calls alternate, so
//! that other load on the machine affects both. Fails if the client adds more than 5 % or 20 microseconds to the median
//! call, whichever is more.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

mod server;

use convex_ops::api::projects::{GetProjectById, ProjectDetails};
use convex_ops::client::{Client, ReqwestTransport};
use convex_ops::model::ProjectId;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const WARM_UP: usize = 500;
const CALLS: usize = 20_000;
const ALLOWED_PART: f64 = 0.05;
const ALLOWED: Duration = Duration::from_micros(20);

fn main() -> ExitCode {
    let url = server::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (raw, client) = runtime.block_on(measure(&url));
    let (raw, client) = (median(raw), median(client));
    let added = client.saturating_sub(raw);
    let allowed = ALLOWED.max(raw.mul_f64(ALLOWED_PART));
    let verdict = if added <= allowed { "ok" } else { "OVER" };
    println!("medians of {CALLS} calls each, alternating");
    println!("reqwest alone  {:>8.1} us", micros(raw));
    println!("the client     {:>8.1} us", micros(client));
    println!("added          {:>8.1} us of {:.1} allowed: {verdict}", micros(added), micros(allowed));
    ExitCode::from(u8::from(added > allowed))
}

async fn measure(url: &str) -> (Vec<Duration>, Vec<Duration>) {
    let raw = reqwest::Client::builder().no_proxy().tls_backend_preconfigured(tls()).build().unwrap();
    let transport = ReqwestTransport::without_proxy().unwrap();
    let client = Client::builder().url(url).credential("token").transport(transport).build().unwrap();
    let address = format!("{url}/v1/projects/7");
    let request = GetProjectById { project_id: ProjectId(7) };
    let mut times = (Vec::with_capacity(CALLS), Vec::with_capacity(CALLS));
    for call in 0..WARM_UP + CALLS {
        let start = Instant::now();
        let response = raw.get(&address).header("authorization", "Bearer token").send().await.unwrap();
        let project: ProjectDetails = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        let between = Instant::now();
        black_box(project);
        let project = client.call(&request).await.unwrap();
        let end = Instant::now();
        black_box(project);
        if call >= WARM_UP {
            times.0.push(between - start);
            times.1.push(end - between);
        }
    }
    times
}

/// Configures TLS. reqwest built without a crypto provider needs one even for plain HTTP.
fn tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    builder.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
