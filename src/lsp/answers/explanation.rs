//! What is said about a place: blocks of text, which the protocol turns into Markdown or plain text.

use crate::text::visible_unicode;

/// Something explained, block by block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Explanation {
    blocks: Vec<ExplanationBlock>,
}

/// A block of it. No block has a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ExplanationBlock {
    Heading(String),
    Text(String),
    Item(String),
}

impl Explanation {
    /// Begins with a heading.
    pub(crate) fn of(heading: &str) -> Self {
        let mut explanation = Self::default();
        explanation.push(ExplanationBlock::Heading, heading);
        explanation
    }

    /// Adds a paragraph.
    pub(crate) fn text(&mut self, words: &str) {
        self.push(ExplanationBlock::Text, words);
    }

    /// Adds an item of a list.
    pub(crate) fn item(&mut self, words: &str) {
        self.push(ExplanationBlock::Item, words);
    }

    fn push(&mut self, block: fn(String) -> ExplanationBlock, words: &str) {
        // Line breaks are spaces here, and what hides or steers a terminal is made visible.
        let words: Vec<&str> = words.split_whitespace().collect();
        if !words.is_empty() {
            self.blocks.push(block(visible_unicode(&words.join(" ")).into_owned()));
        }
    }

    /// Returns it as plain text.
    pub(crate) fn plain(&self) -> String {
        self.joined(|block| match block {
            ExplanationBlock::Heading(words) | ExplanationBlock::Text(words) => words.clone(),
            ExplanationBlock::Item(words) => format!("- {words}"),
        })
    }

    /// Returns it as Markdown, in which no word of a file can become a link, a picture or HTML: an editor would fetch
    /// what they lead to.
    pub(crate) fn markdown(&self) -> String {
        self.joined(|block| match block {
            ExplanationBlock::Heading(words) => format!("**{}**", escaped(words)),
            ExplanationBlock::Text(words) => escaped(words),
            ExplanationBlock::Item(words) => format!("- {}", escaped(words)),
        })
    }

    fn joined(&self, write: impl Fn(&ExplanationBlock) -> String) -> String {
        let mut text = String::new();
        let mut before: Option<&ExplanationBlock> = None;
        for block in &self.blocks {
            let is_item = |block: &ExplanationBlock| matches!(block, ExplanationBlock::Item(_));
            if let Some(before) = before {
                text.push_str(if is_item(before) && is_item(block) { "\n" } else { "\n\n" });
            }
            text.push_str(&write(block));
            before = Some(block);
        }
        text
    }
}

/// Returns words as Markdown shows them, letter for letter.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    let mut before = ' ';
    let starts_block = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words.len() - starts_block.len();
    for (at, c) in words.char_indices() {
        let is_mark = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '#' | '$' | '!'
            | '@' => true,
            // Addresses become links of themselves: `https://`, `www.`.
            ':' => words.get(at..).is_some_and(|rest| rest.starts_with("://")),
            '.' => before == 'w' || before == 'W' || at == number && at > 0,
            ')' => at == number && at > 0,
            '-' | '+' | '=' => at == 0,
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_shows_the_words_and_makes_nothing_of_them() {
        for (words, shown) in [
            ("Ann, 17 (about)", "Ann, 17 (about)"),
            ("![x](https://a.test/p.png)", r"\!\[x\](https\://a.test/p.png)"),
            ("<img src=x>", r"\<img src=x\>"),
            ("age: 17 / 18", "age: 17 / 18"),
            ("see www.a.test", r"see www\.a.test"),
            ("a@b.test", r"a\@b.test"),
            ("- no list", r"\- no list"),
            ("12. no list", r"12\. no list"),
            ("1) no list", r"1\) no list"),
            ("`code` *x* _y_ &lt;", r"\`code\` \*x\* \_y\_ \&lt;"),
        ] {
            assert_eq!(escaped(words), shown);
        }
    }

    #[test]
    fn blocks_are_parted_and_items_follow_each_other() {
        let mut explanation = Explanation::of("age");
        explanation.text("In\nyears.");
        explanation.item("one");
        explanation.item("two\u{1b}");
        explanation.text(" \n ");
        assert_eq!(explanation.plain(), "age\n\nIn years.\n\n- one\n- two␛");
        assert_eq!(explanation.markdown(), "**age**\n\nIn years.\n\n- one\n- two␛");
    }
}
