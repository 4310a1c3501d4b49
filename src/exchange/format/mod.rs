//! The formats in which records and citations leave the program, in one table.
//!
//! A new format is a file with a function that writes it and a row in [`FORMATS`]: `--format`, its help, the completions and
//! the manual page are made of the table, and `tests/formats.rs` runs every row over hostile text,
//! confidential cases and a large collection. A format of one file writes to any output, one of several files to a
//! [`Package`].

mod bag;
mod biblatex;
mod citation_date;
mod citation_text;
mod csl_json;
pub(crate) mod csv;
mod csv_package;
mod ctdc;
mod entry_type;
mod ftm;
mod geojson;
mod hayagriva;
mod htcds;
mod ids;
mod json_array;
mod json_lines;
mod json_object;
mod ndjson;
mod person_rows;
mod reference;
mod table;
mod text;
mod toml;
mod uwazi;
mod xlsx;

pub(super) use self::csv::{harmless, line as csv_line};
pub(super) use self::csv_package::{guarded, written};
pub(super) use self::ftm::{VICTIM, dataset_of_title};
#[cfg(feature = "styles")]
pub(crate) use self::{citation_date::CitationDate, reference::Reference};

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::exchange::Marks;
use crate::exchange::package::{HashedFile, MixedPackage, Package, PackageWriter};
use crate::record::Id;
use crate::redaction::{RedactedRecord, Redaction};

/// A form in which records leave the program.
#[derive(Debug)]
pub struct Format {
    /// The name by which `--format` takes it.
    pub name: &'static str,
    /// What it is or is for, in one sentence without a full stop.
    pub description: &'static str,
    /// The usual ending of a file in it, without the dot.
    pub extension: &'static str,
    /// What it can write.
    pub takes: Takes,
    /// Who reads it, which decides how it is written to a terminal.
    pub audience: Audience,
    write: Writer,
}

/// What writes a format.
#[derive(Clone, Copy)]
enum Writer {
    /// A format of one file.
    One(WriteFn),
    /// A format of several files.
    Several(PackageFn),
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::One(_) => "One",
            Self::Several(_) => "Several",
        })
    }
}

/// Writes the records with these ids to the files of a package, in their order, each as soon as it is made; what is
/// withheld is left out. Returns a sentence about all of them, where the format has one.
type PackageFn = fn(&View<'_>, &[&Id], &mut dyn Package) -> Result<Option<String>, ExportError>;

/// Writes the records with these ids, in their order, each as soon as it is made; what is withheld is left out.
/// Returns a sentence about all of them, where the format has one.
type WriteFn = fn(&View<'_>, &[&Id], &mut dyn Write) -> Result<Option<String>, ExportError>;

impl Format {
    /// Writes the records with these ids, in their order, each as soon as it is made; what is
    /// withheld is left out. Returns a sentence about all of them, where the format has one.
    ///
    /// # Errors
    ///
    /// `out` fails, or the format cannot leave out what is withheld of a record.
    pub fn write(
        &self,
        view: &View<'_>,
        ids: &[&Id],
        out: &mut dyn Write,
    ) -> Result<Option<String>, ExportError> {
        match self.write {
            Writer::One(write) => write(view, &self.in_order(view, ids), out),
            Writer::Several(write) => {
                write(view, &self.in_order(view, ids), &mut MixedPackage(out))
            }
        }
    }

    /// Returns whether what it writes of a record is the same whatever other records there are, as long as nothing is
    /// withheld.
    pub fn shows_records_alone(&self) -> bool {
        matches!(self.name, "table" | "ids")
    }

    /// Returns what menus call it that have formats of several commands.
    pub fn menu_name(&self) -> &'static str {
        match (self.takes, self.name) {
            (Takes::Export, "csv") => "csv-tables",
            (_, name) => name,
        }
    }

    /// Returns the format that menus of lists call by this name: what `casebook list` and `casebook export` write.
    pub fn of_menu(name: &str) -> Option<&'static Self> {
        Self::all_of_menu().find(|format| format.menu_name() == name)
    }

    /// Returns the formats that menus of lists have.
    pub fn all_of_menu() -> impl Iterator<Item = &'static Self> {
        Takes::Records.formats().chain(Takes::Export.formats())
    }

    /// Returns whether the format is of several files, which a package keeps.
    pub fn is_package(&self) -> bool {
        matches!(self.write, Writer::Several(_))
    }

    /// Writes the records with these ids to a package, as [`write`](Self::write) does to one output; a format of one
    /// file is the file `records` in it.
    ///
    /// # Errors
    ///
    /// The package fails.
    pub fn write_package(
        &self,
        view: &View<'_>,
        ids: &[&Id],
        package: &mut dyn Package,
    ) -> Result<Option<String>, ExportError> {
        match self.write {
            Writer::Several(write) => write(view, &self.in_order(view, ids), package),
            Writer::One(write) => {
                let name = format!("records.{}", self.extension);
                let file = &mut HashedFile::add(package, &name)?;
                write(view, &self.in_order(view, ids), &mut PackageWriter { package, file })
            }
        }
    }

    /// Returns ids in the order in which they are written. An export is sorted by kind and by what is printed of the
    /// ids: an order by the ids themselves would say between which others one that is withheld lies.
    fn in_order<'i>(&self, view: &View<'_>, ids: &[&'i Id]) -> Vec<&'i Id> {
        let mut ids = ids.to_vec();
        if self.takes == Takes::Export {
            view.redaction.prepare();
            ids.sort_by_cached_key(|id| (view.redaction.kind_of(id), view.redaction.id(id)));
        }
        ids
    }
}

/// All formats, those of a command together in the order in which its help lists them; the first is what the
/// command writes unless it is asked for another.
pub static FORMATS: &[Format] = &[
    Format {
        name: "table",
        description: "One line per record, to read",
        extension: "txt",
        takes: Takes::Records,
        audience: Audience::People,
        write: Writer::One(table::write),
    },
    Format {
        name: "json",
        description: "One JSON array",
        extension: "json",
        takes: Takes::Records,
        audience: Audience::Json,
        write: Writer::One(json_array::write),
    },
    Format {
        name: "jsonl",
        description: "One JSON object per line",
        extension: "jsonl",
        takes: Takes::Records,
        audience: Audience::Json,
        write: Writer::One(json_lines::write),
    },
    Format {
        name: "csv",
        description: "One CSV table, a row for each record, for spreadsheets",
        extension: "csv",
        takes: Takes::Records,
        audience: Audience::Programs,
        write: Writer::One(csv::write),
    },
    Format {
        name: "ids",
        description: "Only the ids",
        extension: "txt",
        takes: Takes::Records,
        audience: Audience::Programs,
        write: Writer::One(ids::write),
    },
    Format {
        name: "text",
        description: "Text, with quotes and citations",
        extension: "txt",
        takes: Takes::WholeRecords,
        audience: Audience::People,
        write: Writer::One(text::write),
    },
    Format {
        name: "json",
        description: "One object",
        extension: "json",
        takes: Takes::WholeRecords,
        audience: Audience::Json,
        write: Writer::One(json_object::write),
    },
    Format {
        name: "toml",
        description: "The lines of its file, byte for byte",
        extension: "toml",
        takes: Takes::WholeRecords,
        audience: Audience::Exact,
        write: Writer::One(toml::write),
    },
    Format {
        name: "text",
        description: "One line per source",
        extension: "txt",
        takes: Takes::Sources,
        audience: Audience::People,
        write: Writer::One(citation_text::write),
    },
    Format {
        name: "csl-json",
        description: "CSL-JSON, for Zotero and citation processors",
        extension: "json",
        takes: Takes::Sources,
        audience: Audience::Json,
        write: Writer::One(csl_json::write),
    },
    Format {
        name: "biblatex",
        description: "BibLaTeX, for LaTeX",
        extension: "bib",
        takes: Takes::Sources,
        audience: Audience::Programs,
        write: Writer::One(biblatex::write),
    },
    Format {
        name: "hayagriva",
        description: "Hayagriva YAML, for Typst",
        extension: "yaml",
        takes: Takes::Sources,
        audience: Audience::Programs,
        write: Writer::One(hayagriva::write),
    },
    Format {
        name: "csv",
        description: "A folder of several CSV tables, with datapackage.json",
        extension: "csv",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(csv_package::write),
    },
    Format {
        name: "ndjson",
        description: "A folder of JSON lines, a file a kind, with a JSON Schema each",
        extension: "jsonl",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(ndjson::write),
    },
    Format {
        name: "xlsx",
        description: "An Excel workbook, a sheet for each table",
        extension: "xlsx",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::One(xlsx::write),
    },
    Format {
        name: "geojson",
        description: "GeoJSON: places, and cases where they were, for maps",
        extension: "geojson",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::One(geojson::write),
    },
    Format {
        name: "uwazi",
        description: "A folder of CSV tables for Uwazi, with what to create there first",
        extension: "csv",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(uwazi::write),
    },
    Format {
        name: "htcds",
        description: "IOM's Human Trafficking Case Data Standard: a row for each person",
        extension: "csv",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(htcds::write),
    },
    Format {
        name: "ctdc",
        description: "The layout of CTDC's synthetic dataset: a row for each victim",
        extension: "csv",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(ctdc::write),
    },
    Format {
        name: "bag",
        description: "An evidence bag (BagIt): the files themselves, with hashes and custody",
        extension: "txt",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(bag::write),
    },
    Format {
        name: "ftm",
        description: "FollowTheMoney: entities, and a statement for each value and source",
        extension: "json",
        takes: Takes::Export,
        audience: Audience::Files,
        write: Writer::Several(ftm::write),
    },
];

/// What a format can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any number of records: `casebook list`.
    Records,
    /// Each record in full: `casebook show`.
    WholeRecords,
    /// Sources, to be cited: `casebook cite`.
    Sources,
    /// All that cases are made of, for other programs: `casebook export`.
    Export,
}

impl Takes {
    /// Returns the formats that take this.
    pub fn formats(self) -> impl Iterator<Item = &'static Format> {
        FORMATS.iter().filter(move |format| format.takes == self)
    }

    /// Returns the name of the format in which this is written unless another is asked for.
    pub fn usual(self) -> &'static str {
        self.formats().next().map(|format| format.name).unwrap_or_default()
    }
}

/// Who reads what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// People: on a terminal that shows ASCII alone, letters are replaced by the nearest.
    People,
    /// Programs that read JSON: exact, with escapes where characters are not shown.
    Json,
    /// Other programs: exact, with marks on a terminal for characters that it does not show.
    Programs,
    /// Programs that need every byte; a terminal gets no control characters.
    Exact,
    /// Programs that read files, which are never shown as they are.
    Files,
}

/// Why records could not be written in a format.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// What is written to fails.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
    /// The file of this record names what is withheld, and the format changes no letter of it.
    #[error("a part of `{0}` is withheld, and this format changes no letter of a file")]
    Withheld(Id),
}

/// How the files of an export are written.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// What the export is, in lines to be read before anything else.
    pub notice: Option<String>,
    /// The folder in which files without a name may be made while it is written; that of the system, unless there is one.
    pub scratch: Option<PathBuf>,
    /// Whether tables begin with the mark by which Excel knows UTF-8.
    pub has_bom: bool,
    /// Whether cells that a spreadsheet would take for a formula get an apostrophe.
    pub is_for_spreadsheets: bool,
    /// The start of the names of the indices into which OpenSearch is to read JSON lines.
    pub index: Option<String>,
    /// Whether layouts with a row for each person have rows for the people of a group.
    pub expands_groups: bool,
}

impl ExportOptions {
    const PLAIN: Self = Self {
        notice: None,
        scratch: None,
        has_bom: false,
        is_for_spreadsheets: false,
        index: None,
        expands_groups: false,
    };
}

/// Reads a file of a collection by its path there; nothing where it cannot be read.
pub type ReadFile<'r> = dyn Fn(&Path) -> Option<Vec<u8>> + Sync + 'r;

/// Records as they may leave the program, and how they are laid out.
#[derive(Clone, Copy)]
pub struct View<'v> {
    redaction: &'v Redaction<'v>,
    possible: Option<&'v HashSet<&'v Id>>,
    terminal: Option<usize>,
    page: usize,
    header: bool,
    marks: Marks,
    at: Option<&'v str>,
    options: &'v ExportOptions,
    files: Option<&'v ReadFile<'v>>,
    path: &'v (dyn Fn(&Path) -> PathBuf + Sync),
}

/// Cells to a line of text that is read as on paper, where nothing else is known.
const PAPER: usize = 80;

impl<'v> View<'v> {
    /// Returns a view of the records that a redaction shows, with lines as on paper.
    pub fn of(redaction: &'v Redaction<'v>) -> Self {
        let path: &(dyn Fn(&Path) -> PathBuf + Sync) = &|path| path.to_owned();
        Self {
            redaction,
            possible: None,
            terminal: None,
            page: PAPER,
            header: false,
            marks: Marks::Signs,
            at: None,
            options: &ExportOptions::PLAIN,
            files: None,
            path,
        }
    }

    /// Sets the records of which is unknown whether they match what was asked for.
    #[must_use]
    pub fn with_possible(self, possible: &'v HashSet<&'v Id>) -> Self {
        Self { possible: Some(possible), ..self }
    }

    /// Sets the width in cells of the terminal that is written to, if any, and of a page of text.
    #[must_use]
    pub fn with_widths(self, terminal: Option<usize>, page: usize) -> Self {
        Self { terminal, page, ..self }
    }

    /// Has a table begin with the names of its columns.
    #[must_use]
    pub fn with_header(self) -> Self {
        Self { header: true, ..self }
    }

    /// Sets whether formats for people use marks or words alone.
    #[must_use]
    pub fn with_marks(self, marks: Marks) -> Self {
        Self { marks, ..self }
    }

    /// Sets where in the source that is cited something is.
    #[must_use]
    pub fn with_locator(self, at: &'v str) -> Self {
        Self { at: Some(at), ..self }
    }

    /// Sets how the files of an export are written.
    #[must_use]
    pub fn with_options(self, options: &'v ExportOptions) -> Self {
        Self { options, ..self }
    }

    /// Sets what reads a file of the collection that is no text of a record, such as the original of an archived text.
    #[must_use]
    pub fn with_files(self, files: &'v ReadFile<'v>) -> Self {
        Self { files: Some(files), ..self }
    }

    /// Sets the path by which the reader can open a file of the collection.
    #[must_use]
    pub fn with_paths(self, path: &'v (dyn Fn(&Path) -> PathBuf + Sync)) -> Self {
        Self { path, ..self }
    }

    /// Returns what the export is, where that is to be read before anything else.
    pub fn notice(&self) -> Option<&str> {
        self.options.notice.as_deref()
    }

    /// Returns whether a record matches only possibly what was asked for.
    fn is_possible(&self, released: &RedactedRecord<'_>) -> bool {
        self.possible.is_some_and(|possible| released.is_among(possible))
    }
}

/// Writes what is made of each record as soon as it is made; the records are made on all cores.
fn write_each(
    view: &View<'_>,
    ids: &[&Id],
    out: &mut dyn Write,
    piece: impl Fn(&RedactedRecord<'_>) -> String + Sync,
) -> io::Result<()> {
    for piece in view.redaction.map_records(ids.iter().copied(), piece) {
        out.write_all(piece.as_bytes())?;
    }
    Ok(())
}

/// Writes JSON in rows, in small pieces.
fn write_json(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests;
