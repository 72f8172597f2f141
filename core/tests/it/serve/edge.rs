//! Malformed and hostile requests.

use std::io::Write;
use std::time::Duration;

use convex_ops::model::{TeamId, TeamPlan};
use convex_ops::serve::{ServeLimits, ServeOptions};
use serde_json::json;

use super::{Serving, ask, changed, connect, receive, send};

fn with_limits(change: impl Fn(&mut ServeLimits)) -> Serving {
    let mut options = ServeOptions::default();
    change(&mut options.limits);
    Serving::start(options)
}

#[test]
fn paths_outside_the_api_of_a_deployment_answer_as_convex_does() {
    let serving = Serving::start(ServeOptions::default());
    let (name, url) = serving.deployment("dev");
    let text = |path: &str| {
        let answer = ask(&url, "GET", path, &[], "");
        (answer.status, answer.body)
    };
    assert_eq!(text("/"), (200, "This Convex deployment is running. See https://docs.convex.dev/.".to_owned()));
    assert_eq!(text("/instance_name"), (200, name));
    assert_eq!(text("/version").0, 200);
    assert_eq!(text("/version"), text("/instance_version"));
    assert_eq!(text("/.well-known/jwks.json"), (404, String::new()));
    // The command waits for a deployment that answers 404 in its API.
    assert_ne!(text("/api/none").0, 404);
    for path in ["/api/query_ts", "/api/query_at_ts", "/api/run_test_function"] {
        let refused = ask(&url, "POST", path, &[], "{}");
        assert_eq!((refused.status, refused.code().as_str()), (400, "FunctionsNotRun"), "{path}");
        assert!(refused.json()["message"].as_str().unwrap().contains("does not run the functions of an app"));
    }
}

#[test]
fn echo_returns_the_body_that_it_gets() {
    let serving = Serving::start(ServeOptions::default());
    let (_, url) = serving.deployment("dev");
    let large = "0123456789abcdef".repeat(20_000);
    for body in ["", "x", &large] {
        let answer = ask(&url, "POST", "/echo", &[], body);
        assert_eq!((answer.status, answer.body.as_str() == body), (200, true), "{} bytes", body.len());
    }
    assert_eq!(ask(&url, "GET", "/echo", &[], "").status, 405);
    let packed = ask(&url, "POST", "/echo", &[("content-encoding", "gzip")], "x");
    assert_eq!(packed.status, 413, "a compressed body could become very long");
    assert_eq!(ask(&serving.url(), "POST", "/echo", &[], "x").status, 404, "the server's own origin has none");
}

#[test]
fn deployment_key_may_be_in_the_query() {
    let serving = Serving::start(ServeOptions::default());
    let (name, url) = serving.deployment("dev");
    let key = serving.key(&name, &json!({ "name": "k" })).replace(':', "%3A").replace('|', "%7C");
    let status = |query: &str, headers: &[(&str, &str)]| {
        ask(&url, "GET", &format!("/api/v1/list_environment_variables{query}"), headers, "").status
    };
    assert_eq!(status(&format!("?adminKey={key}"), &[]), 200);
    assert_eq!(status("?adminKey=dev%3Anone%7Cabc", &[]), 401);
    assert_eq!(status(&format!("?key={key}"), &[]), 401);
    assert_eq!(status(&format!("?adminKey={key}"), &[("authorization", "Convex dev:none|abc")]), 401);
    let on_server = format!("/v1/teams/1/projects?adminKey={key}");
    assert_eq!(ask(&serving.url(), "GET", &on_server, &[], "").status, 401, "keys are of deployments");
}

#[test]
fn foreign_hosts_are_rejected_and_own_hosts_accepted() {
    let serving = Serving::start(ServeOptions::default());
    for host in ["evil.example", "127.0.0.1.nip.io", "localhost.evil.example"] {
        let answer = ask(&serving.url(), "GET", "/health", &[("host", host)], "");
        assert_eq!((answer.status, answer.code().as_str()), (400, "BadHost"), "{host}");
    }
    for host in ["127.0.0.1", "localhost:80", "[::1]"] {
        assert_eq!(ask(&serving.url(), "GET", "/health", &[("host", host)], "").status, 200, "{host}");
    }
    assert_eq!(send(&serving.url(), "GET /health HTTP/1.1\r\nconnection: close\r\n\r\n").status, 400);
    let two = "GET /health HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    assert_eq!(send(&serving.url(), two).code(), "BadHost");
    let (_, url) = serving.deployment("dev");
    assert_eq!(ask(&url, "GET", "/api/v1/deployment_info", &[("host", "evil.example")], "").code(), "BadHost");
}

#[test]
fn older_connectors_send_only_query_parameters() {
    let serving = Serving::start(ServeOptions::default());
    serving.server().platform().admin().set_plan(TeamId(1), TeamPlan::Professional).unwrap();
    let (name, url) = serving.deployment("dev");
    let key = format!("Convex {}", serving.key(&name, &json!({ "name": "k" })));
    let get = |path: &str| ask(&url, "GET", path, &[("authorization", &key)], "");
    let snapshot = get("/api/list_snapshot?tableName=a&format=json").json();
    assert_eq!((&snapshot["values"], &snapshot["hasMore"]), (&json!([]), &json!(false)));
    let deltas = get(&format!("/api/document_deltas?cursor={}", snapshot["snapshot"])).json();
    assert_eq!(deltas["values"], json!([]));
    assert_eq!(get("/api/document_deltas").code(), "DocumentDeltasCursorRequired");
    assert_eq!(get("/api/document_deltas?cursor=x").status, 400);
    assert_eq!(get("/api/import/start_upload").status, 405, "this one is asked for with POST only");
}

#[test]
fn too_long_body_is_rejected_and_longest_accepted() {
    let serving = with_limits(|limits| limits.body_bytes = 100);
    let named = |length: usize| json!({ "projectName": "x".repeat(length - r#"{"projectName":""}"#.len()) });
    assert_eq!(serving.call("POST", "/v1/teams/1/create_project", &named(100)).status, 200);
    let answer = serving.call("POST", "/v1/teams/1/create_project", &named(101));
    assert_eq!((answer.status, answer.code().as_str()), (413, "RequestBodyTooLarge"));
}

#[test]
fn pushes_and_imports_have_limits_of_their_own() {
    let serving = with_limits(|limits| {
        (limits.anonymous_bytes, limits.body_bytes, limits.push_bytes, limits.import_bytes) = (100, 200, 400, 800);
    });
    let (name, url) = serving.deployment("dev");
    let authorization = format!("Convex {}", serving.key(&name, &json!({ "name": "k" })));
    for (path, longest) in [
        ("/api/query", 200),
        ("/api/deploy2/start_push", 400),
        ("/api/import/upload_part?uploadToken=x&partNumber=1", 400),
        ("/api/import?tableName=t&format=jsonLines", 800),
    ] {
        let send = |length: usize| {
            let answer = ask(&url, "POST", path, &[("authorization", &authorization)], &" ".repeat(length));
            (answer.status, answer.code())
        };
        assert_ne!(send(longest).0, 413, "{path}");
        assert_eq!(send(longest + 1), (413, "RequestBodyTooLarge".to_owned()), "{path}");
    }
}

#[test]
fn slow_heads_and_bodies_time_out() {
    let serving = with_limits(|limits| {
        limits.head_time = Duration::from_millis(200);
        limits.body_time = Duration::from_millis(200);
    });
    let mut slow_head = connect(&serving.url());
    slow_head.write_all(b"GET /health HTTP/1.1\r\nhost: ").unwrap();
    assert_ne!(receive(slow_head).status, 200);
    let mut slow_body = connect(&serving.url());
    let (token, path) = (serving.token(), "/v1/teams/1/create_project");
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\ncontent-length: 9\r\n\r\n{{"
    );
    slow_body.write_all(head.as_bytes()).unwrap();
    let answer = receive(slow_body);
    assert_eq!((answer.status, answer.code().as_str()), (408, "RequestTimeout"));
}

#[test]
fn head_size_is_limited() {
    let serving = with_limits(|limits| limits.head_bytes = 8_192);
    let long = "x".repeat(20_000);
    let many = vec![("x-many", "1"); 200];
    for headers in [vec![("x-long", long.as_str())], many] {
        let answer = ask(&serving.url(), "GET", "/health", &headers, "");
        assert_eq!((answer.status, answer.code().as_str()), (431, "HeadersTooLarge"));
    }
    let fits = "x".repeat(4_000);
    assert_eq!(ask(&serving.url(), "GET", "/health", &[("x-long", &fits)], "").status, 200);
}

#[test]
fn malformed_request_returns_convex_error() {
    let serving = with_limits(|limits| limits.head_bytes = 100_000);
    let good = "GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    for (sent, status, code) in [
        ("nonsense\r\n\r\n".to_owned(), 400, "BadRequest"),
        ("GET /health HTTP/3.7\r\n\r\n".to_owned(), 400, "BadRequest"),
        ("GET /health HTTP/1.1\r\nhost: localhost\r\nno header\r\n\r\n".to_owned(), 400, "BadRequest"),
        ("GET /health HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\n\r\n".to_owned(), 400, "BadRequest"),
        (format!("GET /{} HTTP/1.1\r\nhost: localhost\r\n\r\n", "x".repeat(70_000)), 414, "UriTooLong"),
    ] {
        let answer = send(&serving.url(), &sent);
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{answer:?}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.json().as_object().unwrap().len(), 2, "{answer:?}");
        // After a valid request, too.
        let both = send(&serving.url(), &(good.to_owned() + &sent));
        assert_eq!(both.status, 200);
        assert!(both.body.contains(&format!("HTTP/1.1 {status} ")) && both.body.contains(code), "{both:?}");
    }
}

#[test]
fn request_data_cannot_add_headers() {
    let serving = Serving::start(ServeOptions::default());
    for path in ["/v1/deployments/a%0d%0aset-cookie:%20x=1", "/%0d%0aset-cookie:%20x=1", "/v1/projects/1%00"] {
        let answer = serving.call("GET", path, &json!({}));
        assert!((400..500).contains(&answer.status), "{answer:?}");
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(answer.json().as_object().unwrap().len(), 2, "{answer:?}");
    }
    let smuggled =
        "GET /health HTTP/1.1\r\nhost: localhost\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
    assert_ne!(
        send(&serving.url(), &smuggled.replace("content-length: 3", "content-length: 3\r\ncontent-length: 4")).status,
        200
    );
}

#[test]
fn sql_in_requests_is_plain_text() {
    let serving = Serving::start(ServeOptions::default());
    let name = r#"Robert'); DROP TABLE teams;-- "%_\"#;
    let made = serving.ok("POST", "/v1/teams/1/create_project", &json!({ "projectName": name }));
    let path = format!("/v1/projects/{}", made["id"]);
    assert_eq!(serving.ok("GET", &path, &json!({}))["name"], name);
    let found = serving.ok("GET", "/v1/teams/1/projects?q=%25%27%20OR%201%3D1--", &json!({}));
    assert_eq!(found["items"], json!([]));
    assert_eq!(serving.call("GET", "/v1/deployments/'%20OR%201=1--", &json!({})).status, 404);
}

#[test]
fn nul_in_a_query_finds_nothing() {
    let serving = Serving::start(ServeOptions::default());
    serving.deployment("dev");
    for path in ["/v1/teams/1/list_deployments?q=", "/v1/teams/1/projects?q="] {
        for text in ["a%00b", "%00", "%00%00%00%00", "abc%00", "dev%00adm", "%22%00%22"] {
            let found = serving.ok("GET", &format!("{path}{text}"), &json!({}));
            assert_eq!(found["items"], json!([]), "{path}{text}");
        }
    }
    let found = serving.ok("GET", "/v1/teams/1/list_deployments?q=dev", &json!({}));
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
}

#[test]
fn cors_allows_loopback_and_listed_origins() {
    let serving = Serving::start(changed(ServeOptions::default(), |options| {
        options.allow_origins = vec!["https://app.example".to_owned()];
    }));
    let preflight = |origin| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,convex-client"),
        ];
        ask(&serving.url(), "OPTIONS", "/v1/teams/1/create_project", &headers, "")
    };
    for origin in ["http://localhost:5173", "http://127.0.0.1:1", "https://app.example"] {
        let answer = preflight(origin);
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert!(answer.header("access-control-allow-headers").unwrap().contains("convex-client"));
    }
    for origin in ["https://evil.example", "http://localhost.evil.example", "null"] {
        assert_eq!(preflight(origin).header("access-control-allow-origin"), None, "{origin}");
    }
}

#[test]
fn missing_resource_returns_convex_error() {
    let serving = Serving::start(ServeOptions::default());
    assert_eq!(serving.call("GET", "/v1/nothing", &json!({})).status, 404);
    assert_eq!(serving.call("PUT", "/v1/projects/1", &json!({})).code(), "MethodNotAllowed");
    assert_eq!(serving.call("POST", "/admin/move_clock", &json!({ "byMs": 1 })).status, 404);
    let (_, url) = serving.deployment("dev");
    for path in ["/api/nothing", "/api/v1/nothing"] {
        let answer = ask(&url, "POST", path, &[], "{}");
        assert_eq!((answer.status, answer.code().as_str()), (400, "UnsupportedRoute"), "{path}");
    }
}

#[test]
fn stopping_server_completes_pending_request() {
    let serving = Serving::start(ServeOptions::default());
    let (url, token) = (serving.url(), serving.token());
    let mut begun = connect(&url);
    let body = r#"{"projectName":"Last"}"#;
    let head = format!(
        "POST /v1/teams/1/create_project HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         expect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    begun.write_all(head.as_bytes()).unwrap();
    // The server is handling the request once it asks for the body.
    let mut asked = [0; 25];
    std::io::Read::read_exact(&mut begun, &mut asked).unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"));
    let stopping = std::thread::spawn(move || serving.stop());
    begun.write_all(body.as_bytes()).unwrap();
    assert_eq!(receive(begun).status, 200);
    stopping.join().unwrap();
    assert!(std::net::TcpStream::connect(url.strip_prefix("http://").unwrap()).is_err());
}
