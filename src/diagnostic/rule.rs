//! The rules of `casebook check`: name, severity and description, in one table.

use serde::Serialize;
use strum::{EnumIter, EnumString, FromRepr, IntoStaticStr};

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// The file says something that cannot be right.
    Error,
    /// The file says something that is worth a second look.
    Warning,
}

/// What of a text a rule looks at: which other problems may show once what breaks it is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CheckStage {
    /// What is not read: as long as it is not, nothing else can be found wrong with it.
    Reading,
    /// Something by itself.
    Value,
    /// What was read and refers to something that is not there: nothing else is asked of it either.
    Reference,
    /// What was read: it finds more once more can be read.
    Meaning,
}

/// Defines the rules from a table: what each is about, its name, its severity, and what it looks at.
macro_rules! rules {
    ($($(#[doc = $about:literal])* $rule:ident: $severity:ident, $stage:ident;)*) => {
        /// The rules of `casebook check`, each named for what is wrong.
        #[derive(
            Clone,
            Copy,
            Debug,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            EnumIter,
            EnumString,
            FromRepr,
            IntoStaticStr,
        )]
        #[repr(u8)]
        #[strum(serialize_all = "kebab-case")]
        pub enum Rule {
            $($(#[doc = $about])* $rule,)*
        }

        impl Rule {
            /// Returns the severity of the rule.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$rule => Severity::$severity,)*
                }
            }

            fn stage(self) -> CheckStage {
                match self {
                    $(Self::$rule => CheckStage::$stage,)*
                }
            }

            /// Returns what breaks the rule, in one sentence.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$rule => concat!($($about),*).trim_ascii(),)*
                }
            }
        }
    };
}

rules! {
    /// The file breaks the grammar of TOML.
    Syntax: Error, Reading;
    /// A file or folder is in no place where records are kept.
    UnknownKind: Error, Meaning;
    /// An id is not made of lower-case letters, digits and hyphens.
    BadId: Error, Reading;
    /// Two records have the same id.
    DuplicateId: Error, Meaning;
    /// Two records have the same identifier in another database.
    SharedIdentifier: Warning, Meaning;
    /// A case has no title.
    MissingTitle: Error, Meaning;
    /// A value is of another type than its field.
    WrongType: Error, Reading;
    /// A date is not an EDTF date.
    BadDate: Error, Reading;
    /// A sum of money is not an amount with an ISO 4217 currency.
    BadMoney: Error, Reading;
    /// A code of a country, language, offence or the like does not exist.
    BadCode: Error, Reading;
    /// A word is not in its field's vocabulary.
    NotInVocabulary: Error, Reading;
    /// A link points to a record that does not exist.
    DanglingLink: Error, Reference;
    /// A link points to a record of a kind that its field does not take.
    LinkToWrongKind: Error, Reference;
    /// A quote does not say which source it is from.
    QuoteWithoutSource: Error, Reference;
    /// A quote supports or disputes a field that the record does not have.
    QuoteCitesAbsentField: Error, Reference;
    /// The words of a quote are not in the archived text of its source.
    QuoteNotInSource: Error, Reference;
    /// An archived text is not the one whose hash the source's record gives.
    ArchiveChanged: Error, Meaning;
    /// A source is derived from itself, by way of others.
    DerivedInACircle: Error, Meaning;
    /// A key that may be meant as a privacy key cannot be understood, so the record is withheld.
    WithheldInDoubt: Error, Reading;
    /// A file cannot be read at all.
    Unreadable: Error, Value;
    /// A field is not part of the format.
    UnknownField: Warning, Reading;
    /// A field states a fact and no quote of the case supports it.
    Unsourced: Warning, Meaning;
    /// No case quotes a source.
    UnquotedSource: Warning, Meaning;
    /// Nothing links to a place.
    UnusedPlace: Warning, Meaning;
    /// Nothing links to a person.
    UnusedPerson: Warning, Meaning;
    /// Nothing links to an organisation.
    UnusedOrganisation: Warning, Meaning;
    /// The groups of a case do not add up to its count.
    GroupsDoNotAddUp: Warning, Meaning;
    /// The parts of a case do not add up to its count.
    PartsDoNotAddUp: Warning, Meaning;
    /// Something ends before it starts.
    EndsBeforeItStarts: Warning, Meaning;
    /// A status is called disputed and no quote disputes it.
    DisputedWithoutDispute: Warning, Meaning;
    /// A quote disputes a status that is not called disputed.
    DisputeNotMarked: Warning, Meaning;
    /// A child is named, or someone who may be one by something in the case, and nothing says that the name is a pseudonym; it is
    /// not in exports.
    NamedMinor: Warning, Meaning;
    /// A quote is graded as confirmed, and only one independent source supports the field.
    OneSourceConfirmed: Warning, Meaning;
    /// A source does not say where it is from.
    SourceWithoutProvenance: Warning, Meaning;
    /// A value means "unknown"; the field should be left out.
    Placeholder: Warning, Value;
    /// The collection quotes more of a source than it allows itself.
    QuotationShare: Warning, Meaning;
    /// The text of a source is not in the archive, so its quotes cannot be checked.
    NotArchived: Warning, Meaning;
    /// Others may read the file of a confidential case, or list its folder.
    ReadableByOthers: Warning, Meaning;
    /// An editor left a copy of a confidential case beside it.
    EditorLeftover: Warning, Meaning;
    /// A symbolic link leads to a file that is read by itself too, so its records are counted twice.
    CountedTwice: Warning, Meaning;
    /// The date of a planned act is an interval, which says that it went on.
    PlannedInterval: Warning, Meaning;
    /// The date of a past event is in the future.
    InTheFuture: Warning, Meaning;
    /// A source was published after it was collected.
    PublishedAfterCollected: Warning, Meaning;
    /// A year is probably given in the Minguo calendar.
    OtherCalendar: Warning, Meaning;
    /// A Burmese text is encoded for the font Zawgyi, not in Unicode.
    ZawgyiText: Warning, Meaning;
    /// A rival value is the field's own, has all of its list and more, or is another word of a list that the same
    /// writer reports, so that nothing is contradicted.
    DisputeWithoutContradiction: Warning, Meaning;
    /// One quote, or one named speaker in one source, both supports and disputes a field.
    OneVoiceOnBothSides: Warning, Meaning;
    /// A quote supports a field whose name or number is only in the part of the sentence that was cut off, and no other
    /// quote that supports the field has it.
    ValueCutOff: Warning, Meaning;
    /// No source that supports a date has its year in the archived text or states it as its own, and the year has
    /// no `?`, `~` or `%`.
    InferredYearNotMarked: Warning, Meaning;
    /// The authorities did something to a victim, other than a release or an exit ban, and no field says whether the
    /// victim was screened.
    ScreeningNotSaid: Warning, Meaning;
    /// A date is open (`/..`) though the case says that it is over: missing and found, a rescue that succeeded or
    /// failed, a detention that ended.
    OpenThoughEnded: Warning, Meaning;
}

/// Names that rules had in earlier versions, to be suggested where a collection still uses them.
const FORMER_NAMES: [(&str, Rule); 1] = [("held-back-in-doubt", Rule::WithheldInDoubt)];

impl Rule {
    /// Returns whether it says of a record that no other names it, which an edit of another record brings about.
    pub fn is_unused(self) -> bool {
        matches!(self, Self::UnusedPlace | Self::UnusedPerson | Self::UnusedOrganisation)
    }

    /// Returns whether other problems may be hidden by what breaks the rule.
    pub fn hides_others(self) -> bool {
        matches!(self.stage(), CheckStage::Reading | CheckStage::Reference)
    }

    /// Returns whether what breaks the rule may be hidden by another problem.
    pub fn shows_late(self) -> bool {
        matches!(self.stage(), CheckStage::Reference | CheckStage::Meaning)
    }

    /// Returns whether there are fixes for what breaks the rule.
    pub fn may_have_fix(self) -> bool {
        self.fixed_by().is_some()
    }

    /// Returns how `check --fix` or a person can fix what breaks the rule; `None` where no edit does.
    pub fn fixed_by(self) -> Option<&'static str> {
        match self {
            Self::Syntax => Some("write it as TOML; safe where there is only one way"),
            Self::BadId => Some("write the id in its form"),
            Self::MissingTitle => Some("take the id for a title"),
            Self::WrongType => Some("write the value as the type of the field"),
            Self::BadDate => Some("write the date as EDTF; safe where its digits stay"),
            Self::BadMoney => {
                Some("write the amount and its currency; safe where its code is given")
            }
            Self::BadCode => Some("write the code of the name; safe"),
            Self::NotInVocabulary => Some("write the allowed value that was meant"),
            Self::DanglingLink => Some("link to the record that was meant"),
            Self::LinkToWrongKind => Some("link to a record of the right kind, or delete the link"),
            Self::QuoteWithoutSource => Some("name the source whose archived text has the words"),
            Self::QuoteCitesAbsentField => Some("cite the field that was meant, or none"),
            Self::QuoteNotInSource => Some("quote the nearest passage letter for letter"),
            Self::WithheldInDoubt => Some("spell the privacy key"),
            Self::UnknownField => Some("write the field that was meant, or delete it"),
            Self::Unsourced => Some("let a quote that has the value support it"),
            Self::UnquotedSource
            | Self::UnusedPlace
            | Self::UnusedPerson
            | Self::UnusedOrganisation => Some("delete the record from its table"),
            Self::EndsBeforeItStarts => Some("swap the two dates"),
            Self::DisputeNotMarked => Some("mark the status as disputed"),
            Self::OneSourceConfirmed => Some("grade it 2"),
            Self::Placeholder => {
                Some("delete the field or the value; safe where no comment goes with it")
            }
            Self::PlannedInterval
            | Self::InTheFuture
            | Self::PublishedAfterCollected
            | Self::OtherCalendar
            | Self::InferredYearNotMarked
            | Self::OpenThoughEnded => Some("write the date that the message names"),
            Self::DisputeWithoutContradiction | Self::OneVoiceOnBothSides => {
                Some("delete the dispute")
            }
            Self::UnknownKind
            | Self::DuplicateId
            | Self::SharedIdentifier
            | Self::ArchiveChanged
            | Self::DerivedInACircle
            | Self::Unreadable
            | Self::GroupsDoNotAddUp
            | Self::PartsDoNotAddUp
            | Self::DisputedWithoutDispute
            | Self::NamedMinor
            | Self::SourceWithoutProvenance
            | Self::QuotationShare
            | Self::NotArchived
            | Self::ReadableByOthers
            | Self::EditorLeftover
            | Self::CountedTwice
            | Self::ZawgyiText
            | Self::ValueCutOff
            | Self::ScreeningNotSaid => None,
        }
    }

    /// Returns the rule that had this name in an earlier version.
    pub fn formerly(name: &str) -> Option<Self> {
        FORMER_NAMES.iter().find(|(former, _)| *former == name).map(|(_, rule)| *rule)
    }

    /// Returns the rule's name, as `check` prints it and `casebook.toml` switches it off.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
