//! All records together: loading a folder, links and their other side, the rules of `check`.
//!
//! Reads files; never writes one, never prints, never draws.

mod asking;
mod assemble;
mod changes;
mod file;
mod flag;
mod folder;
mod forms;
mod impact;
mod load;
mod lookup;
mod offer;
mod placement;
mod presence;
mod rules;
mod sample;
mod settings;
mod views;
mod wording;

pub use asking::asking;
pub use assemble::{Collection, Finding, Located, Mention};
pub use file::{File, Standing};
pub use flag::Flag;
pub use folder::{Disk, Memory, Shelf, Trouble};
pub use forms::{FORMS, Form, SHORT_FORMS, field_names};
pub use impact::{Impact, Withdrawal};
pub use load::{load, load_after};
pub use lookup::{Lookup, Tally};
pub use placement::Placement;
pub use sample::sample;
pub use settings::Settings;
pub use views::{SortedBy, View, ViewSort, Views};
