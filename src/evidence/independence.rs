//! Which sources are independent: those that share an origin form one family (union-find).

use std::collections::{BTreeSet, HashMap};

use crate::record::{FieldId, Id, Record};

/// The sources of a collection, grouped into families that share an origin.
#[derive(Clone, Debug, Default)]
pub struct Independence {
    family: HashMap<Id, usize>,
}

impl Independence {
    /// Groups sources by their `derived_from`; sources that derive from each other in a cycle are one family.
    pub fn of<'r>(sources: impl IntoIterator<Item = &'r Record>) -> Self {
        let mut families = Families::default();
        for source in sources {
            let own = families.member(&source.id);
            for origin in source.fields.linked(FieldId::DerivedFrom) {
                let origin = families.member(origin);
                families.join(own, origin);
            }
        }
        let members: Vec<(Id, usize)> =
            families.members.iter().map(|(id, at)| (id.clone(), *at)).collect();
        let family = members.into_iter().map(|(id, at)| (id, families.root(at))).collect();
        Self { family }
    }

    /// Returns how many of the sources are independent of each other.
    ///
    /// A source that the collection does not have is a family of its own.
    pub fn count<'i>(&self, sources: impl IntoIterator<Item = &'i Id>) -> usize {
        let mut families = BTreeSet::new();
        let mut unknown = BTreeSet::new();
        for source in sources {
            match self.family.get(source) {
                Some(family) => _ = families.insert(*family),
                None => _ = unknown.insert(source),
            }
        }
        families.len() + unknown.len()
    }
}

impl Independence {
    /// Returns every source that shares an origin with one of these, including themselves if the collection
    /// has them.
    pub fn kin<'i>(&'i self, of: impl IntoIterator<Item = &'i Id>) -> impl Iterator<Item = &'i Id> {
        let families: BTreeSet<usize> =
            of.into_iter().filter_map(|id| self.family.get(id).copied()).collect();
        self.family.iter().filter(move |(_, family)| families.contains(family)).map(|(id, _)| id)
    }
}

/// A disjoint-set forest (union-find) over the ids of sources.
#[derive(Default)]
struct Families {
    members: HashMap<Id, usize>,
    parents: Vec<usize>,
    sizes: Vec<usize>,
}

impl Families {
    fn member(&mut self, id: &Id) -> usize {
        let next = self.parents.len();
        let at = *self.members.entry(id.clone()).or_insert(next);
        if at == next {
            self.parents.push(next);
            self.sizes.push(1);
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (mut one, mut other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        // Union by size: the smaller tree goes below the larger one, so that no path to a root is longer than
        // the logarithm of the number of sources, even without path compression.
        let size = |at: usize| self.sizes.get(at).copied().unwrap_or_default();
        if size(one) > size(other) {
            (one, other) = (other, one);
        }
        let sum = size(one) + size(other);
        if let (Some(parent), Some(size)) = (self.parents.get_mut(one), self.sizes.get_mut(other)) {
            (*parent, *size) = (other, sum);
        }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).filter(|parent| **parent != at) {
            at = *parent;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Document, FileLayout, Kind, Vocabularies};

    #[track_caller]
    fn check(sources: &str, cited: &[&str], independent: usize) {
        let layout = FileLayout::Many { kind: Kind::Source };
        let document = Document::read(sources, &layout, &Vocabularies::default());
        let cited: Vec<Id> = cited.iter().filter_map(|id| Id::new(id)).collect();
        assert_eq!(Independence::of(&document.records).count(&cited), independent);
    }

    #[test]
    fn rewrites_count_once() {
        let sources = "[wire]\n[rewrite]\nderived_from = ['wire']\n[copy]\nderived_from = ['rewrite']\n[other]\n";
        check(sources, &["wire"], 1);
        check(sources, &["wire", "copy"], 1);
        check(sources, &["rewrite", "copy", "other"], 2);
        check(sources, &["copy", "unknown", "unknown"], 2);
        check(sources, &[], 0);
    }

    #[test]
    fn a_cycle_is_one_family() {
        check("[a]\nderived_from = ['b']\n[b]\nderived_from = ['a', 'a', 'b']\n", &["a", "b"], 1);
    }
}
