//! The current date and time, as EDTF.

use jiff::Timestamp;

/// Returns the present moment in UTC to the second, as EDTF.
pub(super) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Returns today's date in UTC, as EDTF.
pub(super) fn today() -> String {
    Timestamp::now().strftime("%Y-%m-%d").to_string()
}
