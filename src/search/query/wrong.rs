//! What is wrong with one value, before its place is known.

/// What is wrong with a value, and what to type instead.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// What is read of a value, `None` where it is only begun.
pub(super) type Read<T> = Result<Option<T>, Wrong>;
