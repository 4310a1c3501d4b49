//! The parts of a template for each kind of record: the fields of a part have their examples in the
//! table of the format.

use super::super::kind::{Kind, RowKind};
use super::super::template_part::TemplatePart;

/// Some fields that belong together, below one heading.
pub(super) struct TemplateSection {
    /// What they are about.
    pub(super) about: &'static str,
    /// The parts whose fields it has.
    pub(super) parts: &'static [TemplatePart],
}

const fn section(about: &'static str, parts: &'static [TemplatePart]) -> TemplateSection {
    TemplateSection { about, parts }
}

/// Returns what a record of the kind is, in a sentence.
pub(super) fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Victim => "One person, or one group, held in a compound.",
        Kind::Rescue => "One way out of a compound: a release, a raid, an escape, a search.",
        Kind::Arrest => "One act of the authorities: an arrest, a charge, a deportation, a sentence.",
        Kind::Source => "One text that cases quote.",
        Kind::Place => "One place that cases name.",
        Kind::Person => "One person who is not a victim in any case.",
        Kind::Organisation => "One organisation that cases name.",
    }
}

/// Returns the usual fields of a kind.
pub(super) fn parts(kind: Kind) -> &'static [TemplateSection] {
    match kind {
        Kind::Victim => VICTIM,
        Kind::Rescue => RESCUE,
        Kind::Arrest => ARREST,
        Kind::Source => SOURCE,
        Kind::Place => PLACE,
        Kind::Person => PERSON,
        Kind::Organisation => ORGANISATION,
    }
}

/// Returns the tables that records of a kind usually repeat.
pub(super) fn rows(kind: Kind) -> &'static [(RowKind, TemplateSection)] {
    match kind {
        Kind::Victim => &[(RowKind::Event, EVENT), (RowKind::Quote, VICTIM_QUOTE)],
        Kind::Rescue | Kind::Arrest => &[(RowKind::Group, GROUP), (RowKind::Quote, COUNT_QUOTE)],
        Kind::Source | Kind::Place | Kind::Person | Kind::Organisation => &[],
    }
}

const VICTIM: &[TemplateSection] = &[
    section("Who it is.", &[TemplatePart::Case, TemplatePart::Victim]),
    section("How the person came there.", &[TemplatePart::Recruitment]),
    section("What happened there.", &[TemplatePart::Exploitation]),
    section("What became of the person.", &[TemplatePart::Outcome]),
];
const RESCUE: &[TemplateSection] = &[
    section("What it was.", &[TemplatePart::Case, TemplatePart::Rescue]),
    section("Who got out.", &[TemplatePart::Rescued]),
];
const ARREST: &[TemplateSection] = &[
    section("What it was.", &[TemplatePart::Case, TemplatePart::Arrest]),
    section("To whom, and for what.", &[TemplatePart::Arrested]),
];
const SOURCE: &[TemplateSection] = &[
    section("What it is.", &[TemplatePart::Source]),
    section("The copy. `casebook archive add` puts it into the archive with its hash.", &[TemplatePart::Copy]),
];
const PLACE: &[TemplateSection] = &[section("Where it is.", &[TemplatePart::Place])];
const PERSON: &[TemplateSection] = &[section("Who it is.", &[TemplatePart::Person])];
const ORGANISATION: &[TemplateSection] = &[section("What it is.", &[TemplatePart::Organisation])];

const EVENT: TemplateSection = section("What happened, one table an event.", &[TemplatePart::Event]);
const GROUP: TemplateSection = section("Parts of the people counted, one table a group.", &[TemplatePart::Group]);
const VICTIM_QUOTE: TemplateSection = section(QUOTES, &[TemplatePart::QuoteOfVictim]);
const COUNT_QUOTE: TemplateSection = section(QUOTES, &[TemplatePart::QuoteOfCount]);

const QUOTES: &str = "The words of a source, one table a passage. A field that no quote supports is unsourced.";
