//! One TOML document: its records, the byte ranges of their fields, and its problems.
//!
//! Reading never fails.

mod childs_name;
mod code;
mod contradiction;
mod count_check;
mod date;
mod direct_reader;
mod document;
pub mod edit;
mod field;
mod fields;
mod fixes;
mod id;
mod kind;
mod labels;
mod list_summary;
mod map_text;
mod money;
mod packed;
mod parsed_text;
mod people_count;
mod privacy_key;
mod private_comments;
mod quote;
mod quote_reader;
pub(crate) mod quoting;
mod reader;
#[expect(clippy::module_inception, reason = "the floor is named for what it reads")]
mod record;
mod replacements;
mod rules;
mod same_values;
mod scalar;
mod schema;
mod standard;
pub mod syntax;
mod table_reader;
mod value_diagnostic;
#[rustfmt::skip]
mod tables;
mod stray_names;
mod template;
mod template_part;
mod trial;
mod typed_entry;
mod value;
mod vocabulary;
mod whereabouts;
mod zawgyi;

pub use code::{country_named, language_name, region_name, three_letter_code};
pub(crate) use code::{language_in_three_letters, language_in_two_letters};
pub use count_check::{CountCheck, GroupSums, PartsSum};
pub(crate) use date::MONTHS;
pub use date::{
    BUDDHIST, BadDate, Date, DateForm, DateParts, DateStyle, Day, IntervalEnd, MINGUO,
    OtherCalendar,
};
pub(crate) use document::record_range;
pub use document::{
    COUNTS_AS_CONFIDENTIAL, COUNTS_AS_UNNAMED, Document, WITHHOLDS, WITHHOLDS_A_PART, bad_id,
    text_of,
};
pub(crate) use edit::{Deletion, delete};
pub use field::{
    Assertion, Field, FieldId, FieldRole, Qualification, Qualifies, Sensitivity, Shape,
};
pub use fields::{FieldEntry, Fields, Item, Link, UnknownField};
pub(crate) use fixes::{fixed, proven_fixes, rewritten, tried};
pub use id::Id;
pub use kind::{Kind, RowKind};
pub use labels::{accepted_labels, former_labels};
pub use list_summary::ListSummary;
pub use map_text::TextMap;
pub use money::{BadMoney, Money};
pub use packed::{Packed, PackedText, pack_problems, unpack_problems};
pub(crate) use parsed_text::DocumentParts;
pub use parsed_text::FileLayout;
pub use people_count::{CaseUnit, PeopleCount};
pub use privacy_key::{PrivacyKey, PrivacyKeyAttempt};
pub use quote::{Citation, Cited, Dispute, NotCitable, Quote};
pub(crate) use reader::{TomlKey, TomlNode};
pub use record::{Record, Row};
pub use replacements::Replacements;
pub use schema::{record_schema, table_schema};
pub(crate) use stray_names::{has_no_key_of_a_name, is_of_field_of, is_of_known_field};
pub(crate) use table_reader::{IN_QUOTES, TableReader};
pub(crate) use tables::{
    all_fields, name_fields, qualified_by, qualifier, qualifiers, sensitivity,
};
pub use tables::{field, fields, row_fields};
pub use template::template;
pub(crate) use template::template_named;
pub(crate) use trial::{Protection, TrialReading};
pub(crate) use typed_entry::{COMMAS, in_number_words};
pub use typed_entry::{TypedEntry, TypedMeaning, TypedQualifier};
pub use value::Value;
pub(crate) use value::{code_in_words, term_in_words};
pub use value_diagnostic::described;
pub use vocabulary::{Vocabularies, Vocabulary};
pub use whereabouts::WHEREABOUTS_WITHHELD;
pub(crate) use whereabouts::misspelt::is_meant as is_meant_as_whereabouts_withheld;
