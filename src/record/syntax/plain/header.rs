//! Mistakes in a header.

use super::super::alone::{self, Header};
use super::super::line::{cut, is_blank};
use super::finding::Finding;
use super::letter;
use super::show::code;

/// Says what is wrong with the header `text`.
pub(super) fn look(text: &str) -> Option<Finding> {
    letter::control(text).or_else(|| broken_brackets(text)).or_else(|| odd_name(text))
}

/// Says that `header` names a row and has the brackets of a table.
pub(in super::super) fn bare_row(text: &str, header: &Header<'_>) -> Finding {
    let written = cut(text, header.span.clone());
    let message =
        format!("{} stands in single brackets, and there is more than one", code(written));
    let help = format!("write {}", code(&format!("[{written}]")));
    Finding::new(header.span.clone(), message).help(help)
}

fn broken_brackets(text: &str) -> Option<Finding> {
    let header = alone::broken_header(text, 0)?;
    let written = cut(text, header.span.clone());
    let behind = cut(text, header.span.end..text.len()).trim_matches(is_blank);
    if alone::header(written, 0).is_ok() {
        return behind_header(text, written, behind).or_else(|| letter::invisible(text));
    }
    let mended = mended(&header);
    let message = if written.contains(['［', '］', '【', '】']) {
        format!("the brackets of {} are full-width ones", code(written))
    } else if let Some(found) = letter::invisible(written) {
        return Some(found.moved(header.span.start));
    } else if written.contains(']') {
        format!("the brackets of {} do not match", code(written))
    } else {
        format!("the header {} is not closed", code(written))
    };
    Some(Finding::new(header.span, message).help(format!("write {}", code(&mended))))
}

fn behind_header(text: &str, header: &str, behind: &str) -> Option<Finding> {
    if behind.is_empty() || behind.starts_with('#') {
        return None;
    }
    let start = text.rfind(behind)?;
    let message = format!("{} stands on the line of the header {}", code(behind), code(header));
    let help = "put it on a line of its own";
    Some(Finding::new(start..start + behind.len(), message).help(help))
}

fn mended(header: &Header<'_>) -> String {
    let names: Vec<&str> = header.path.iter().map(|name| name.get_ref().as_ref()).collect();
    let name = names.join(".");
    if header.is_row { format!("[[{name}]]") } else { format!("[{name}]") }
}

fn odd_name(text: &str) -> Option<Finding> {
    let inner = text.trim_start_matches('[');
    let start = text.len() - inner.len();
    let name = inner.split(']').next()?;
    let bare = name.trim_matches([' ', '\t']);
    if bare.is_empty() {
        let message = "there is no name between the brackets";
        let help = "write the name of the table, as in `[[quote]]`, or delete the line";
        return Some(Finding::new(0..text.trim_end().len(), message).help(help));
    }
    let start = start + name.len() - name.trim_start_matches([' ', '\t']).len();
    if alone::header(&format!("[{bare}]"), 0).is_ok() {
        return None;
    }
    let at = start..start + bare.len();
    let message = format!("{} cannot be a name in a header", code(bare));
    let help = "write it in lower-case letters, digits and hyphens, as in `[green-house]`";
    letter::invisible(bare)
        .map(|found| found.moved(start))
        .or_else(|| Some(Finding::new(at, message).help(help)))
}
