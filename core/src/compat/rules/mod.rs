//! The rules, one file each, in folders by family.

mod function;
mod schema;

use super::rule::Rule;

/// Every rule, in the order of their ids.
pub const RULES: &[&Rule] =
    &[&function::function_removed::RULE, &schema::table_removed::RULE, &schema::table_type_narrowed::RULE];
