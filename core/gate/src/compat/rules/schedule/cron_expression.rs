//! Cron expressions, as Convex reads them: the syntax of Quartz schedulers with five fields and Sunday as 0.
//!
//! Source: the parser of Convex's backend (the crate `saffron`, in its fork `get-convex/saffron`).

/// A field of an expression whose values are a range of numbers.
struct Field {
    /// Name for messages.
    name: &'static str,
    least: u8,
    most: u8,
    /// Names of the values, from `least`.
    names: &'static [&'static str],
}

const MINUTE: Field = Field { name: "minute", least: 0, most: 59, names: &[] };
const HOUR: Field = Field { name: "hour", least: 0, most: 23, names: &[] };
const DAY_OF_MONTH: Field = Field { name: "day of month", least: 1, most: 31, names: &[] };
const MONTH: Field = Field {
    name: "month",
    least: 1,
    most: 12,
    names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
};
const DAY_OF_WEEK: Field =
    Field { name: "day of week", least: 0, most: 6, names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] };

/// Most days that a month has, from January.
const DAYS: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Returns the problem of an expression, or none if Convex accepts it.
pub(super) fn problem(expression: &str) -> Option<String> {
    // Only spaces and tabs separate fields, and none may stand around the expression.
    if expression != expression.trim_matches([' ', '\t']) {
        return Some(format!("`{expression}` starts or ends with a space"));
    }
    let fields: Vec<&str> = expression.split([' ', '\t']).filter(|field| !field.is_empty()).collect();
    let &[minute, hour, day_of_month, month, day_of_week] = fields.as_slice() else {
        return Some(format!("`{expression}` has {} fields instead of 5", fields.len()));
    };
    let invalid = |field: &Field, text: &str| Some(format!("`{text}` is not a valid {}", field.name));
    if values(&MINUTE, minute).is_none() {
        return invalid(&MINUTE, minute);
    }
    if values(&HOUR, hour).is_none() {
        return invalid(&HOUR, hour);
    }
    let Some(first_day) = first_day(day_of_month) else { return invalid(&DAY_OF_MONTH, day_of_month) };
    let Some(months) = values(&MONTH, month) else { return invalid(&MONTH, month) };
    if day_of_week != "*" && !is_day_of_week(day_of_week) {
        return invalid(&DAY_OF_WEEK, day_of_week);
    }
    // A day of the week matches by itself, whatever the day of the month is.
    let longest = months.iter().filter_map(|month| DAYS.get(usize::from(month - 1))).max().copied().unwrap_or_default();
    let never = day_of_week == "*" && first_day > longest;
    never.then(|| format!("`{expression}` never matches: no such day is in the month"))
}

/// Returns the values of a field that is a list of numbers, ranges and steps; none if it is invalid.
fn values(field: &Field, text: &str) -> Option<Vec<u8>> {
    if text == "*" {
        return Some((field.least..=field.most).collect());
    }
    let mut values = Vec::new();
    for (index, part) in text.split(',').enumerate() {
        // A `*` at the start needs a step. A later one stands for the least value.
        if index == 0 && part.starts_with('*') && !part.starts_with("*/") {
            return None;
        }
        values.extend(range(field, part)?);
    }
    Some(values)
}

/// Returns the values of a number, a range or a step: `5`, `5-9`, `5/2`, `5-9/2`.
fn range(field: &Field, part: &str) -> Option<Vec<u8>> {
    let (bounds, step) = match part.split_once('/') {
        Some((bounds, step)) => (bounds, Some(number(step, 1, field.most - field.least)?)),
        None => (part, None),
    };
    let (start, end) = match bounds.split_once('-') {
        Some((start, end)) => (start_of(field, start)?, value(field, end)?),
        None => {
            let start = start_of(field, bounds)?;
            (start, if step.is_some() { field.most } else { start })
        }
    };
    let step = usize::from(step.unwrap_or(1));
    Some(match (start <= end, step) {
        (true, _) => (start..=end).step_by(step).collect(),
        (false, 1) => (start..=field.most).chain(field.least..=end).collect(),
        // Convex mixes values that count from 0 with bounds that count from 1.
        (false, _) => (start..=field.most + field.least).chain(2 * field.least..=end).step_by(step).collect(),
    })
}

/// Returns the value at the start of a range, which may be `*`.
fn start_of(field: &Field, text: &str) -> Option<u8> {
    if text == "*" { Some(field.least) } else { value(field, text) }
}

/// Returns a value of a field, by number or by name.
fn value(field: &Field, text: &str) -> Option<u8> {
    let named = || field.names.iter().zip(field.least..).find(|(name, _)| name.eq_ignore_ascii_case(text));
    number(text, field.least, field.most).or_else(|| named().map(|(_, value)| value))
}

/// Returns a number of digits alone, if it is in the range.
fn number(text: &str, least: u8, most: u8) -> Option<u8> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?.filter(|number| (least..=most).contains(number))
}

/// Returns a day such that months with fewer days are never matched: 1 if every month is. None if the field is invalid.
fn first_day(text: &str) -> Option<u8> {
    if let Some(modifier) = text.strip_prefix('L') {
        // `L`, `LW`, `L-3` and `L-3W`: counted from the end of the month.
        return match modifier.strip_prefix('-') {
            Some(offset) => Some(number(offset.strip_suffix('W').unwrap_or(offset), 1, 30)? + 1),
            None => ["", "W"].contains(&modifier).then_some(1),
        };
    }
    match text.strip_suffix('W') {
        Some(day) => value(&DAY_OF_MONTH, day),
        None => values(&DAY_OF_MONTH, text)?.into_iter().min(),
    }
}

/// Checks a day of the week: a list, `L`, the last one of the month (`5L`), or the nth one (`MON#1`).
fn is_day_of_week(text: &str) -> bool {
    if text == "L" {
        return true;
    }
    if let Some((day, nth)) = text.split_once('#') {
        return value(&DAY_OF_WEEK, day).is_some() && number(nth, 1, 5).is_some();
    }
    match text.strip_suffix('L') {
        Some(day) => value(&DAY_OF_WEEK, day).is_some(),
        None => values(&DAY_OF_WEEK, text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn expressions_of_convex_are_accepted() {
        for expression in [
            "* * * * *",
            "*/10 0,12 1-15/2 JAN-mar MON,wed",
            "0 12 * * 1,5",
            "0\t12  *   * 0",
            "007 1 1 1 6",
            "50-10 23-1 31-1 12-1 6-0",
            "5/2,*/3,*-4 * */2,* * *",
            "0 0 L * *",
            "0 0 LW * *",
            "0 0 L-3 * *",
            "0 0 L-30W 1 *",
            "0 0 15W * *",
            "0 0 29 2 *",
            "0 0 31 11,12 *",
            "0 0 31 11 MON",
            "0 0 * * L",
            "0 0 * * 5L",
            "0 0 * * FRIL",
            "0 0 * * MON#1",
            "0 0 * * 0#5",
        ] {
            assert_eq!(problem(expression), None, "{expression}");
        }
    }

    #[test]
    fn expressions_refused_by_convex_are_explained() {
        for (expression, text) in [
            ("* * * *", "has 4 fields"),
            ("* * * * * *", "has 6 fields"),
            (" * * * * *", "starts or ends with a space"),
            ("* * * * * ", "starts or ends with a space"),
            ("", "has 0 fields"),
            ("*\n* * * *", "has 4 fields"),
            ("60 * * * *", "`60` is not a valid minute"),
            ("*-5 * * * *", "`*-5` is not a valid minute"),
            ("*,5 * * * *", "`*,5` is not a valid minute"),
            ("+5 * * * *", "`+5` is not a valid minute"),
            ("5- * * * *", "`5-` is not a valid minute"),
            ("*/0 * * * *", "`*/0` is not a valid minute"),
            ("*/60 * * * *", "`*/60` is not a valid minute"),
            ("1,,2 * * * *", "`1,,2` is not a valid minute"),
            ("0 24 * * *", "`24` is not a valid hour"),
            ("0 0 0 * *", "`0` is not a valid day of month"),
            ("0 0 32 * *", "`32` is not a valid day of month"),
            ("0 0 L-31 * *", "`L-31` is not a valid day of month"),
            ("0 0 L,1 * *", "`L,1` is not a valid day of month"),
            ("0 0 ? * *", "`?` is not a valid day of month"),
            ("0 0 * 13 *", "`13` is not a valid month"),
            ("0 0 * JANUARY *", "`JANUARY` is not a valid month"),
            ("0 0 * * 7", "`7` is not a valid day of week"),
            ("0 0 * * MON#6", "`MON#6` is not a valid day of week"),
            ("0 0 * * 1,2L", "`1,2L` is not a valid day of week"),
            ("0 0 31 11 *", "never matches"),
            ("0 0 30 FEB *", "never matches"),
            ("0 0 30-31 2 *", "never matches"),
            ("0 0 L-30 4 *", "never matches"),
            ("0 0 30-2/2 2 *", "never matches"),
            ("@daily", "has 1 fields"),
        ] {
            let found = problem(expression).unwrap_or_default();
            assert!(found.contains(text), "{expression}: {found:?}");
        }
    }
}
