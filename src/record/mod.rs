//! One TOML document: its records, where each word of them stands, and what is wrong with it.
//!
//! Reading never fails: it finds problems. Knows no other document, no archive and no disk.

mod brief;
mod citing;
mod code;
mod contradiction;
mod date;
mod document;
pub mod edit;
mod fault;
mod field;
mod fields;
mod guard;
mod id;
mod kind;
mod money;
mod nearest;
mod packed;
mod problem;
mod quote;
mod reader;
#[expect(clippy::module_inception, reason = "the floor is named for what it reads")]
mod record;
mod retold;
mod reworded;
mod rules;
mod scalar;
mod schema;
mod standard;
mod sum;
pub mod syntax;
#[rustfmt::skip]
mod tables;
mod template;
mod unread;
mod value;
mod vocabulary;
mod zawgyi;

pub use brief::Brief;
pub use code::{country_named, language_name, region_name};
pub use date::{BUDDHIST, BadDate, Date, Day, End, Extent, MINGUO, OtherCalendar, Part};
pub use document::{COUNTS_AS_CONFIDENTIAL, COUNTS_AS_UNNAMED, Document, Form, bad_id, text_of};
pub use fault::described;
pub use field::{Bearing, Field, Name, Shape};
pub use fields::{Entry, Extra, Fields, Item, Link};
pub use guard::{Attempt, Guard};
pub use id::Id;
pub use kind::{Kind, RowKind};
pub use money::{BadMoney, Money};
pub use nearest::{MOST_COMPARED, Neighbours, nearest};
pub use packed::{Packed, pack_problems, unpack_problems};
pub use problem::{Problem, Rule, Severity};
pub use quote::{Citation, Cited, Dispute, NotCitable, Quote};
pub use record::{Record, Row};
pub use retold::Say;
pub use reworded::Rewording;
pub use schema::{record_schema, table_schema};
pub use sum::{GroupSums, Sum, Tally};
pub use tables::{field, fields, row_fields};
pub use template::template;
pub use value::Value;
pub use vocabulary::{Vocabularies, Vocabulary};
