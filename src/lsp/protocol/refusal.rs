//! Why a request is not answered, in the words that the client gets.

use lsp_server::{ErrorCode, ResponseError};

use crate::text::visible_unicode;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RequestRefusal {
    /// The client took it back.
    Cancelled,
    /// The server has no such request.
    UnknownMethod(String),
    /// Its parameters cannot be read.
    BadParameters(String),
    /// It cannot be done: why, and what to do, in a sentence for the user.
    Impossible(String),
    /// The user is to be asked first.
    Unconfirmed(RequestQuestion),
    /// The server made a mistake.
    Failed(String),
}

/// A question to the user before something large is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RequestQuestion {
    /// What is asked.
    pub(crate) question: String,
    /// The answer with which it is done.
    pub(crate) consent: String,
    /// What is said where it is not done.
    pub(crate) otherwise: String,
}

impl RequestRefusal {
    /// Returns the error for the client. No text of a case is in it, but in the sentences for the user.
    pub(crate) fn into_error(self) -> ResponseError {
        let (code, message) = match self {
            Self::Cancelled => (ErrorCode::RequestCanceled, "cancelled".to_owned()),
            Self::UnknownMethod(method) => {
                (ErrorCode::MethodNotFound, format!("casebook does not know {method}"))
            }
            Self::BadParameters(method) => {
                (ErrorCode::InvalidParams, format!("the parameters of {method} cannot be read"))
            }
            Self::Unconfirmed(RequestQuestion { otherwise, .. }) => {
                (ErrorCode::RequestFailed, visible_unicode(&otherwise).into_owned())
            }
            Self::Impossible(why) => (ErrorCode::RequestFailed, visible_unicode(&why).into_owned()),
            Self::Failed(method) => {
                (ErrorCode::InternalError, format!("casebook failed at {method} (bug)"))
            }
        };
        ResponseError { code: code as i32, message, data: None }
    }
}
