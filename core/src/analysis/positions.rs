//! From places in bundled modules to places in what somebody wrote.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use sourcemap::SourceMap;

use super::described::{BundledPosition, SourcePosition};
use super::thrown::{Problem, Thrown};
use crate::artifact::Module;

/// The source maps of a component's modules, each read when it is first asked for.
pub(super) struct Positions<'a> {
    texts: BTreeMap<&'a str, &'a str>,
    read: RefCell<BTreeMap<String, Option<Rc<SourceMap>>>>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(modules: impl IntoIterator<Item = &'a Module>) -> Self {
        let texts =
            modules.into_iter().filter_map(|module| Some((module.path.as_str(), module.source_map.as_deref()?)));
        Self { texts: texts.collect(), read: RefCell::default() }
    }

    /// Where something in `module` was written. As in Convex, what comes from a shared chunk has no place.
    pub(super) fn of_function(&self, module: &str, bundled: &BundledPosition) -> Option<SourcePosition> {
        let map = self.map(&bundled.path).filter(|_| bundled.path == module)?;
        let token = map.lookup_token(bundled.line.checked_sub(1)?, bundled.column.checked_sub(1)?)?;
        Some(SourcePosition {
            path: module.to_owned(),
            start_lineno: token.get_src_line(),
            start_col: token.get_src_col(),
        })
    }

    /// What was thrown, with the file and the line that somebody wrote.
    pub(super) fn problem(&self, component: &str, module: &str, thrown: Thrown) -> Problem {
        let (file, line) = thrown.place.as_ref().map_or((None, None), |place| self.written(place));
        let (component, module) = (component.to_owned(), module.to_owned());
        Problem { component, module, message: thrown.message, file, line }
    }

    fn written(&self, place: &BundledPosition) -> (Option<String>, Option<u32>) {
        let map = self.map(&place.path);
        let token =
            map.as_ref().and_then(|map| map.lookup_token(place.line.saturating_sub(1), place.column.saturating_sub(1)));
        // Bundlers count from a folder of their own, beside that of the project.
        let file = |source: &str| source.trim_start_matches("../").to_owned();
        let source = token.and_then(|token| Some((file(token.get_source()?), token.get_src_line() + 1)));
        let (file, line) = source.unwrap_or_else(|| (place.path.clone(), place.line));
        (Some(file), Some(line))
    }

    /// A source map that can't be read is as good as none.
    fn map(&self, path: &str) -> Option<Rc<SourceMap>> {
        let text = self.texts.get(path)?;
        let mut read = self.read.borrow_mut();
        let map =
            read.entry(path.to_owned()).or_insert_with(|| SourceMap::from_slice(text.as_bytes()).ok().map(Rc::new));
        map.clone()
    }
}
