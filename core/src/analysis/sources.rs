//! Resolves and loads modules.

use std::collections::BTreeMap;
use std::rc::Rc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::object::Accessor;
use rquickjs::{Ctx, Error, Exception, Module};

use super::js_error::REFUSED;

/// The modules of a sandbox, by path.
#[derive(Clone, Default)]
pub(super) struct Sources {
    modules: Rc<BTreeMap<String, Rc<str>>>,
    /// True if properties of `import.meta` throw, as `import.meta` does in Convex's runtime.
    refuses_meta: bool,
}

impl Sources {
    /// Makes properties of `import.meta` throw. Node has them.
    pub(super) fn refusing_meta(self) -> Self {
        Self { refuses_meta: true, ..self }
    }
}

/// Properties of `import.meta` that code reads; QuickJS does not tell when code reads `import.meta` itself.
const META: [&str; 8] = ["url", "env", "dirname", "filename", "resolve", "main", "hot", "glob"];

impl FromIterator<(String, Rc<str>)> for Sources {
    fn from_iter<I: IntoIterator<Item = (String, Rc<str>)>>(modules: I) -> Self {
        Self { modules: Rc::new(modules.into_iter().collect()), refuses_meta: false }
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
        let found = path.filter(|path| self.modules.contains_key(path));
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
        let source = self.modules.get(name).cloned().ok_or_else(|| Error::new_loading(name.to_owned()))?;
        let module = Module::declare(ctx.clone(), name, source.as_bytes())?;
        if self.refuses_meta {
            let meta = module.meta()?;
            for name in META {
                meta.prop(name, Accessor::from(|ctx: Ctx<'js>| Err::<(), _>(refuse_meta(&ctx))))?;
            }
        }
        if !self.refuses_meta {
            let meta = module.meta()?;
            for (property, value) in
                [("url", format!("file:///{name}")), ("filename", format!("/{name}")), ("dirname", "/".to_owned())]
            {
                meta.set(property, value)?;
            }
        }
        Ok(module)
    }
}

/// Throws the error of Convex's runtime.
fn refuse_meta(ctx: &Ctx<'_>) -> Error {
    let error = Exception::from_message(ctx.clone(), "import.meta unsupported");
    let marked = error.and_then(|error| error.as_object().set(REFUSED, true).map(|()| error));
    marked.map_or_else(|error| error, Exception::throw)
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
