//! What the record of a source gets when its text is archived: hashes, and where and when the page was saved.

use anyhow::Context as _;

use crate::capture::{is_same_address, web_address};
use crate::cli::failure::Failure;
use crate::record::edit::{FieldPath, ValueEdit, edit_field};
use crate::record::{FieldId, Id, Kind, Record, edit};

/// What is known of a text that is archived.
#[derive(Clone, Debug, Default)]
pub(super) struct Provenance {
    /// The hash of the text.
    pub(super) sha256: String,
    /// The file that is kept beside it.
    pub(super) original: Option<OriginalFile>,
    /// The address from which the page was saved.
    pub(super) address: Option<String>,
    /// When it was captured, where the record does not say so already.
    pub(super) collected_at: String,
}

/// A file that is kept beside the text.
#[derive(Clone, Debug)]
pub(super) struct OriginalFile {
    /// Its name in the archive.
    pub(super) name: String,
    /// Its hash.
    pub(super) sha256: String,
    /// The program that took the text out of it; `None` where another did.
    pub(super) extracted_with: Option<String>,
}

impl Provenance {
    /// Returns the text of the source's file with what is known.
    pub(super) fn written(&self, text: &str, record: &Record) -> anyhow::Result<String> {
        let mut text = set(record, text, FieldId::Sha256, &self.sha256)?;
        let original = self.original.as_ref();
        // A file that someone else wrote into the record stays there.
        let with = record.fields.text(FieldId::ExtractedWith);
        let is_ours = with.is_some_and(|with| with.starts_with("casebook "));
        for (field, value) in [
            (FieldId::Original, original.map(|original| original.name.as_str())),
            (FieldId::OriginalSha256, original.map(|original| original.sha256.as_str())),
            (
                FieldId::ExtractedWith,
                original.and_then(|original| original.extracted_with.as_deref()),
            ),
        ] {
            text = match value {
                Some(value) => set(record, &text, field, value)?,
                // What was said of the text before is not true of this one.
                None if original.is_some() || is_ours => removed(record, &text, field)?,
                None => text,
            };
        }
        let has = |text: &str, field| edit::has(text, header(record).map(Id::as_str), field);
        if let Some(address) = self.address.as_deref().filter(|_| !has(&text, FieldId::Url))
            && !is_address_of(record, address)
        {
            text = set(record, &text, FieldId::Url, address)?;
        }
        if has(&text, FieldId::CollectedAt) {
            return Ok(text);
        }
        set(record, &text, FieldId::CollectedAt, &self.collected_at)
    }

    /// Returns whether the page was saved from another address than those that the record has.
    pub(super) fn is_of_another_address(&self, record: &Record) -> bool {
        let has_address = record.fields.text(FieldId::Url).is_some();
        let address = self.address.as_deref().filter(|address| web_address(address).is_some());
        has_address && address.is_some_and(|address| !is_address_of(record, address))
    }
}

/// Returns the addresses of a source, of the page and of its copy.
pub(super) fn addresses_of(record: &Record) -> impl Iterator<Item = &str> {
    [FieldId::Url, FieldId::ArchivedUrl].into_iter().filter_map(|field| record.fields.text(field))
}

/// Returns whether an address is one of a source.
pub(super) fn is_address_of(record: &Record, address: &str) -> bool {
    addresses_of(record).any(|known| is_same_address(known, address))
}

fn set(record: &Record, text: &str, name: FieldId, value: &str) -> anyhow::Result<String> {
    let doing = || format!("cannot write `{}` of `{}`", name.as_str(), record.id);
    let splice = edit::set(text, header(record).map(Id::as_str), name, value)
        .map_err(|refused| Failure::new(format!("{}: {refused}", doing())).hint(refused.hint()))?;
    let (after, _) = splice.apply(text).with_context(doing)?;
    Ok(after)
}

fn removed(record: &Record, text: &str, name: FieldId) -> anyhow::Result<String> {
    if !edit::has(text, header(record).map(Id::as_str), name) {
        return Ok(text.to_owned());
    }
    let doing = || format!("cannot remove `{}` of `{}`", name.as_str(), record.id);
    let path = FieldPath::of(name).below(header(record).cloned());
    let splice = edit_field(text, Kind::Source, &path, &ValueEdit::Remove)
        .map_err(|refused| Failure::new(format!("{}: {refused}", doing())).hint(refused.hint()))?;
    let Some(splice) = splice else { return Ok(text.to_owned()) };
    let (after, _) = splice.apply(text).with_context(doing)?;
    Ok(after)
}

/// A record that is a file of its own has no header.
fn header(record: &Record) -> Option<&Id> {
    (!record.at.is_empty()).then_some(&record.id)
}
