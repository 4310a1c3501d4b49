//! Large values that are no longer needed, to be freed on another thread than the one that answers keys.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// Values to be freed.
#[derive(Clone, Default)]
pub struct Discarded(Vec<Arc<dyn Any + Send + Sync>>);

impl Discarded {
    /// Adds a value.
    pub(crate) fn add<T: Any + Send + Sync>(&mut self, value: Arc<T>) {
        self.0.push(value);
    }

    /// Returns all values, where there are any, and holds none of them any more.
    pub(crate) fn take(&mut self) -> Option<Self> {
        (!self.0.is_empty()).then(|| std::mem::take(self))
    }
}

impl fmt::Debug for Discarded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Discarded").field(&self.0.len()).finish()
    }
}

impl PartialEq for Discarded {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self.0.iter().zip(&other.0).all(|(one, other)| Arc::ptr_eq(one, other))
    }
}

impl Eq for Discarded {}
