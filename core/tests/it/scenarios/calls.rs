//! Operations by their IDs: their contracts, and calls through the client.

use convex_ops::Result;
use convex_ops::api::{Contract, Operation, OperationVisitor, visit_operations};
use convex_ops::client::Client;
use convex_ops::engine::BoxFuture;
use serde_json::Value;

/// Calls one operation through a client, with its request and response as JSON.
type Send = fn(Client, Value) -> BoxFuture<'static, Result<Value>>;

/// Contracts of all operations.
pub(super) fn contracts() -> Vec<Contract> {
    struct Contracts(Vec<Contract>);
    impl OperationVisitor for Contracts {
        fn visit<O: Operation>(&mut self) {
            self.0.push(O::CONTRACT);
        }
    }
    let mut contracts = Contracts(Vec::new());
    visit_operations(&mut contracts);
    contracts.0
}

/// Contract of an operation.
pub(super) fn contract(id: &str) -> Contract {
    let found = contracts().into_iter().find(|contract| contract.id == id);
    found.unwrap_or_else(|| panic!("unknown operation `{id}`"))
}

/// Calls an operation through a client.
pub(super) fn send(client: Client, id: &str, request: Value) -> BoxFuture<'static, Result<Value>> {
    struct Find<'a>(&'a str, Option<Send>);
    impl OperationVisitor for Find<'_> {
        fn visit<O: Operation>(&mut self) {
            if O::CONTRACT.id == self.0 {
                self.1 = Some(send_one::<O>);
            }
        }
    }
    let mut find = Find(id, None);
    visit_operations(&mut find);
    find.1.unwrap_or_else(|| panic!("unknown operation `{id}`"))(client, request)
}

fn send_one<O: Operation>(client: Client, request: Value) -> BoxFuture<'static, Result<Value>> {
    Box::pin(async move {
        let request: O = serde_json::from_value(request).unwrap_or_else(|error| panic!("{}: {error}", O::CONTRACT.id));
        let answer = client.call(&request).await?;
        Ok(serde_json::to_value(answer).unwrap())
    })
}

/// Checks if the operation's type can hold a request.
#[cfg(feature = "typegen")]
pub(super) fn is_request(id: &str, request: &Value) -> bool {
    struct Find<'a>(&'a str, &'a Value, bool);
    impl OperationVisitor for Find<'_> {
        fn visit<O: Operation>(&mut self) {
            self.2 |= O::CONTRACT.id == self.0 && serde_json::from_value::<O>(self.1.clone()).is_ok();
        }
    }
    let mut find = Find(id, request, false);
    visit_operations(&mut find);
    find.2
}
