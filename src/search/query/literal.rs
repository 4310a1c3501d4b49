//! Writes a query so that further terms can be added to it: whole terms only, and words as phrases.

use super::Query;
use super::term::{Joined, QueryGroup, QueryNode, Term, TermTarget};
use crate::search::lex::{MatchMode, Polarity, QueryToken, lexemes};

impl Query {
    /// Returns the query as a text to which further terms can be added, given the text that it was read from.
    ///
    /// What is only begun is left out, groups are in brackets, and words are in quotes. A word without quotes may
    /// match by sound or with typos, but only where little else is found: with a further term it may find records
    /// that it does not find alone, so that numbers would not fit together.
    #[must_use]
    pub fn literal_text(&self, typed: &str) -> String {
        let parts: Vec<String> = self.nodes.iter().map(|node| literal_node(node, typed)).collect();
        parts.join(" ")
    }

    /// Returns the words that the query asks for, given the text that it was read from; `None` where it asks for anything
    /// else, or for nothing.
    #[must_use]
    pub fn plain_words(&self, typed: &str) -> Option<String> {
        let word = |node: &QueryNode| {
            let QueryNode::Term(term) = node else { return None };
            let is_rough = matches!(term.target, TermTarget::Text { mode: MatchMode::Rough, .. });
            (is_rough && term.sign == Polarity::With).then(|| term.range.of(typed))
        };
        let words: Option<Vec<&str>> = self.nodes.iter().map(word).collect();
        words.filter(|words| !words.is_empty()).map(|words| words.join(" "))
    }
}

fn literal_node(node: &QueryNode, typed: &str) -> String {
    match node {
        QueryNode::Term(term) => literal_term(term, typed),
        QueryNode::Group(QueryGroup { joined, nodes, .. }) => {
            let parts: Vec<String> = nodes.iter().map(|node| literal_node(node, typed)).collect();
            let by = match joined {
                Joined::All => " ",
                Joined::Any => " | ",
            };
            format!("({})", parts.join(by))
        }
    }
}

fn literal_term(term: &Term, typed: &str) -> String {
    let written = term.range.of(typed);
    // The sign of a group around the term is part of its own; here the group has none.
    let own = lexemes(written).filter_map(|lexeme| match lexeme.token {
        QueryToken::Term(sign, _) => Some((sign, lexeme.range.of(written))),
        QueryToken::Open(_)
        | QueryToken::Close
        | QueryToken::Or
        | QueryToken::And
        | QueryToken::Not => None,
    });
    let (sign, word) = own.last().unwrap_or((Polarity::With, written));
    let mut word = match sign {
        Polarity::With => word,
        Polarity::Without => word.strip_prefix(['-', '!']).unwrap_or(word),
    }
    .to_owned();
    if let TermTarget::Text { mode: MatchMode::Rough, .. } = term.target {
        word = format!("\"{}\"", word.replace('"', "\"\""));
    } else if lexemes(&format!("{word} x")).count() < 2 {
        // A phrase that is still being typed has no closing quote.
        word.push('"');
    }
    match term.sign {
        Polarity::With => word,
        Polarity::Without => format!("-{word}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_those_of_a_query_that_asks_for_nothing_else() {
        for (typed, words) in [
            ("yun", Some("yun")),
            ("  moon   gazette ", Some("moon gazette")),
            ("", None),
            ("-yun", None),
            ("yun kind:victim", None),
            ("yun | ann", None),
            ("^yun", None),
        ] {
            let (query, _) = Query::parse(typed, &["kind", "place"]);
            assert_eq!(query.plain_words(typed).as_deref(), words, "{typed}");
        }
    }

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let read = |typed: &str| Query::parse(typed, &["kind", "place"]).0;
        let query = read(typed);
        let literal = query.literal_text(typed);
        assert_eq!(literal, expected, "{typed}");
        let again = read(&literal);
        assert_eq!(again.literal_text(&literal), literal, "{typed}");
        let longer = read(&format!("{literal} kind:x"));
        let is_added = |node: &&QueryNode| matches!(node, QueryNode::Term(term) if term.sign == Polarity::With);
        assert!(longer.nodes().last().as_ref().is_some_and(is_added), "{typed}");
        assert_eq!(longer.nodes().len(), again.nodes().len() + 1, "{typed}");
    }

    #[test]
    fn a_query_is_written_so_that_terms_can_be_added() {
        check("", "");
        check("two words", "\"two\" \"words\"");
        check("kind:a test -x", "kind:a \"test\" -\"x\"");
        check("a | kind:b c", "(\"a\" | kind:b) \"c\"");
        check("-(a kind:b)", "(-\"a\" | -kind:b)");
        check("NOT a !(b | -kind:c)", "-\"a\" (-\"b\" kind:c)");
        check("'exact ^start end$ \"a phrase\"", "'exact ^start end$ \"a phrase\"");
        check("kind:a \"still typing", "kind:a \"still typing\"");
        check("place:\"still", "place:\"still\"");
        check("(a | kind:", "\"a\"");
        check("a AND b OR c", "((\"a\" \"b\") | \"c\")");
        check("kind:=a,b place:c|d", "kind:=a,b place:c|d");
    }
}
