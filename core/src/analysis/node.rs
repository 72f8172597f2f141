//! The analysis of modules that ran in Node.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::description::module_analysis;
use super::js_error::{JsError, first_position};
use super::module_analysis::ModuleAnalysis;
use super::sandbox::UnknownVariable;
use super::source_map::SourceMaps;
use super::{NodeAnswer, NodeRead};

/// Returns the analysis of a module from its answer, and the variables that it read.
pub(super) fn analysis(
    path: &str,
    answers: &BTreeMap<String, NodeAnswer>,
    source_maps: &SourceMaps<'_>,
    said: &Cell<usize>,
) -> (Result<ModuleAnalysis, JsError>, Vec<UnknownVariable>) {
    let Some(answer) = answers.get(path) else {
        return (Err(JsError::limit("it was not run in Node")), Vec::new());
    };
    let reads = answer.reads.iter().map(|NodeRead { name, is_set, stack }| UnknownVariable {
        name: name.clone(),
        is_set: *is_set,
        place: stack.as_deref().and_then(first_position),
    });
    let reads = reads.collect();
    let analysis = match answer {
        NodeAnswer { is_lost: true, .. } => Err(JsError::limit("it did not end in its time, or ended Node")),
        NodeAnswer { description: Some(text), .. } => module_analysis(text.clone(), path, source_maps, said),
        NodeAnswer { error, stack, .. } => {
            Err(JsError::new(error.clone().unwrap_or_else(|| "it failed".to_owned()), stack.as_deref()))
        }
    };
    (analysis, reads)
}
