//! How the file of a table is read: what of a mapping decides which text the table has.

use std::fmt;

use encoding_rs::Encoding;

/// How the file of a table is read; displayed as options, of which [`of_options`](Self::of_options) makes the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableForm {
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    /// The row with the names of the columns, from 1.
    pub(super) header: usize,
    /// What parts the cells of a text, where that is not to be guessed.
    pub(super) delimiter: Option<char>,
    /// How a text is encoded, where that is not UTF-8.
    pub(super) encoding: Option<&'static Encoding>,
}

impl Default for TableForm {
    fn default() -> Self {
        Self { sheet: None, header: 1, delimiter: None, encoding: None }
    }
}

impl TableForm {
    /// Reads what [`Display`](fmt::Display) wrote, parted into words; `None` where it says something else.
    pub fn of_options(words: &[String]) -> Option<Self> {
        let mut form = Self::default();
        for pair in words.chunks(2) {
            let [option, value] = pair else { return None };
            match option.as_str() {
                "--sheet" => form.sheet = Some(value.clone()),
                "--header" => form.header = value.parse().ok().filter(|row| *row > 0)?,
                "--delimiter" => form.delimiter = Some(value.parse().ok()?),
                "--encoding" => form.encoding = Some(Encoding::for_label(value.as_bytes())?),
                _ => return None,
            }
        }
        Some(form)
    }
}

impl fmt::Display for TableForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sheet, header, delimiter, encoding } = self;
        if let Some(sheet) = sheet {
            write!(f, " --sheet {}", shell_words::quote(sheet))?;
        }
        if *header != 1 {
            write!(f, " --header {header}")?;
        }
        if let Some(delimiter) = delimiter {
            write!(f, " --delimiter {}", shell_words::quote(&delimiter.to_string()))?;
        }
        match encoding {
            Some(encoding) => write!(f, " --encoding {}", encoding.name()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_of_a_form_is_read_as_the_same(
            sheet in prop::option::of(".*"),
            header in 1_usize..9,
            delimiter in prop::option::of(any::<char>()),
            is_encoded: bool,
        ) {
            let encoding = is_encoded.then_some(encoding_rs::WINDOWS_1252);
            let form = TableForm { sheet, header, delimiter, encoding };
            let words = shell_words::split(&form.to_string()).unwrap();
            prop_assert_eq!(TableForm::of_options(&words), Some(form));
        }
    }

    #[test]
    fn other_options_are_not_read_as_if_they_were_not_there() {
        for words in [&["--sheet"][..], &["--header", "0"], &["--url", "x"], &["--encoding", "?"]] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(TableForm::of_options(&words), None, "{words:?}");
        }
    }
}
