//! Bytes that were deflated, as they were before.

use std::io::Read as _;

use flate2::bufread::DeflateDecoder;

/// Returns deflated bytes as they were; `None` if they are cut off or damaged, or come to more than `most`.
pub(crate) fn inflated(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let room = u64::try_from(most).ok()?.checked_add(1)?;
    let mut inflated = Vec::new();
    DeflateDecoder::new(bytes).take(room).read_to_end(&mut inflated).ok()?;
    (inflated.len() <= most).then_some(inflated)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::*;

    #[test]
    fn what_was_deflated_is_as_before_and_what_is_cut_off_or_too_large_is_nothing() {
        let text = "Test words. ".repeat(50);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        let deflated = encoder.finish().unwrap();
        assert!(deflated.len() < text.len() / 4);
        assert_eq!(inflated(&deflated, text.len()).as_deref(), Some(text.as_bytes()));
        assert_eq!(inflated(&deflated, text.len() - 1), None);
        assert_eq!(inflated(&deflated[..deflated.len() / 2], text.len()), None);
        assert_eq!(inflated(&[], text.len()), None);
    }
}
