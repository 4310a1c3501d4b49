//! Explains mistakes in table headers.

use super::super::line::{cut, is_blank};
use super::super::single_statement::{self, Header};
use super::invisible_chars;
use super::mistake::mistake;
use super::show::code;
use crate::diagnostic::Diagnostic;

/// Says what is wrong with the header `text`.
pub(super) fn detect(text: &str) -> Option<Diagnostic> {
    invisible_chars::control(text).or_else(|| broken_brackets(text)).or_else(|| odd_name(text))
}

/// Says that `header` names a row and has the brackets of a table.
pub(in super::super) fn bare_row(text: &str, header: &Header<'_>) -> Diagnostic {
    let written = cut(text, header.span.clone());
    let message =
        format!("{} stands in single brackets, and there is more than one", code(written));
    let help = format!("write {}", code(&format!("[{written}]")));
    mistake(header.span.clone(), message).help(help)
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
    Some(mistake(header.span, message).help(format!("write {}", code(&mended))))
}

fn behind_header(text: &str, header: &str, behind: &str) -> Option<Diagnostic> {
    if behind.is_empty() || behind.starts_with('#') {
        return None;
    }
    let start = text.rfind(behind)?;
    let message = format!("{} stands on the line of the header {}", code(behind), code(header));
    let help = "put it on a line of its own";
    Some(mistake(start..start + behind.len(), message).help(help))
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
    let at = start..start + bare.len();
    let message = format!("{} cannot be a name in a header", code(bare));
    let help = "write it in lower-case letters, digits and hyphens, as in `[green-house]`";
    invisible_chars::invisible(bare)
        .map(|found| found.moved(start))
        .or_else(|| Some(mistake(at, message).help(help)))
}
