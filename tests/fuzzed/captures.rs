//! Any bytes as a saved page of any form: its text is bounded, without what was hidden, and the same each time.

use casebook::capture::{CaptureForm, CaptureRequest, SavedPage};

/// The first byte chooses the form: none, or one of the five.
pub(crate) fn hold(input: &[u8]) {
    let Some((form, bytes)) = input.split_first() else { return };
    let names = ["", "text", "html", "mhtml", "warc", "wacz"];
    let form = CaptureForm::named(names[usize::from(*form) % names.len()]);
    let request = CaptureRequest {
        form,
        expected: vec!["https://test.example/a".to_owned()],
        ..CaptureRequest::default()
    };
    let read = SavedPage::read(bytes, "page", &request);
    assert_eq!(read, SavedPage::read(bytes, "page", &request));
    _ = SavedPage::addresses(bytes, "page");
    match read {
        Ok(page) => {
            assert!(page.text.len() <= 16 << 20);

            let saved = page.saved.unwrap_or_default();
            assert!(saved.is_empty() || saved.ends_with('Z'), "{saved}");
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.hint().is_empty()),
    }
}
