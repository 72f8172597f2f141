//! Resolves and loads modules.

use std::collections::BTreeMap;
use std::rc::Rc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Module};

/// The modules of a sandbox, by path.
#[derive(Clone, Default)]
pub(super) struct Sources(Rc<BTreeMap<String, Rc<str>>>);

impl FromIterator<(String, Rc<str>)> for Sources {
    fn from_iter<I: IntoIterator<Item = (String, Rc<str>)>>(modules: I) -> Self {
        Self(Rc::new(modules.into_iter().collect()))
    }
}

impl Resolver for Sources {
    /// Resolves paths relative to the importing module; everything else is a package name.
    fn resolve<'js>(
        &mut self,
        _: &Ctx<'js>,
        base: &str,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<String, Error> {
        let path = if name.starts_with('.') { relative(base, name) } else { Some(name.to_owned()) };
        let found = path.filter(|path| self.0.contains_key(path));
        found.ok_or_else(|| Error::new_resolving(base.to_owned(), name.to_owned()))
    }
}

impl Loader for Sources {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>, Error> {
        let source = self.0.get(name).cloned().ok_or_else(|| Error::new_loading(name.to_owned()))?;
        Module::declare(ctx.clone(), name, source.as_bytes())
    }
}

/// Resolves a relative path: `../c.js` in `a/b.js` is `c.js`. Returns `None` above the root.
pub(super) fn relative(base: &str, name: &str) -> Option<String> {
    let mut steps: Vec<_> = base.split('/').collect();
    steps.pop();
    for step in name.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_importing_module() {
        assert_eq!(relative("a.js", "./_deps/X.js").as_deref(), Some("_deps/X.js"));
        assert_eq!(relative("dir/a.js", "../_deps/X.js").as_deref(), Some("_deps/X.js"));
        assert_eq!(relative("a.js", "../../etc/passwd"), None);
    }
}
