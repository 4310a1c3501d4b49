//! Stands in for the citation styles in a program without them: there is none.

use super::BuiltInStyle;
use crate::record::Id;
use crate::redaction::Redaction;

/// The rules of a style where there are no styles.
#[derive(Clone)]
pub(super) enum AbsentRules {}

impl AbsentRules {
    pub(super) fn named(_: &str) -> Option<Self> {
        None
    }

    pub(super) fn read(_: &str) -> Result<Self, String> {
        Err("the program was built without styles".to_owned())
    }

    pub(super) fn references(&self, _: &Redaction<'_>, _: &[&Id]) -> Vec<String> {
        match *self {}
    }

    pub(super) fn citation(&self, _: &Redaction<'_>, _: &Id, _: Option<&str>) -> String {
        match *self {}
    }
}

pub(super) fn built_in() -> Vec<BuiltInStyle> {
    Vec::new()
}
