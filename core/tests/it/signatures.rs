//! Functions are equal where their signatures are, and nowhere else.

use crate::generate::related;
use convex_ops::schema::Validator;
use convex_ops::surface::{Function, FunctionKind, Signature, Visibility};
use proptest::prelude::*;

fn signature(args: Option<Validator>, returns: Option<Validator>) -> Signature {
    Signature { kind: FunctionKind::Query, visibility: Visibility::Public, args, returns }
}

proptest! {
    #[test]
    fn property_functions_are_equal_where_their_signatures_are((a, b) in related(), args in 0..3usize, returns in 0..3usize) {
        let types = [Some(a.clone()), Some(b), None];
        let one = signature(types[args].clone(), types[returns].clone());
        for other in [signature(Some(a.clone()), None), signature(None, Some(a.clone())), signature(Some(a.clone()), Some(a))] {
            let equal = Function::new(one.clone()) == Function::new(other.clone());
            prop_assert_eq!(equal, one == other, "{:?} and {:?}", one, other);
        }
    }
}

#[test]
fn kind_and_visibility_count() {
    let query = signature(None, None);
    let action = Signature { kind: FunctionKind::Action, ..query.clone() };
    let internal = Signature { visibility: Visibility::Internal, ..query.clone() };
    let functions = [&query, &action, &internal].map(|signature| Function::new(signature.clone()));
    assert_eq!(functions[0], Function::new(query));
    assert!(functions[0] != functions[1] && functions[0] != functions[2] && functions[1] != functions[2]);
}
