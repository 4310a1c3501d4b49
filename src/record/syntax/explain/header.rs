//! Explains mistakes in table headers.

use super::super::line::{cut, is_bare, is_blank, looks_like_field};
use super::super::single_statement::{self, Header};
use super::edit::{add, fix, put, remove, rewrite};
use super::invisible_chars;
use super::mistake::mistake;
use super::show::code;
use crate::diagnostic::{Diagnostic, Fix};

/// Says what is wrong with the header `text`.
pub(super) fn detect(text: &str) -> Option<Diagnostic> {
    invisible_chars::control(text).or_else(|| broken_brackets(text)).or_else(|| odd_name(text))
}

/// Says that `header` names a row and has the brackets of a table.
pub(in super::super) fn bare_row(text: &str, header: &Header<'_>) -> Diagnostic {
    let written = cut(text, header.span.clone());
    let message = format!("{} has single brackets, and there is more than one", code(written));
    let help = format!("write {}", code(&format!("[{written}]")));
    let span = header.span.clone();
    mistake(span.clone(), message)
        .help(help)
        .fix(fix(true, vec![add(span.start, "["), add(span.end, "]")]))
}

fn broken_brackets(text: &str) -> Option<Diagnostic> {
    let header = single_statement::broken_header(text, 0)?;
    let written = cut(text, header.span.clone());
    let behind = cut(text, header.span.end..text.len()).trim_matches(is_blank);
    if single_statement::header(written, 0).is_ok() {
        return behind_header(text, written, behind).or_else(|| invisible_chars::invisible(text));
    }
    let mended = corrected(&header);
    let message = if written.contains(['［', '］', '【', '】']) {
        format!("the brackets of {} are full-width ones", code(written))
    } else if let Some(found) = invisible_chars::invisible(written) {
        return Some(found.moved(header.span.start));
    } else if written.contains(']') {
        format!("the brackets of {} do not match", code(written))
    } else {
        format!("the header {} is not closed", code(written))
    };
    // One bracket on one side and two on the other may mean either.
    let outer = written.trim_matches(|c| matches!(c, '[' | ']' | '［' | '］' | '【' | '】'));
    let [opening, closing] = [written.split_once(outer), written.rsplit_once(outer)]
        .map(|parts| parts.map_or(("", ""), |parts| parts));
    let opening = opening.0.chars().count();
    let closing = closing.1.chars().count();
    let is_certain = single_statement::is_repeated(&header.path)
        || opening == closing
        || (closing == 0 && opening <= 2);
    let splices = rewrite(header.span.start, written, &mended);
    let found = mistake(header.span, message).help(format!("write {}", code(&mended)));
    Some(found.fix(fix(is_certain, splices)))
}

fn behind_header(text: &str, header: &str, behind: &str) -> Option<Diagnostic> {
    if behind.is_empty() || behind.starts_with('#') {
        return None;
    }
    let start = text.rfind(behind)?;
    let message = format!("{} is on the line of the header {}", code(behind), code(header));
    let at = start..start + behind.len();
    let found = mistake(at.clone(), message);
    if looks_like_field(behind) {
        let gap = cut(text, 0..start).trim_end_matches(is_blank).len()..start;
        return Some(
            found.help("put it on a line of its own").fix(fix(true, vec![put(gap, "\n")])),
        );
    }
    let help = "put `#` before it if it is a comment, or delete it";
    let delete = cut(text, 0..start).trim_end_matches(is_blank).len()..at.end;
    Some(found.help(help).fix(Fix::choice(vec![vec![add(start, "# ")], vec![remove(delete)]])))
}

fn corrected(header: &Header<'_>) -> String {
    let names: Vec<&str> = header.path.iter().map(|name| name.get_ref().as_ref()).collect();
    let name = names.join(".");
    if header.is_row { format!("[[{name}]]") } else { format!("[{name}]") }
}

fn odd_name(text: &str) -> Option<Diagnostic> {
    let inner = text.trim_start_matches('[');
    let start = text.len() - inner.len();
    let name = inner.split(']').next()?;
    let bare = name.trim_matches([' ', '\t']);
    if bare.is_empty() {
        let message = "there is no name between the brackets";
        let help = "write the name of the table, as in `[[quote]]`, or delete the line";
        return Some(mistake(0..text.trim_end().len(), message).help(help));
    }
    let start = start + name.len() - name.trim_start_matches([' ', '\t']).len();
    if single_statement::header(&format!("[{bare}]"), 0).is_ok() {
        return None;
    }
    if let Some(found) = invisible_chars::invisible(bare) {
        return Some(found.moved(start));
    }
    let found =
        mistake(start..start + bare.len(), format!("{} cannot be a name in a header", code(bare)));
    let meant = plain_path(bare);
    let shown = meant.as_deref().unwrap_or("green-house");
    let help = format!("write it in lower-case letters, digits and hyphens, as in `[{shown}]`");
    let splices = meant.map(|meant| rewrite(start, bare, &meant));
    Some(found.help(help).fix(splices.map(Fix::offered)))
}

/// Returns a header's name with hyphens for its spaces, in lower-case letters, and without empty parts;
/// `None` where other letters are in it.
fn plain_path(name: &str) -> Option<String> {
    let parts = name.split('.').map(|part| {
        let words: Vec<String> = part.split_whitespace().map(str::to_lowercase).collect();
        words.join("-")
    });
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let is_plain = !parts.is_empty() && parts.iter().all(|part| part.chars().all(is_bare));
    is_plain.then(|| parts.join("."))
}
