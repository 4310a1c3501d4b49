//! Values of a mapping file that are of one type: texts, numbers, templates, a delimiter, an encoding.

use encoding_rs::Encoding;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::suggest_or_list;
use crate::exchange::import::template_text::TextTemplate;
use crate::text::shortened;

use super::{MappingNode, MappingReader};

impl MappingReader<'_> {
    pub(super) fn known(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let word: &str = key.get_ref();
            let help = suggest_or_list(word, known.iter().copied());
            self.fault(key.span().start, format!("a mapping has no `{}`", shortened(word)), help);
        }
    }

    pub(super) fn text(&mut self, node: &MappingNode<'_>) -> Option<String> {
        let text = node.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.fault(node.span().start, "a text is expected here", "write it in quotes");
        }
        text
    }

    pub(super) fn number(&mut self, node: &MappingNode<'_>) -> Option<usize> {
        let number = match node.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|number| *number > 0),
            DeValue::String(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        if number.is_none() {
            self.fault(
                node.span().start,
                "a number from 1 on is expected here",
                "write it without quotes",
            );
        }
        number
    }

    pub(super) fn yes(&mut self, node: &MappingNode<'_>) -> bool {
        let yes = node.get_ref().as_bool();
        if yes.is_none() {
            self.fault(
                node.span().start,
                "true or false is expected here",
                "write it without quotes",
            );
        }
        yes.unwrap_or_default()
    }

    pub(super) fn template(&mut self, node: &MappingNode<'_>) -> Option<TextTemplate> {
        let text = self.text(node)?;
        let template = TextTemplate::of(&text);
        if template.is_none() {
            self.fault(
                node.span().start,
                "a brace is not closed",
                "write the name of a column in braces: \"{Name}\"",
            );
        }
        template
    }

    pub(super) fn delimiter(&mut self, node: &MappingNode<'_>) -> Option<char> {
        let text = self.text(node)?;
        let mut signs = text.chars();
        let sign = signs
            .next()
            .filter(|sign| signs.next().is_none() && !matches!(sign, '"' | '\n' | '\r'));
        if sign.is_none() {
            self.fault(
                node.span().start,
                "a delimiter is one sign",
                "write delimiter = \";\" or another sign, \"\\t\" for tabs",
            );
        }
        sign
    }

    pub(super) fn encoding(&mut self, node: &MappingNode<'_>) -> Option<&'static Encoding> {
        let label = self.text(node)?;
        let encoding = Encoding::for_label(label.as_bytes());
        if encoding.is_none() {
            self.fault(node.span().start, format!("`{}` is no encoding that is known", shortened(&label)), "write utf-8, utf-16le, windows-1252, gb18030, big5, shift_jis, euc-kr or another name of the WHATWG list");
        }
        encoding
    }
}
