//! Whether the comments beside a record may say what its fields leave out on purpose.

use super::childs_name::may_be_child;
use super::field::FieldId;
use super::kind::Kind;
use super::record::Record;

impl Record {
    /// Returns whether comments beside the record may have a name or a place that it leaves out: that of a victim who may have been
    /// a child, has a pseudonym or no name, or does not want to be located. Who is openly named has no name to hide.
    pub(crate) fn may_have_private_comments(&self) -> bool {
        if self.withholds_whereabouts() {
            return true;
        }
        let is_openly_named = || {
            let kind = self.fields.text(FieldId::NameType);
            let is_read = kind.is_some() == self.fields.get(FieldId::NameType).is_some()
                && !self.fields.lost(FieldId::NameType);
            is_read
                && matches!(kind, None | Some("real" | "real_by_choice"))
                && self.fields.text(FieldId::Name).is_some()
        };
        self.kind == Kind::Victim && (!is_openly_named() || may_be_child(self))
    }
}

#[cfg(test)]
mod tests {
    use crate::record::{Document, FileLayout, Id, Kind, Vocabularies};

    #[test]
    fn only_the_comments_beside_an_openly_named_adult_are_for_all() {
        let is_private = |kind, text: &str| {
            let form = FileLayout::One { kind, id: Id::new("test-one").unwrap() };
            let document = Document::read(text, &form, &Vocabularies::default());
            document.records[0].may_have_private_comments()
        };
        for text in ["name = 'Test One'\n", "name = 'Test One'\nname_type = 'real'\nage = 30\n"] {
            assert!(!is_private(Kind::Victim, text), "{text}");
        }
        for text in [
            "title = 'T'\n",
            "name = 'Test One'\nname_type = 'pseudonym_by_us'\n",
            "name = 'Test One'\nname_type = 'withheld'\n",
            "name = 'Test One'\nname_type = 'peal'\n",
            "name = 'Test One'\nname_type = \n",
            "name = 'Test One'\nage = 15\n",
            "name = 'Test One'\ntags = ['whereabouts-withheld']\n",
        ] {
            assert!(is_private(Kind::Victim, text), "{text}");
        }
        assert!(!is_private(Kind::Rescue, "title = 'T'\n"));
    }
}
