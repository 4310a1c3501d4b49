//! Says where a copied text went.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::browser::model::input::command::CopyTarget;
use crate::browser::model::message::Clipboard;
use crate::browser::model::shared::Shared;
use crate::redaction::is_masked;

/// Says what became of a text that was to be copied.
pub(crate) fn copied(shared: &mut Shared, what: CopyTarget, text: &str, clipboard: Clipboard) {
    let copying = shared.copying.take().filter(|item| item.text == text);
    let (words, others) = match &copying {
        Some(item) => (item.said.as_str(), item.others),
        None => (what.words(), ""),
    };
    let count = text.graphemes(true).count();
    let characters = if count == 1 { "character" } else { "characters" };
    let masked = if is_masked(text) { ", masked" } else { "" };
    shared.notice = Some(match clipboard {
        Clipboard::Program(name) => {
            format!("{words} copied with {name} ({count} {characters}{masked}){others}")
        }
        Clipboard::Terminal => {
            format!(
                "{words} sent to the terminal's clipboard ({count} {characters}{masked}); if nothing pastes, the terminal does not allow it{others}"
            )
        }
    });
}
