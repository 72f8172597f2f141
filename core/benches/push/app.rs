//! A generated app, bundled like those of Convex's command: modules with functions, and chunks that they share.

use serde_json::{Value, json};
use std::fmt::Write as _;

/// Functions in each module.
const FUNCTIONS: usize = 10;

/// Chunks of packages. Each module imports the first, which defines functions, and some of the others.
const CHUNKS: usize = 40;
const CHUNKS_OF_MODULE: usize = 4;

/// Length of a chunk, about.
const CHUNK_BYTES: usize = 50_000;

/// Generates the modules of an app with so many functions.
pub(crate) fn modules(functions: usize) -> Vec<Value> {
    let own = (0..functions / FUNCTIONS).map(|n| module(&format!("m{n:03}.js"), &text_of_module(n, 0)));
    let chunks = (0..CHUNKS).map(|n| module(&format!("_deps/C{n}.js"), &text_of_chunk(n)));
    own.chain(chunks).chain([module("_deps/SERVER.js", SERVER)]).collect()
}

/// Generates a module with another text than before.
pub(crate) fn changed_module(n: usize, version: usize) -> Value {
    module(&format!("m{n:03}.js"), &text_of_module(n, version))
}

/// Generates the schema: a table for each module.
pub(crate) fn schema(functions: usize) -> Value {
    let fields = r#"{type:"object",value:{author:{fieldType:{type:"id",tableName:"t000"},optional:false},body:{fieldType:{type:"string"},optional:false}}}"#;
    let table = |n| {
        format!(
            r#"{{tableName:"t{n:03}",indexes:[{{indexDescriptor:"by_author",fields:["author"]}}],searchIndexes:[],documentType:{fields}}}"#
        )
    };
    let tables = (0..functions / FUNCTIONS).map(table).collect::<Vec<_>>().join(",");
    let source = format!("export default {{export:()=>JSON.stringify({{tables:[{tables}],schemaValidation:true}})}};");
    module("schema.js", &source)
}

fn module(path: &str, source: &str) -> Value {
    // One position for each line of the bundle, in the same line of the source.
    let mappings = format!("AAAA{}", ";AACA".repeat(source.lines().count() - 1));
    let map = json!({ "version": 3, "sources": [format!("../convex/{path}")], "sourcesContent": [source], "mappings": mappings, "names": [] });
    json!({ "path": path, "source": source, "sourceMap": map.to_string(), "environment": "isolate" })
}

fn text_of_module(n: usize, version: usize) -> String {
    let mut text = "import { define, v } from \"./_deps/SERVER.js\";\n".to_owned();
    for chunk in (0..CHUNKS_OF_MODULE).map(|step| (n * 7 + step) % CHUNKS) {
        writeln!(text, "import {{ f0 as c{chunk} }} from \"./_deps/C{chunk}.js\";").unwrap();
    }
    writeln!(text, "export const version = {version};").unwrap();
    for function in 0..FUNCTIONS {
        let kind = ["Query", "Mutation", "Action"][function % 3];
        writeln!(
            text,
            "const args{function} = {{ id: v.id(\"t{n:03}\"), body: v.string(), tags: v.array(v.string()), \
             state: v.union(v.literal(\"open\"), v.literal(\"done\")) }};\n\
             export const f{function} = define(\"{kind}\", {{\n  args: args{function},\n  returns: v.string(),\n  \
             handler: async (ctx, args) => {{\n{}    return args.body;\n  }},\n}});",
            "    if (args.tags.length > 3) {\n      await ctx.db.patch(args.id, { body: args.body, tags: args.tags });\n    }\n"
                .repeat(4)
        )
        .unwrap();
    }
    text
}

fn text_of_chunk(n: usize) -> String {
    let mut text = String::new();
    let mut count = 0;
    while text.len() < CHUNK_BYTES {
        writeln!(
            text,
            "function f{count}(value, other) {{\n  const found = [value, other].filter((each) => each !== undefined);\n  \
             if (found.length === 0) throw new Error(\"chunk {n} has no value for {count}\");\n  \
             return found.map((each) => ({{ each, place: {count}, name: `${{each}}-{n}` }}));\n}}\n\
             class T{count} {{\n  constructor(a) {{ this.a = a; }}\n  read() {{ return f{count}(this.a, {n}); }}\n}}\n\
             var o{count} = {{ make: (a) => new T{count}(a), kind: \"k{count}\", tags: [\"a\", \"b\"] }};"
        )
        .unwrap();
        count += 1;
    }
    let names: Vec<_> = (0..count).flat_map(|count| [format!("f{count}"), format!("o{count}")]).collect();
    writeln!(text, "export {{ {} }};", names.join(", ")).unwrap();
    text
}

/// Functions and validators, in the form that Convex's package gives them.
const SERVER: &str = r#"const type = (json) => ({ json, isConvexValidator: true });
const fieldsOf = (fields) => Object.fromEntries(Object.entries(fields).map(([name, { json }]) => [name, { fieldType: json, optional: false }]));
export const v = {
  id: (tableName) => type({ type: "id", tableName }),
  string: () => type({ type: "string" }),
  array: (of) => type({ type: "array", value: of.json }),
  literal: (value) => type({ type: "literal", value }),
  union: (...members) => type({ type: "union", value: members.map(({ json }) => json) }),
};
export const define = (kind, { args, returns, handler }) => {
  const made = (...given) => handler(...given);
  made["is" + kind] = true;
  made.isPublic = true;
  made._handler = handler;
  made.exportArgs = () => JSON.stringify({ type: "object", value: fieldsOf(args) });
  made.exportReturns = () => JSON.stringify(returns.json);
  return made;
};
"#;
