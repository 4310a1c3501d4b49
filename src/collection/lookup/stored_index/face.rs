//! The face of a record: all that the search lines of other records show of it, as a hash.

use sha2::{Digest as _, Sha256};

use crate::codec::{Packer, Unpacker};
use crate::collection::assemble::Collection;
use crate::collection::link_targets::LinkTarget;
use crate::record::{Date, FieldId, Id, Kind, Record};

/// A hash of some bytes, long enough that no two ever meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ShortHash([u8; 16]);

impl ShortHash {
    /// Returns the hash of these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let [first, _] = hash.as_chunks::<16>().0 else { return Self([0; 16]) };
        Self(*first)
    }

    pub(super) fn pack(self, packer: &mut Packer) {
        packer.bytes(&self.0);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        unpacker.array().map(Self)
    }
}

/// Returns the face of a record: its kind, its names, the places it lies in, what it is derived from, which says how many
/// sources are independent, and when it was published, up to which what quotes of it call open is certain.
pub(super) fn face(record: &Record) -> ShortHash {
    let mut packer = Packer::default();
    packer.byte(record.kind as u8);
    let target = LinkTarget::of(record);
    for (original, folded) in target.texts() {
        packer.text(original);
        packer.text(folded);
    }
    target.values().pack(&mut packer);
    for field in [FieldId::Within, FieldId::DerivedFrom] {
        for around in record.fields.linked(field) {
            packer.text(around.as_str());
        }
        packer.text("");
    }
    let published = record.fields.date(FieldId::Published);
    packer.text(published.map_or("", Date::as_str));
    ShortHash::of(&packer.into_bytes())
}

/// Returns the face of the record with an id.
pub(super) fn face_of(collection: &Collection, id: &Id) -> Option<ShortHash> {
    collection.with_record(id, |located| face(located.record))
}

/// Returns a hash of what all sources are derived from, which says how many of them are independent.
pub(super) fn derivation(collection: &Collection) -> ShortHash {
    let mut packer = Packer::default();
    for located in collection.of_kind(Kind::Source) {
        let origins: Vec<&Id> = located.record.fields.linked(FieldId::DerivedFrom).collect();
        if !origins.is_empty() {
            packer.text(located.record.id.as_str());
            packer.size(origins.len());
            for origin in origins {
                packer.text(origin.as_str());
            }
        }
    }
    ShortHash::of(&packer.into_bytes())
}
