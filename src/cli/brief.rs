//! `casebook brief`: what a query finds as one page to read, print and check.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::collection::Collection;
use crate::exchange::{
    BriefClaims, BriefReader, NewOutput, Readers, WriteError, brief_changes, brief_html,
};
use crate::record::{Id, Kind};
use crate::redaction::{MaskedQuotes, Policy, Redaction};
use crate::search::Query;
use crate::session::Session;
use crate::session::export::why_no_file;
use crate::text::shortened;
use crate::views::brief::{BRIEF_FIELDS, BriefRequest, brief_sheet};

use super::failure::Failure;
use super::locate::CollectionPlace;
use super::query::{advise, named, nothing, readable};
use super::redaction_args::RedactionArgs;
use super::{bounded_read, output};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook brief --out all.html                            all cases, masked
  casebook brief place:sihanoukville --out one.html        what a query finds
  casebook brief kind:arrest --with-names --out named.html with the names that are public
  casebook brief --verify all.html                         has it, or have the cases, changed since?";

/// What `brief` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words, "phrases", FIELD:VALUE, -WITHOUT, a | b, ( … ); without a query, all cases.
    ///
    /// Words are searched for as phrases are: exactly as they are written.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// The file to write, which must not exist yet.
    #[arg(long, value_name = "FILE", required_unless_present = "verify")]
    out: Option<PathBuf>,
    /// Print the names of people, except those that are never printed unasked; masked, no name is in it.
    #[arg(long, conflicts_with = "with_confidential")]
    with_names: bool,
    /// Check a brief: whether its bytes are those that were written, and what the collection says differently now.
    ///
    /// The exit code is 0 if nothing differs, 1 if anything does.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "with_names", "with_confidential"])]
    verify: Option<PathBuf>,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let typed = arguments.query.join(" ");
    if let Some(file) = &arguments.verify {
        return verify(place, file, &typed);
    }
    let Some(out) = &arguments.out else {
        return Err(Failure::new("no file was named").hint("name one with --out FILE").into());
    };
    if let Some(why_not) = why_no_file(out, "brief.html") {
        return Err(Failure::from(why_not).into());
    }
    let reader = match (arguments.disclosing.is_full(), arguments.with_names) {
        (true, _) => BriefReader::Full,
        (false, true) => BriefReader::Named,
        (false, false) => BriefReader::Masked,
    };
    // The program ends behind this; to take a large collection apart before would take a while.
    let session: &mut Session = Box::leak(Box::new(place.open()));
    let request = BriefRequest { typed, reader };
    let Brief { html, cases, lines } = brief(session, &request)?;
    if cases == 0 && !request.typed.trim().is_empty() {
        say_nothing_found(session, place, &request, &lines);
        return Ok(ExitCode::SUCCESS);
    }
    let cannot = |error: WriteError| {
        let hint = if error.exists() { EXISTS } else { error.hint() };
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Failure::new(format!("{error}{}", cause.unwrap_or_default())).hint(hint)
    };
    let readers = Readers::of(session.collection());
    let mut file = NewOutput::file(out, readers).map_err(cannot)?;
    io::Write::write_all(&mut file, html.as_bytes())
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", out.display())))?;
    file.finish().map_err(cannot)?;
    if cases == 0 {
        output::print_message(&nothing(place, &request.typed));
    }
    for line in lines {
        output::print_message(&line);
    }
    output::print_path(out)?;
    Ok(ExitCode::SUCCESS)
}

/// Says that a query finds no case and what it may have meant, as `list` and `export` do; no page is written then.
fn say_nothing_found(
    session: &mut Session,
    place: &CollectionPlace,
    request: &BriefRequest,
    lines: &[String],
) {
    let typed = &request.typed;
    let found = session.find_once(typed, None);
    let redaction = redaction(session.collection(), request.reader);
    let is_case = |id: &Id| session.collection().kind_of(id).is_some_and(Kind::is_case);
    if found.ids.is_empty() || found.ids.iter().any(is_case) {
        output::print_message(&nothing(place, typed));
        advise(&found.advice, &redaction);
        if !found.ids.is_empty() && found.ids.iter().any(|id| redaction.get(id).is_some()) {
            output::print_message(
                "a brief takes words as they are written; casebook list finds near ones",
            );
        }
    } else {
        output::print_message(&format!(
            "no case in {}, and a brief is about cases: {}",
            named(place),
            shortened(typed)
        ));
    }
    for line in lines {
        output::print_message(line);
    }
    output::print_message("no page was written");
}

const EXISTS: &str = "choose another name, or delete it first: a brief replaces nothing";

/// A brief with what is to be said about it.
struct Brief {
    html: String,
    cases: usize,
    lines: Vec<String>,
}

/// Returns a collection as the reader of a brief may see it.
fn redaction(collection: &Collection, reader: BriefReader) -> Redaction<'_> {
    let policy = match reader {
        BriefReader::Masked => Policy::Masked(MaskedQuotes::Printed),
        BriefReader::Named => Policy::Default,
        BriefReader::Full => Policy::Full,
    };
    Redaction::of(collection, policy)
}

fn brief(session: &mut Session, request: &BriefRequest) -> Result<Brief, Failure> {
    let catalogue = session.collection().catalogue();
    let (query, problems) = Query::read(&request.typed, &catalogue);
    let unfinished = query.unfinished_problem(&request.typed, &catalogue);
    let shown = Redaction::of(session.collection(), Policy::Default);
    readable(&request.typed, &problems, unfinished.as_ref(), &shown)?;
    let lookup = session.lookup_once(&request.typed, BRIEF_FIELDS).clone();
    let collection = session.collection();
    let redaction = redaction(collection, request.reader);
    let sheet = brief_sheet(request, &lookup, collection, &redaction);
    let html = brief_html(&redaction, &sheet);
    let mut lines = Vec::new();
    match request.reader {
        BriefReader::Full => {
            lines.push(
                "nothing is held back: confidential cases and all names are in it".to_owned(),
            );
        }
        BriefReader::Masked | BriefReader::Named => {
            lines.extend(redaction.withheld().map(|withheld| withheld.to_string()));
            if request.reader == BriefReader::Masked {
                lines.push("masked: quotes with their sources may still lead to a name; --with-names and --with-confidential print more".to_owned());
            }
        }
    }
    Ok(Brief { html, cases: sheet.cases.len(), lines })
}

/// No brief is larger.
const LARGEST: usize = 64 * 1024 * 1024;
/// So many differences of a kind are listed.
const LISTED: usize = 20;

/// Compares a brief with what the collection gives now.
fn verify(place: &CollectionPlace, file: &Path, typed: &str) -> anyhow::Result<ExitCode> {
    let bytes = bounded_read::read_up_to(file, LARGEST)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    let page = String::from_utf8_lossy(&bytes);
    let claims = BriefClaims::of(&page).ok_or_else(|| {
        Failure::new(format!("{} is no brief of casebook", file.display()))
            .hint("name a file that `casebook brief` has written")
    })?;
    let typed = match &claims.query {
        Some(query) => query.clone(),
        None if !typed.is_empty() => typed.to_owned(),
        None => {
            let page = if claims.is_whole {
                "is as it was written"
            } else {
                "was changed after it was written"
            };
            return Err(Failure::new(format!(
                "the page {page}; its query was withheld, so that it cannot be made again from that alone"
            ))
            .hint("give the query too: casebook brief QUERY --verify FILE")
            .into());
        }
    };
    let session: &mut Session = Box::leak(Box::new(place.open()));
    let Brief { html, .. } = brief(session, &BriefRequest { typed, reader: claims.reader })?;
    let mut text = String::new();
    text.push_str(if claims.is_whole {
        "the page is as it was written\n"
    } else {
        "the page was changed after it was written\n"
    });
    let changes = brief_changes(&page, &html);
    let this = concat!("casebook ", env!("CARGO_PKG_VERSION"));
    if html == *page {
        text.push_str("the collection says the same: a new brief has the same bytes\n");
    } else if changes.is_empty() {
        text.push_str("the collection gives the same cases, numbers, quotes and sources");
        if claims.generator != this {
            _ = write!(text, "; the page was written by {}, this is {this}", claims.generator);
        }
        text.push('\n');
    } else {
        text.push_str("the collection says something else now:\n");
    }
    for change in &changes {
        _ = writeln!(text, "{}:", change.of);
        for (sign, lines) in [('-', &change.gone), ('+', &change.new)] {
            for line in lines.iter().take(LISTED) {
                _ = writeln!(text, "  {sign} {line}");
            }
            if lines.len() > LISTED {
                _ = writeln!(text, "  {sign} and {} more", lines.len() - LISTED);
            }
        }
    }
    output::write_for_verdict(crate::exchange::Audience::People, &text)?;
    let is_same = claims.is_whole && changes.is_empty();
    Ok(if is_same { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
