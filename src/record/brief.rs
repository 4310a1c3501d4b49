//! What a list says of a record in one line.

use super::date::Date;
use super::field::Name;
use super::kind::Kind;
use super::record::Record;

impl Record {
    /// Returns the one figure that matters: a person's age, or how many people the case is about.
    pub fn figure(&self) -> Option<i64> {
        match self.kind {
            Kind::Victim => self.fields.whole(Name::Age).or_else(|| self.fields.whole(Name::Count)),
            Kind::Rescue | Kind::Arrest => self.fields.whole(Name::Count),
            Kind::Source | Kind::Place | Kind::Person | Kind::Organisation => None,
        }
    }

    /// Returns the date that the record is put in order by: when it happened or was published; of
    /// a victim, the first date known of the ordeal.
    pub fn when(&self) -> Option<&Date> {
        let names: &[Name] = match self.kind {
            Kind::Victim => &[
                Name::RecruitmentDate,
                Name::ExploitationStart,
                Name::MissingSince,
                Name::ExploitationEnd,
                Name::OutcomeDate,
            ],
            Kind::Rescue | Kind::Arrest => &[Name::Date],
            Kind::Source => &[Name::Published],
            Kind::Place | Kind::Person | Kind::Organisation => &[],
        };
        names.iter().find_map(|name| self.fields.date(*name))
    }
}
