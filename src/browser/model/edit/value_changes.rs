//! The values that were changed in this run, with the quotes that were chosen for the value before, until the user has looked at
//! them.

use std::sync::Arc;

use crate::browser::model::message::Effect;
use crate::browser::model::renamed_ids::RenamedIds;
use crate::collection::Touched;
use crate::record::{Cited, Id};
use crate::session::doubted_quotes::{
    ChangedValue, DoubtRequest, UnconfirmedField, UnconfirmedFields,
};

/// Values that were changed, and the fields whose quotes are not confirmed for the new value.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueChanges {
    batches: Vec<Arc<Vec<ChangedValue>>>,
    confirmed: Vec<(Id, Cited, usize)>,
    fields: Arc<UnconfirmedFields>,
    /// Grows whenever the fields change, so that pages are laid out again.
    generation: u64,
    /// The number of the last request, and whether it is answered.
    asked: u64,
    is_answered: bool,
    /// How many batches the last answer is for.
    answered: usize,
}

impl ValueChanges {
    /// Remembers values that were changed together.
    pub(crate) fn change(&mut self, values: Arc<Vec<ChangedValue>>) {
        if !values.is_empty() {
            self.batches.push(values);
        }
    }

    /// Puts the ids that records have now in the place of those that they had.
    pub(crate) fn follow(&mut self, renamed: &RenamedIds) {
        for batch in &mut self.batches {
            if batch.iter().any(|change| renamed.now(change.record()).is_some()) {
                let now = batch.iter().map(|change| match renamed.now(change.record()) {
                    Some(id) => change.clone().of_record(id.clone()),
                    None => change.clone(),
                });
                *batch = Arc::new(now.collect());
            }
        }
        renamed.follow_each(self.confirmed.iter_mut().map(|(id, _, _)| id));
    }

    /// Takes it that the quotes of a field state its new value too.
    pub(crate) fn confirm(&mut self, record: &Id, cited: &Cited) {
        self.confirmed.push((record.clone(), cited.clone(), self.batches.len()));
        Arc::make_mut(&mut self.fields).without(record, cited);
        self.generation += 1;
    }

    /// Asks which quotes are still there, in which the new value is not seen, after files were read.
    pub(crate) fn ask(&mut self, touched: Touched) -> Option<Effect> {
        if self.batches.is_empty() {
            return None;
        }
        let is_first = self.asked == 0 || self.is_answered;
        let (answered, touched) =
            if is_first { (self.answered, touched) } else { (0, Touched::Everything) };
        self.asked += 1;
        self.is_answered = false;
        let request = Box::new(DoubtRequest {
            batches: self.batches.clone(),
            confirmed: self.confirmed.clone(),
            before: Arc::clone(&self.fields),
            answered,
            touched,
        });
        self.answered = self.batches.len();
        Some(Effect::Doubt { generation: self.asked, request })
    }

    /// Takes the answer; returns the one before, which may be large.
    pub(crate) fn found(
        &mut self,
        generation: u64,
        mut fields: Arc<UnconfirmedFields>,
    ) -> Option<Arc<UnconfirmedFields>> {
        if generation != self.asked {
            return None;
        }
        self.is_answered = true;
        if fields.is_empty() && self.fields.is_empty() {
            return None;
        }
        let asked_for = self.answered;
        // What was confirmed since it was asked.
        let late = self.confirmed.iter().filter(|(_, _, after)| *after >= asked_for);
        for (record, cited, _) in late {
            if fields.of(record).iter().any(|field| field.cited == *cited) {
                Arc::make_mut(&mut fields).without(record, cited);
            }
        }
        self.generation += 1;
        Some(std::mem::replace(&mut self.fields, fields))
    }

    /// Returns the fields whose quotes are not confirmed.
    pub(crate) fn fields(&self) -> &UnconfirmedFields {
        &self.fields
    }

    /// Returns what is not confirmed of a field or row.
    pub(crate) fn unconfirmed(&self, record: &Id, cited: &Cited) -> Option<&UnconfirmedField> {
        self.fields.of(record).iter().find(|field| field.cited == *cited)
    }

    /// Returns a number that grows whenever the fields change.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }
}
