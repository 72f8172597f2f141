//! Stand-ins for modules.

use super::{Project, modules, whole};

#[test]
fn server_only_is_empty() {
    let project = Project::of(&[("convex/a.ts", "import \"server-only\";\nexport const a = 1;")]);
    // The installed package throws.
    project.package("server-only", "0.0.1", "throw new Error(\"not here\");");
    let request = project.request();
    assert!(!whole(&modules(&request), "a.js").contains("not here"));
}

#[test]
fn async_hooks_are_globals_in_convexs_runtime_only() {
    let code = "import { AsyncLocalStorage } from \"node:async_hooks\";\nexport const a = AsyncLocalStorage;";
    let project = Project::of(&[("convex/a.ts", code), ("convex/b.ts", &format!("\"use node\";\n{code}"))]);
    let request = project.request();
    let modules = modules(&request);
    assert!(whole(&modules, "a.js").contains("globalThis.AsyncLocalStorage"));
    assert!(whole(&modules, "b.js").contains("from \"node:async_hooks\""));
}

#[test]
fn web_assembly_is_bundled() {
    let project = Project::of(&[
        ("convex/a.ts", "import module from \"./lib/add.wasm\";\nexport const a = module;"),
        ("convex/lib/add.wasm", "\0asm\u{1}\0\0\0"),
    ]);
    let request = project.request();
    let text = whole(&modules(&request), "a.js");
    assert!(text.contains("new WebAssembly.Module") && text.contains("AGFzbQEAAAA="), "{text}");
}
