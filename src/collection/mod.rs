//! All records together: loading a folder, links and their other side, the rules of `check`.
//!
//! Reads files; never writes one, never prints, never draws.

mod assemble;
mod changes;
mod file;
mod folder;
mod kept;
mod load;
mod lookup;
mod names;
mod placement;
mod privacy;
mod quoted;
mod rules;
mod sample;
mod settings;
mod wording;

pub use assemble::{Collection, Finding, Located, Mention};
pub use file::{File, Standing};
pub use folder::{Disk, Memory, Shelf, Trouble};
pub use kept::KeptBack;
pub use load::{load, load_after};
pub use lookup::{Lookup, field_names};
pub use names::is_name;
pub use placement::Placement;
pub use sample::sample;
pub use settings::Settings;
pub use wording::Wording;
