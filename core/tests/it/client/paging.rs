//! Paged lists, and streams of them.

use super::scripted::{Scripted, answer};
use convex_ops::ErrorKind;
use convex_ops::api::projects::ListProjects;
use convex_ops::model::TeamId;
use futures_util::TryStreamExt;

fn page(ids: &[u64], pagination: &str) -> super::scripted::Reply {
    let items: Vec<_> = ids
        .iter()
        .map(|id| format!(r#"{{"id":{id},"name":"p","slug":"p{id}","teamId":7,"teamSlug":"acme","createTime":0}}"#))
        .collect();
    answer(200, format!(r#"{{"items":[{}],"pagination":{pagination}}}"#, items.join(",")))
}

fn list() -> ListProjects {
    ListProjects { limit: Some(2), ..ListProjects::new(TeamId(7)) }
}

fn three_pages() -> Scripted {
    Scripted::new([
        page(&[5, 4], r#"{"hasMore":true,"nextCursor":"a&b"}"#),
        page(&[3, 2], r#"{"hasMore":true,"nextCursor":"c"}"#),
        page(&[1], r#"{"hasMore":false,"nextCursor":null}"#),
    ])
}

#[tokio::test]
async fn stream_yields_items_of_all_pages() {
    let transport = three_pages();
    let items: Vec<_> = transport.client().pages(list()).try_collect().await.unwrap();
    assert_eq!(items.iter().map(|project| project.id.0).collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
    let queries: Vec<_> = transport.seen().iter().map(|seen| seen.url.split_once('?').unwrap().1.to_owned()).collect();
    assert_eq!(queries, ["limit=2", "cursor=a%26b&limit=2", "cursor=c&limit=2"]);
}

#[tokio::test]
async fn pages_are_requested_on_demand() {
    let transport = three_pages();
    let mut pages = transport.client().pages(list());
    assert_eq!(pages.next_page().await.unwrap().unwrap().items.len(), 2);
    assert_eq!(transport.seen().len(), 1);
    assert_eq!(pages.next_page().await.unwrap().unwrap().items.len(), 2);
    assert_eq!(pages.next_page().await.unwrap().unwrap().items.len(), 1);
    assert!(pages.next_page().await.unwrap().is_none());
    assert!(pages.next_page().await.unwrap().is_none());
    assert_eq!(transport.seen().len(), 3);
}

#[tokio::test]
async fn failed_page_can_be_requested_again() {
    let first = page(&[2], r#"{"hasMore":true,"nextCursor":"a"}"#);
    let last = page(&[1], r#"{"hasMore":false}"#);
    let transport = Scripted::new([first, answer(400, ""), last]);
    let mut pages = transport.client().pages(list());
    pages.next_page().await.unwrap();
    pages.next_page().await.unwrap_err();
    assert_eq!(pages.next_page().await.unwrap().unwrap().items[0].id.0, 1);
}

#[tokio::test]
async fn repeated_cursor_ends_stream_with_error() {
    let same = || page(&[1], r#"{"hasMore":true,"nextCursor":"a"}"#);
    for replies in [vec![same(), same()], vec![page(&[1], r#"{"hasMore":true}"#)]] {
        let error = Scripted::new(replies).client().pages(list()).all().await.unwrap_err();
        assert_eq!((error.kind(), error.info().operation.as_deref()), (ErrorKind::Internal, Some("listProjects")));
    }
}
