//! Offsets in a bundled module, and the places in its sources that a source map gives for them.

use std::collections::HashMap;

use sourcemap::SourceMap;

use crate::surface::SourceLocation;

/// Folder of the bundler's output, beside the folder of the functions. It exists in the paths of source maps only.
const OUTPUT: &str = "out";

/// The places of one module.
pub(super) struct Mapping {
    map: SourceMap,
    /// Offsets of the lines of the bundled module.
    lines: Vec<usize>,
    /// Paths of the sources from the project's folder; `None` for packages.
    sources: Vec<Option<String>>,
    /// Offsets by line and column in the module's own source.
    offsets: HashMap<(u32, u32), usize>,
}

impl Mapping {
    /// Reads the source map of a module; `None` if it is invalid.
    pub(super) fn read(module: &str, text: &str, map: &str) -> Option<Self> {
        let map = SourceMap::from_slice(map.as_bytes()).ok()?;
        let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        let lines: Vec<usize> = std::iter::once(0).chain(starts).collect();
        let sources: Vec<Option<String>> = (0..map.get_source_count())
            .map(|index| map.get_source(index).and_then(|source| resolve(module, source)))
            .collect();
        let mut offsets = HashMap::new();
        for token in map.tokens() {
            let own = sources.get(token.get_src_id() as usize).is_some_and(Option::is_some);
            if let (true, Some(start)) = (own, lines.get(token.get_dst_line() as usize)) {
                let place = (token.get_src_line(), token.get_src_col());
                offsets.entry(place).or_insert(start + token.get_dst_col() as usize);
            }
        }
        Some(Self { map, lines, sources, offsets })
    }

    /// Returns the place of an offset in a source of the app; `None` in packages.
    pub(super) fn location(&self, offset: usize) -> Option<SourceLocation> {
        let line = self.lines.partition_point(|start| *start <= offset).checked_sub(1)?;
        let column = offset - self.lines.get(line)?;
        let token = self.map.lookup_token(u32::try_from(line).ok()?, u32::try_from(column).ok()?)?;
        // A token further up belongs to other code.
        let found = token.get_dst_line() as usize == line;
        let file = self.sources.get(token.get_src_id() as usize).filter(|_| found)?.clone()?;
        Some(SourceLocation { file, line: token.get_src_line() + 1, column: Some(token.get_src_col() + 1) })
    }

    /// Returns the offset that a position in the source is mapped from.
    pub(super) fn offset(&self, line: u32, column: u32) -> Option<usize> {
        self.offsets.get(&(line, column)).copied()
    }
}

/// Returns the path of a source from the project's folder. Source maps contain it relative to the bundled module.
fn resolve(module: &str, source: &str) -> Option<String> {
    if source.contains("node_modules/") || source.contains(':') || source.starts_with('/') {
        return None;
    }
    let mut steps: Vec<&str> = std::iter::once(OUTPUT).chain(module.split('/')).collect();
    steps.pop();
    for step in source.split('/') {
        match step {
            "." | "" => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn sources_are_relative_to_the_project() {
        assert_eq!(resolve("messages.js", "../convex/messages.ts").as_deref(), Some("convex/messages.ts"));
        assert_eq!(resolve("admin/a.js", "../../convex/admin/a.ts").as_deref(), Some("convex/admin/a.ts"));
        assert_eq!(resolve("a.js", "../../packages/shared/a.ts").as_deref(), Some("../packages/shared/a.ts"));
        assert_eq!(resolve("a.js", "../../node_modules/convex/src/x.ts"), None);
        assert_eq!(resolve("a.js", "webpack:///x.ts"), None);
    }
}
