//! What an HTML page says of how it was saved: the comments of `SingleFile` and of browsers, and its own address.

use jiff::Zoned;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use super::encoding::{DeclaredEncoding, decoded};
use super::error::CaptureError;
use super::html_text::{HtmlText, html_text};
use super::saved_address::web_address;

/// A page with what it says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ReadPage {
    /// The text that is shown.
    pub(super) text: String,
    /// The title.
    pub(super) title: Option<String>,
    /// The address from which it was saved.
    pub(super) address: Option<String>,
    /// When it was saved, as EDTF.
    pub(super) saved: Option<String>,
    /// The name of its encoding.
    pub(super) encoding: &'static str,
}

/// Returns what is in a page, given the encoding that the header with which it came has, or that was asked for.
pub(super) fn read_page(
    bytes: &[u8],
    asked: Option<&str>,
    header: Option<&str>,
) -> Result<ReadPage, CaptureError> {
    let (page, encoding) = decoded(bytes, DeclaredEncoding { asked, header, is_html: true })?;
    let HtmlText { text, title, comments, canonical } = html_text(&page)?;
    let saved = comments.iter().find_map(|comment| of_single_file(comment));
    let (address, saved) = match saved {
        Some((address, saved)) => (Some(address), saved),
        None => (comments.iter().find_map(|comment| of_browser(comment)), None),
    };
    let address = address.or(canonical).filter(|address| web_address(address).is_some());
    Ok(ReadPage { text, title, address, saved, encoding })
}

/// Returns the address and the time in the comment of `SingleFile`.
fn of_single_file(comment: &str) -> Option<(String, Option<String>)> {
    let value = |name: &str| {
        let mut lines = comment.lines().map(str::trim);
        lines.find_map(|line| line.strip_prefix(name).map(|value| value.trim().to_owned()))
    };
    let is_its_own = comment.contains("SingleFile");
    let address = value("url:").filter(|_| is_its_own)?;
    let saved = value("saved date:").and_then(|date| of_script(&date));
    Some((address, saved))
}

/// Returns the address in the comment that browsers put before a page: `saved from url=(0025)https://…`.
fn of_browser(comment: &str) -> Option<String> {
    let (_, behind) = comment.trim().split_once("saved from url=")?;
    let address = behind
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or(behind, |(_, address)| address);
    Some(address.trim().to_owned())
}

/// Returns a date as scripts write it, `Sun Jan 25 2026 10:14:00 GMT+0100 (…)`, as EDTF.
fn of_script(date: &str) -> Option<String> {
    let date = date.split('(').next().unwrap_or_default().trim();
    let parsed = strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", date).ok()?;
    Some(in_utc(&parsed.to_zoned().ok()?))
}

/// Returns a date as mails and servers write it, as EDTF.
pub(super) fn of_mail(date: &str) -> Option<String> {
    Some(in_utc(&jiff::fmt::rfc2822::parse(date.trim()).ok()?))
}

/// Returns a date of ISO 8601 as EDTF, to the second.
pub(super) fn of_iso(date: &str) -> Option<String> {
    let at: jiff::Timestamp = date.trim().parse().ok()?;
    Some(in_utc(&at.to_zoned(TimeZone::UTC)))
}

fn in_utc(at: &Zoned) -> String {
    at.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
