//! All records together: loading a folder, links and their other side, the rules of `check`.
//!
//! Reads files; never writes one, never prints, never draws.

mod accept;
mod assemble;
mod changes;
mod file;
mod findings;
mod folder;
mod impact;
mod index;
mod kept;
mod load;
mod lookup;
mod names;
mod parts;
mod placement;
mod privacy;
mod quoted;
mod renewal;
mod rules;
mod sample;
mod settings;
mod shared;
mod views;
mod wording;

pub use accept::{Accepted, Changes, Touched};
pub use assemble::Collection;
pub use file::{File, Standing};
pub use findings::{Finding, Findings};
pub use folder::{Disk, Memory, Shelf, Trouble};
pub use impact::{Impact, Withdrawal};
pub use index::{Located, Mention};
pub use kept::KeptBack;
pub use load::{load, load_after};
pub use lookup::{Lookup, Renewed, field_names};
pub use names::is_name;
pub use placement::Placement;
pub use sample::sample;
pub use settings::Settings;
pub use views::{SortedBy, View, ViewSort, Views};
pub use wording::Wording;
