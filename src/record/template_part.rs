//! The parts of the templates of new files, by which a field says where its example belongs.

/// A part of a template, by which a field says where its example belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// What every case starts with.
    Case,
    /// Who a victim is.
    Victim,
    /// How a victim was recruited.
    Recruitment,
    /// What a victim went through.
    Exploitation,
    /// What became of a victim.
    Outcome,
    /// What a rescue was.
    Rescue,
    /// Who got out by a rescue.
    Rescued,
    /// What an arrest was.
    Arrest,
    /// Who was arrested, and what for.
    Arrested,
    /// What a source is.
    Source,
    /// How a source was captured.
    Copy,
    /// A place.
    Place,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// An event of a victim.
    Event,
    /// A group of a rescue or arrest.
    Group,
    /// A quote in the case of a victim.
    QuoteOfVictim,
    /// A quote in a case that counts people.
    QuoteOfCount,
}
