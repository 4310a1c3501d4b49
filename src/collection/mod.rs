//! All records together: loading a folder, links and their other side, the rules of `check`.
//!
//! Reads files; never writes one, never prints, never draws.

mod assemble;
mod changes;
mod file;
mod folder;
mod impact;
mod load;
mod lookup;
mod placement;
mod rules;
mod sample;
mod settings;
mod views;
mod wording;

pub use assemble::{Collection, Finding, Located, Mention};
pub use file::{File, Standing};
pub use folder::{Disk, Memory, Shelf, Trouble};
pub use impact::{Impact, Withdrawal};
pub use load::{load, load_after};
pub use lookup::{Lookup, field_names};
pub use placement::Placement;
pub use sample::sample;
pub use settings::Settings;
pub use views::{SortedBy, View, ViewSort, Views};
