//! Cycles of a directed graph.

use std::collections::{BTreeMap, BTreeSet};

/// Returns the strongly connected components of a graph that have cycles: the nodes of each, in order. Each node of
/// a component reaches all others.
pub(crate) fn circles<'n>(graph: &BTreeMap<&'n str, BTreeSet<&'n str>>) -> Vec<Vec<&'n str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph.keys().map(|node| (*node, reached(graph, node))).collect();
    let mut circles = BTreeSet::new();
    for (node, others) in reached.iter().filter(|(node, others)| others.contains(*node)) {
        let back = others.iter().copied().filter(|other| reached.get(other).is_some_and(|back| back.contains(node)));
        circles.insert(back.collect::<Vec<_>>());
    }
    circles.into_iter().collect()
}

/// Nodes that are reachable from one.
fn reached<'n>(graph: &BTreeMap<&'n str, BTreeSet<&'n str>>, node: &str) -> BTreeSet<&'n str> {
    let next = |node: &str| graph.get(node).into_iter().flatten().copied();
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<_> = next(node).collect();
    while let Some(node) = waiting.pop() {
        if reached.insert(node) {
            waiting.extend(next(node));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(edges: &[(&'static str, &'static str)]) -> Vec<Vec<&'static str>> {
        let mut graph = BTreeMap::<_, BTreeSet<_>>::new();
        for (from, to) in edges {
            graph.entry(*from).or_default().insert(*to);
        }
        circles(&graph)
    }

    #[test]
    fn cycles_are_found_and_diamonds_pass() {
        assert_eq!(found(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]), [["b", "c"]]);
        assert_eq!(
            found(&[("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"), ("d", "d")]),
            [vec!["a", "b", "c"], vec!["d"]]
        );
        assert_eq!(found(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]), [[""; 0]; 0]);
    }
}
