//! Any words looked for in any text: what is said to be found is there.

use casebook::evidence::{ArchivedText, DiffPiece, Match, NearestPassage, PassageResult};

/// Up to the first NUL the words, then the archived text.
pub(crate) fn hold(input: &[u8]) {
    let at = input.iter().position(|byte| *byte == 0).unwrap_or(input.len());
    let (words, text) = input.split_at(at);
    let Ok(words) = std::str::from_utf8(words) else { return };
    let Ok(archived) = ArchivedText::new(text.get(1..).unwrap_or_default().to_vec()) else {
        return;
    };
    let text = archived.text();
    assert_eq!(archived.sha256().len(), 64);
    match archived.find(words) {
        Match::Verbatim(range) => {
            assert_eq!(range.of(text), words);
            assert!(archived.differences(words, range).is_empty());
        }
        Match::ButForTypography(range) => {
            assert!(!text.contains(words) && !range.of(text).is_empty());
            let differences = archived.differences(words, range);
            assert!(!differences.is_empty() && differences.is_sorted(), "{differences:?}");
        }
        Match::Close(range) => assert!(!text.contains(words) && !range.of(text).is_empty()),
        Match::NotFound => assert!(words.trim().is_empty() || !text.contains(words)),
        Match::NotArchived => unreachable!("the text is at hand"),
    }
    match archived.find_passage(words) {
        PassageResult::Found(found) => {
            for passage in found {
                assert!(text.get(passage.range.start()..passage.range.end()).is_some());
                assert!(passage.line >= 1);
            }
        }
        PassageResult::Near(passage, nearest) => {
            assert!(text.get(passage.range.start()..passage.range.end()).is_some());
            adds_up(&nearest);
        }
        PassageResult::Nowhere => {}
    }
    if let Some(nearest) = NearestPassage::find(words, text) {
        adds_up(&nearest);
    }
    // Whatever is cut out of the text is found in it.
    let cut = text.get(text.floor_char_boundary(text.len() / 3)..).unwrap_or_default();
    if !cut.trim().is_empty() {
        assert!(matches!(archived.find(cut), Match::Verbatim(range) if range.of(text) == cut));
    }
}

fn adds_up(nearest: &NearestPassage) {
    let said = |piece: &DiffPiece| match piece {
        DiffPiece::Both(words) | DiffPiece::Words(words) | DiffPiece::Passage(words) => {
            !words.is_empty()
        }
    };
    assert!(nearest.pieces.iter().all(said), "{nearest:?}");
    assert!(!nearest.difference().is_empty());
}
