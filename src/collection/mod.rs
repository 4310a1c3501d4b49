//! All records together: loading a folder, links and their other side, the rules of `check`.
//!
//! Reads files; never writes one, never prints, never draws.

mod accept;
mod asking;
mod assemble;
mod beneath;
mod cache;
mod changes;
mod contents;
mod copies;
mod exposure;
mod file;
mod findings;
mod flag;
mod folder;
mod forms;
mod fresh;
mod guess;
mod hashes;
mod impact;
mod index;
mod kept;
mod load;
mod lookup;
mod names;
mod naming;
mod offer;
mod parts;
mod placement;
mod presence;
mod privacy;
mod quoted;
mod redaction;
mod renewal;
mod rules;
mod sample;
mod settings;
mod share;
mod shared;
#[cfg(test)]
mod slips;
mod stale;
mod stamp;
mod sums;
mod target;
mod told;
#[cfg(test)]
mod unread;
mod views;
mod wording;

pub use accept::{Accepted, Changes, Touched};
pub use asking::asking;
pub use assemble::Collection;
pub use cache::{Cache, Purpose, Unusable};
pub use contents::Contents;
pub use file::{File, Standing};
pub use findings::{Finding, Findings};
pub use flag::Flag;
pub use folder::{Disk, EntryLimit, Memory, Shelf, Trouble};
pub use forms::{FORMS, Form, SHORT_FORMS, field_names};
pub use impact::{Impact, Withdrawal};
pub use index::{Located, Mention};
pub use kept::KeptBack;
pub use load::{Begun, Progress, load, load_after, load_telling, load_unchecked};
pub use lookup::{Lookup, Renewed, Tally};
pub use names::is_name;
pub use placement::Placement;
pub use redaction::{
    Disclosure, Redaction, Released, ReleasedImpact, ReleasedSums, Target, WITHHELD, Withheld,
};
pub use sample::sample;
pub use settings::Settings;
pub use share::Share;
pub use stamp::Stamp;
pub use sums::Sums;
pub use views::{SortedBy, View, ViewSort, Views};
pub use wording::{Wording, qualified_by};
