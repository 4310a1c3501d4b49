//! A text without its comments.

use super::read;
use super::token::{TokenKind, TomlTokens};

/// Returns a text without its comments and the lines that have nothing else; `None` where a mistake in its grammar leaves in
/// doubt what is a comment.
pub(crate) fn without_comments(text: &str) -> Option<String> {
    if !text.contains('#') {
        return Some(text.to_owned());
    }
    if read(text).is_broken() {
        return None;
    }
    let mut left = String::with_capacity(text.len());
    let mut of_line = 0;
    for token in TomlTokens::of(text, 0) {
        match token.kind {
            TokenKind::Comment => {
                left.truncate(left.trim_end_matches([' ', '\t']).len().max(of_line));
                if left.len() == of_line && of_line > 0 {
                    // The end of the line before is that of this one.
                    left.pop();
                    left.truncate(left.strip_suffix('\r').unwrap_or(&left).len());
                }
                // Of the end of a line that is as on Windows a part belongs to the comment.
                let is_alone = left.is_empty();
                left.push_str(if token.of(text).ends_with('\r') && !is_alone { "\r" } else { "" });
            }
            TokenKind::Newline if left.is_empty() => {}
            TokenKind::Space
            | TokenKind::Newline
            | TokenKind::Quoted { .. }
            | TokenKind::Open(_)
            | TokenKind::Close(_)
            | TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::Word => left.push_str(token.of(text)),
        }
        if token.kind == TokenKind::Newline {
            of_line = left.len();
        }
    }
    Some(left)
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_all_else_stays() {
        for (text, left) in [
            ("a = 1\n", "a = 1\n"),
            ("a = 1 # x\nb = 2\n", "a = 1\nb = 2\n"),
            ("# x\n# y\na = 1\n", "a = 1\n"),
            ("a = 1\n\n  # x\n\n[b] # y\n", "a = 1\n\n\n[b]\n"),
            ("a = 1\r\n# x\r\nb = 2\r\n", "a = 1\r\nb = 2\r\n"),
            ("a = '# no' # x", "a = '# no'"),
            ("a = \"\"\"\n# no\n\"\"\" # x\n", "a = \"\"\"\n# no\n\"\"\"\n"),
            ("a = [ # x\n  1, # y\n  # z\n]\n", "a = [\n  1,\n]\n"),
            ("# x", ""),
        ] {
            assert_eq!(without_comments(text).as_deref(), Some(left), "{text:?}");
        }
    }

    #[test]
    fn what_is_a_comment_is_in_doubt_in_a_broken_text() {
        assert_eq!(without_comments("note = 'it's # x\n"), None);
        assert_eq!(without_comments("a = = 1\n").as_deref(), Some("a = = 1\n"));
    }
}
