//! Validators as Convex prints them in its messages.

use std::fmt::{self, Display, Formatter};

use super::{Literal, Object, Signature, Validator};
use crate::value::{Value, to_export};

impl Display for Validator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("v.null()"),
            Self::Float64 => f.write_str("v.float64()"),
            Self::Int64 => f.write_str("v.int64()"),
            Self::CommitTs => f.write_str("v.commitTs()"),
            Self::Boolean => f.write_str("v.boolean()"),
            Self::String => f.write_str("v.string()"),
            Self::Bytes => f.write_str("v.bytes()"),
            Self::Any => f.write_str("v.any()"),
            Self::Literal(literal) => write!(f, "v.literal({literal})"),
            Self::Id(table) => write!(f, "v.id(\"{table}\")"),
            Self::Function(signature) => signature.fmt(f),
            Self::Unknown(unknown) => write!(f, "v.{}(…)", unknown.name().escape_debug()),
            Self::Array(element) => write!(f, "v.array({element})"),
            Self::Record(keys, values) => write!(f, "v.record({keys}, {values})"),
            Self::Object(object) => object.fmt(f),
            Self::Union(members) => {
                f.write_str("v.union(")?;
                write_separated(f, members, |f, member| member.fmt(f))?;
                f.write_str(")")
            }
        }
    }
}

impl Display for Signature {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { fn_type, args, returns } = self;
        if *self == Self::default() {
            return f.write_str("v.function()");
        }
        f.write_str("v.function({")?;
        let parts = [
            fn_type.as_ref().map(|fn_type| format!("fnType: \"{fn_type}\"")),
            args.as_ref().map(|args| format!("args: {args}")),
            returns.as_ref().map(|returns| format!("returns: {returns}")),
        ];
        write_separated(f, parts.into_iter().flatten(), |f, part| f.write_str(&part))?;
        f.write_str("})")
    }
}

impl Display for Object {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("v.object({")?;
        write_separated(f, self.iter(), |f, (name, field)| {
            let validator = &field.validator;
            if field.optional { write!(f, "{name}: v.optional({validator})") } else { write!(f, "{name}: {validator}") }
        })?;
        f.write_str("})")
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.value() {
            Value::Int64(_) => f.write_str("<bigint>"),
            Value::Float64(number) if !number.is_finite() => f.write_str("<number>"),
            value => to_export(value).fmt(f),
        }
    }
}

fn write_separated<T>(
    f: &mut Formatter<'_>,
    items: impl IntoIterator<Item = T>,
    show: impl Fn(&mut Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        show(f, item)?;
    }
    Ok(())
}
