//! The error of one value, before its place in the query is known.

/// What is wrong with a value, and what to type instead.
pub(crate) struct ValueError {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// What is read of a value, `None` where it is only begun.
pub(crate) type ValueResult<T> = Result<Option<T>, ValueError>;
