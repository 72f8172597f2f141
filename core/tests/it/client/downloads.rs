//! Downloads of files arrive piece by piece.

use super::loopback::Loopback;
use super::scripted::{Scripted, answer};
use convex_ops::ErrorKind;
use convex_ops::api::exports::GetZipExport;
use convex_ops::client::Client;
use tokio::io::AsyncWriteExt;

fn export() -> GetZipExport {
    GetZipExport { id: "1".into() }
}

fn on(client: &Client, url: &str) -> Client {
    client.for_deployment(url, "prod:a|b").unwrap()
}

#[tokio::test]
async fn first_piece_arrives_before_the_rest() {
    let server = Loopback::new().await;
    let client = on(&server.client(), &server.url());
    let request = export();
    let (download, (mut stream, asked)) = tokio::join!(client.download(&request), async {
        let (mut stream, asked) = server.request().await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nPK..").await.unwrap();
        (stream, asked)
    });
    assert!(asked.starts_with("GET /api/export/zip/1 "), "{asked}");
    let mut download = download.unwrap();
    assert_eq!(download.next_piece().await.unwrap().as_deref(), Some(&b"PK.."[..]));
    stream.write_all(b"more").await.unwrap();
    assert_eq!(download.next_piece().await.unwrap().as_deref(), Some(&b"more"[..]));
    assert_eq!(download.next_piece().await.unwrap(), None);
}

#[tokio::test]
async fn truncated_download_is_an_error() {
    let server = Loopback::new().await;
    let client = on(&server.client(), &server.url());
    let request = export();
    let (download, ()) = tokio::join!(client.download(&request), async {
        let (mut stream, _) = server.request().await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nPK..").await.unwrap();
    });
    let mut download = download.unwrap();
    assert!(download.next_piece().await.unwrap().is_some());
    assert_eq!(download.next_piece().await.unwrap_err().kind(), ErrorKind::Unavailable);
}

#[tokio::test(start_paused = true)]
async fn download_start_is_retried_and_refusal_is_returned() {
    let gone = r#"{"code":"ExportNotFound","message":"there is no export"}"#;
    let transport = Scripted::new([answer(503, ""), answer(200, "PK"), answer(404, gone)]);
    let client = on(&transport.client(), "https://happy-otter-123.convex.cloud");
    let mut download = client.download(&export()).await.unwrap();
    assert_eq!(download.next_piece().await.unwrap().as_deref(), Some(&b"PK"[..]));
    assert_eq!(download.next_piece().await.unwrap(), None);
    let error = client.download(&export()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ExportNotFound")));
}
