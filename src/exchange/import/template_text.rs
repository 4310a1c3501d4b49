//! Texts with the names of columns in braces, such as `{Name}, {Age}`.

/// A text in which names of columns are replaced by cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextTemplate(Vec<TemplatePiece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum TemplatePiece {
    Words(String),
    Column(String),
}

impl TextTemplate {
    /// Reads a template; `None` where a brace is not closed.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, behind)) = rest.split_once('{') {
            let (column, behind) = behind.split_once('}')?;
            if !words.is_empty() {
                pieces.push(TemplatePiece::Words(words.to_owned()));
            }
            pieces.push(TemplatePiece::Column(column.to_owned()));
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(TemplatePiece::Words(rest.to_owned()));
        }
        Some(Self(pieces))
    }

    /// Returns the names of the columns in it.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            TemplatePiece::Column(name) => Some(name.as_str()),
            TemplatePiece::Words(_) => None,
        })
    }

    /// Returns the text with the cells of a row; nothing where it names columns and all of them are empty.
    pub(super) fn filled(&self, cell: impl Fn(&str) -> String) -> String {
        let mut filled = String::new();
        let mut has_column = false;
        let mut has_words = false;
        for piece in &self.0 {
            match piece {
                TemplatePiece::Words(words) => filled.push_str(words),
                TemplatePiece::Column(name) => {
                    let cell = cell(name);
                    has_column = true;
                    has_words |= !cell.is_empty();
                    filled.push_str(&cell);
                }
            }
        }
        if has_column && !has_words { String::new() } else { filled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_in_braces_are_replaced() {
        let template = TextTemplate::of("{Name}, {Age}").unwrap();
        assert_eq!(template.columns().collect::<Vec<_>>(), ["Name", "Age"]);
        let filled =
            template.filled(|name| if name == "Age" { "14".into() } else { "Test".into() });
        assert_eq!(filled, "Test, 14");
        assert_eq!(template.filled(|_| String::new()), "");
        assert_eq!(TextTemplate::of("plain").unwrap().filled(|_| String::new()), "plain");
        assert_eq!(TextTemplate::of("{open"), None);
    }
}
