//! Maps positions in bundled modules to positions in their sources.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use sourcemap::SourceMap;

use super::js_error::{EvaluationProblem, JsError};
use super::module_analysis::{BundledPosition, SourcePosition};
use crate::artifact::Module;

/// The source maps of a component's modules, parsed on first use.
pub(super) struct SourceMaps<'a> {
    texts: BTreeMap<&'a str, &'a str>,
    read: RefCell<BTreeMap<String, Option<Rc<SourceMap>>>>,
}

impl<'a> SourceMaps<'a> {
    pub(super) fn new(modules: impl IntoIterator<Item = &'a Module>) -> Self {
        let texts =
            modules.into_iter().filter_map(|module| Some((module.path.as_str(), module.source_map.as_deref()?)));
        Self { texts: texts.collect(), read: RefCell::default() }
    }

    /// Returns the source position of an item of `module`. As in Convex, items in shared chunks have none.
    pub(super) fn of_function(&self, module: &str, bundled: &BundledPosition) -> Option<SourcePosition> {
        let map = self.map(&bundled.path).filter(|_| bundled.path == module)?;
        let token = map.lookup_token(bundled.line.checked_sub(1)?, bundled.column.checked_sub(1)?)?;
        Some(SourcePosition {
            path: module.to_owned(),
            start_lineno: token.get_src_line(),
            start_col: token.get_src_col(),
        })
    }

    /// Converts an error to a problem with its file and line in the source.
    pub(super) fn problem(&self, component: &str, module: &str, error: JsError) -> EvaluationProblem {
        let (file, line) = error.place.as_ref().map_or((None, None), |place| self.source_line(place));
        let (component, module) = (component.to_owned(), module.to_owned());
        EvaluationProblem { component, module, message: error.message, file, line, refused: error.refused }
    }

    /// Returns the file and line of a position in the bundle: `convex/mail.ts:3`.
    pub(super) fn shown(&self, place: &BundledPosition) -> String {
        match self.source_line(place) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            (file, _) => file.unwrap_or_default(),
        }
    }

    fn source_line(&self, place: &BundledPosition) -> (Option<String>, Option<u32>) {
        let map = self.map(&place.path);
        let token =
            map.as_ref().and_then(|map| map.lookup_token(place.line.saturating_sub(1), place.column.saturating_sub(1)));
        // Bundlers use paths relative to their output folder next to the project's folder.
        let file = |source: &str| source.trim_start_matches("../").to_owned();
        let source = token.and_then(|token| Some((file(token.get_source()?), token.get_src_line() + 1)));
        let (file, line) = source.unwrap_or_else(|| (place.path.clone(), place.line));
        (Some(file), Some(line))
    }

    /// Returns a module's source map; `None` if it is missing or invalid.
    fn map(&self, path: &str) -> Option<Rc<SourceMap>> {
        let text = self.texts.get(path)?;
        let mut read = self.read.borrow_mut();
        let map =
            read.entry(path.to_owned()).or_insert_with(|| SourceMap::from_slice(text.as_bytes()).ok().map(Rc::new));
        map.clone()
    }
}
