//! Access to components by path.

use crate::schema::{Schema, Table};
use crate::surface::{Component, Function, FunctionName, Part, Surface, Visibility};

/// Returns the component at a path, for changes; the root's path is empty.
pub(super) fn component_mut<'a>(surface: &'a mut Surface, path: &str) -> Option<&'a mut Component> {
    let names = path.split('/').filter(|name| !name.is_empty());
    names.into_iter().try_fold(&mut surface.root, |component, name| match &mut component.components {
        Part::Known(children) => children.get_mut(name),
        Part::Unknown => None,
    })
}

/// Returns the schema of a component, if it is known to have one.
pub(super) fn schema<'a>(surface: &'a Surface, path: &str) -> Option<&'a Schema> {
    surface.component(path)?.schema.known()?.as_ref()
}

/// Returns the schema of a component for changes, if it is known to have one.
pub(super) fn schema_mut<'a>(surface: &'a mut Surface, path: &str) -> Option<&'a mut Schema> {
    match &mut component_mut(surface, path)?.schema {
        Part::Known(schema) => schema.as_mut(),
        Part::Unknown => None,
    }
}

/// Returns a table of a component.
pub(super) fn table<'a>(surface: &'a Surface, path: &str, name: &str) -> Option<&'a Table> {
    schema(surface, path)?.tables.get(name)
}

/// Returns a function of a component.
pub(super) fn function<'a>(surface: &'a Surface, path: &str, name: &FunctionName) -> Option<&'a Function> {
    surface.component(path)?.functions.known()?.get(name)
}

/// Sets a function of a component, or removes it.
pub(super) fn set_function(surface: &mut Surface, path: &str, name: &FunctionName, function: Option<Function>) {
    if let Some(Component { functions: Part::Known(functions), .. }) = component_mut(surface, path) {
        match function {
            Some(function) => drop(functions.insert(name.clone(), function)),
            None => drop(functions.remove(name)),
        }
    }
}

/// Checks if deployed clients can call a function of a surface.
pub(super) fn has_clients(surface: &Surface, path: &str, name: &FunctionName) -> bool {
    let is_public = |function: &Function| function.visibility == Visibility::Public;
    path.is_empty() && function(surface, path, name).is_some_and(is_public)
}
