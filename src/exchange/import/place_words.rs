//! What messages call rows and columns of tables: as spreadsheets count them, with the lines of text.

/// Returns what a spreadsheet calls a column.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Returns what messages call a row: its number, and the line that it begins on, where that is another.
pub(super) fn row_words(number: usize, line: usize) -> String {
    if line == 0 || line == number {
        format!("row {number}")
    } else {
        format!("row {number} (line {line})")
    }
}

/// Returns what messages call a column.
pub(super) fn column_words(number: usize, name: &str) -> String {
    format!("column {} ({name})", letters(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
