//! Command errors: what went wrong, where, and what to do.

use std::fmt;

use crate::session::export::ExportFailure;

/// A failure with a remedy.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    place: Option<String>,
    hint: Option<String>,
}

impl Failure {
    /// Returns a failure; `message` is a sentence without a full stop.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, hint: None }
    }

    /// Returns the failure with what to do about it, in the imperative.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Returns the failure with lines that show the place it is about, safe to be printed.
    pub(super) fn at(self, place: String) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Returns the lines that show the place it is about.
    pub(super) fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// Returns what to do about it.
    pub(super) fn remedy(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<ExportFailure> for Failure {
    fn from(ExportFailure { what, remedy }: ExportFailure) -> Self {
        Self::new(what).hint(remedy)
    }
}
