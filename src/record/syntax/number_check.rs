//! Rejects invalid numbers that the `toml` crate accepts, such as `0x` and `1_abc`.

use toml::de::{DeTable, DeValue};

/// Returns whether every number in `table` is one.
pub(super) fn is_sound_table(table: &DeTable<'_>) -> bool {
    table.values().all(|value| is_sound(value.get_ref()))
}

/// Returns whether `value`, and every number in it, is what it seems to be.
///
/// A number may still be too large for any field.
pub(in crate::record) fn is_sound(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Integer(number) => {
            let digits = number.as_str().trim_start_matches(['+', '-']);
            !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(number.radix()))
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().is_ok(),
        DeValue::Array(items) => items.iter().all(|item| is_sound(item.get_ref())),
        DeValue::Table(table) => is_sound_table(table),
        DeValue::String(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => true,
    }
}
