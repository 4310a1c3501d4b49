//! `casebook set`: sets, adds to, takes out of or removes a field in all records that a query finds.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::process::ExitCode;
use std::sync::Arc;

use crate::collection::Collection;
use crate::diagnostic::{did_you_mean, suggest};
use crate::record::edit::TypedValue;
use crate::record::{
    Field, FieldId, Id, Kind, Shape, TypedEntry, TypedMeaning, Vocabularies, field, fields,
};
use crate::redaction::Redaction;
use crate::search::Query;
use crate::session::{BulkAction, BulkEdit, BulkPlan, ChangePreview, EditRefusal, RefusedEdit};
use crate::text::{counted, shortened};

use super::change_report::ChangeReport;
use super::deferred_signals::Held;
use super::failure::Failure;
use super::locate::CollectionPlace;
use super::output;
use super::query::{advise, nothing, readable};
use super::redaction_args::{RedactionArgs, report_withheld};

pub(super) const EXAMPLES: &str = "\
Examples:
  casebook set 'place:siem-reap kind:arrest' tags+=crackdown    a tag on every arrest there
  casebook set 'tags:raid' tags-=raid tags+=crackdown           one tag for another
  casebook set yun 'recruitment-date=about Dec 2021'            a date as people write it
  casebook set 'is:disputed' case-status=                       the field is removed
  casebook set 'kind:victim' age-at=recruitment --dry-run       the changes as a diff";

/// More files than this are confirmed on a terminal.
const FEW_FILES: usize = 3;

/// What `set` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Which records, as in `list`; an id is that record alone. Put a query in quotes to protect it from the shell.
    #[arg(value_name = "QUERY")]
    query: String,
    /// FIELD=VALUE sets, FIELD+=VALUE adds to a list, FIELD-=VALUE takes out of it, FIELD= removes.
    ///
    /// Fields are named as in queries. A value is written as people write it: a date as "about Dec 2021", yes or no, a
    /// country by its name. A list is set to one value, to several parted by commas where no value has one, or to a list
    /// of TOML in square brackets.
    #[arg(value_name = "FIELD=VALUE", required = true)]
    edits: Vec<String>,
    /// Print the changes as a diff that `git apply` takes in the collection's folder; write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write without asking, however many files change.
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    disclosing: RedactionArgs,
}

pub(super) fn run(place: &CollectionPlace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let is_dry = arguments.dry_run;
    if is_dry { place.folder() } else { place.writable_folder() }?;
    let mut session = place.open();
    let collection = Arc::clone(session.collection());
    let redaction = arguments.disclosing.redaction(&collection);
    let typed = arguments.query.as_str();
    let catalogue = collection.catalogue();
    let (query, problems) = Query::read(typed, &catalogue);
    let unfinished = query.unfinished_problem(typed, &catalogue);
    readable(typed, &problems, unfinished.as_ref(), &redaction)?;
    if query.nodes().is_empty() {
        return Err(Failure::new("the query asks for nothing, and would change every record")
            .hint("say which records, such as kind:victim")
            .into());
    }
    // An id is that record alone, as for `show`, and not every record that has the word somewhere.
    let named = collection.get(typed).map(|located| &located.record.id);
    if named.is_none() && query.has_loose_words() {
        return Err(too_loose(typed, &collection, &redaction).into());
    }
    let found = session.find_once(typed, None);
    readable(typed, &found.problems, found.unfinished.as_ref(), &redaction)?;
    let found_ids = named.map_or(&found.ids[..], std::slice::from_ref);
    let ids: Vec<Id> = found_ids.iter().filter(|id| redaction.get(id).is_some()).cloned().collect();
    let kinds: Vec<Kind> = Kind::all()
        .filter(|kind| ids.iter().any(|id| collection.kind_of(id) == Some(*kind)))
        .collect();
    if ids.is_empty() {
        output::print_message(&nothing(place, typed));
        advise(&found.advice, &redaction);
        report_withheld(&redaction);
        return Ok(ExitCode::SUCCESS);
    }
    let words = collection.settings().vocabularies();
    let mut edits = Vec::new();
    for written in &arguments.edits {
        edits.extend(Assignment::read(written)?.edits(&kinds, &words)?);
    }
    let BulkPlan { plan, sentences, without_field, .. } = BulkPlan::of(&collection, &ids, &edits);
    for sentence in &sentences {
        output::print_message(sentence);
    }
    if !without_field.is_empty() {
        let count = without_field.len();
        let records = if count == 1 { "1 record has" } else { &format!("{count} records have") };
        output::print_message(&format!("{records} no such field"));
    }
    let is_all = plan.refused.is_empty();
    for RefusedEdit { path, refusal: EditRefusal { what, remedy }, .. } in &plan.refused {
        let shown = place.path_of(&redaction.place_of(path));
        let failure = Failure::new(format!("{} is left as it is: {what}", shown.display()));
        output::report(&failure.hint(remedy.clone()).into());
    }
    report_withheld(&redaction);
    let code = if is_all { ExitCode::SUCCESS } else { ExitCode::from(2) };
    if plan.change.files.is_empty() {
        output::print_message("nothing to change");
        return Ok(code);
    }
    let refused = |EditRefusal { what, remedy }: EditRefusal| Failure::new(what).hint(remedy);
    let preview = ChangePreview::of(&collection, &plan.change).map_err(refused)?;
    let report = ChangeReport {
        place,
        collection: &collection,
        preview: &preview,
        disclosing: arguments.disclosing,
    };
    report.print_problems();
    let files = plan.change.files.len();
    let counts = format!("{} in {}", counted(plan.changed.len(), "record"), counted(files, "file"));
    let refusal = report.refusal();
    if arguments.dry_run {
        report.print_diff()?;
    }
    if let Some(refusal) = refusal {
        return Err(refusal.into());
    }
    if arguments.dry_run {
        output::print_message(&format!("would change {counts}; nothing was written"));
        return Ok(code);
    }
    if files > FEW_FILES && !arguments.yes && !confirmed(files)? {
        output::print_message("nothing was written");
        return Ok(ExitCode::FAILURE);
    }
    let _held = Held::back();
    session.commit(&plan.change).map_err(refused)?;
    output::print_message(&format!("changed {counts}"));
    Ok(code)
}

/// Refuses a query with words that also find what is written otherwise: fine for a list, which someone looks at first.
fn too_loose(typed: &str, collection: &Collection, redaction: &Redaction<'_>) -> Failure {
    let failure = Failure::new(format!(
        "`{}` is the id of no record, and a word also finds what is written in another way",
        shortened(typed)
    ));
    let ids = collection.ids().map(Id::as_str).filter(|id| redaction.may_suggest(id));
    match suggest(typed, ids) {
        Some(meant) => failure.hint(meant.to_string()),
        None => failure.hint(
            "write the words in double quotes inside of the query to find just them, as in '\"word\"', or name a field, as in \
             name:word",
        ),
    }
}

/// Asks on a terminal whether so many files are to be changed; off a terminal no one can answer, and it goes on.
fn confirmed(files: usize) -> io::Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(true);
    }
    output::print_message(&format!(
        "change {}? Type yes and Enter; anything else leaves them",
        counted(files, "file")
    ));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "yes" | "y"))
}

/// What is to be done to a field, as it was typed.
struct Assignment<'a> {
    field: FieldId,
    sign: AssignmentSign,
    value: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AssignmentSign {
    Set,
    Add,
    TakeOut,
}

impl<'a> Assignment<'a> {
    fn read(written: &'a str) -> Result<Self, Failure> {
        const FORMS: &str =
            "write FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE, or FIELD= to remove the field";
        let no_sign = || {
            let written = shortened(written);
            Failure::new(format!("`{written}` does not say what to change")).hint(FORMS)
        };
        let (before, value) = written.split_once('=').ok_or_else(no_sign)?;
        let (name, sign) = match (before.strip_suffix('+'), before.strip_suffix('-')) {
            (Some(name), _) => (name, AssignmentSign::Add),
            (_, Some(name)) => (name, AssignmentSign::TakeOut),
            (None, None) => (before, AssignmentSign::Set),
        };
        let name = name.trim();
        let field = FieldId::of_label(name).ok_or_else(|| {
            let failure = Failure::new(format!("there is no field `{}`", shortened(name)));
            let near = FieldId::of_former_label(name).map(FieldId::typed_label);
            let catalogue = crate::collection::base_catalogue();
            // Words of queries that are no fields of a file cannot be meant.
            let near = near.or_else(|| catalogue.suggestion(name));
            match near.filter(|near| FieldId::of_label(near).is_some()) {
                _ if name == "id" => {
                    failure.hint("casebook rename OLD NEW gives a record another id")
                }
                Some(near) => failure.hint(did_you_mean(near)),
                None => failure.hint("use the name of a field, such as tags, age or date"),
            }
        })?;
        Ok(Self { field, sign, value })
    }

    /// Returns the edits of the records of some kinds.
    fn edits(&self, kinds: &[Kind], words: &Vocabularies) -> Result<Vec<BulkEdit>, Failure> {
        let name = self.field.as_str();
        let of_kind = kinds.iter().find_map(|kind| Some((*kind, field(*kind, self.field)?)));
        let Some((kind, of_kind)) = of_kind else {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            return Err(Failure::new(format!("no {} has a field `{name}`", kinds.join(" or ")))
                .hint("narrow the query with kind:, or name another field"));
        };
        if matches!(of_kind.shape, Shape::Rows(_)) {
            return Err(Failure::new(format!("`{name}` is made of tables, and takes no value"))
                .hint("edit them in the file, or in the browser"));
        }
        let edit = |action| BulkEdit { field: self.field, action };
        let read = |typed: &str| meaning(of_kind, kind, words, typed);
        if self.sign == AssignmentSign::Set {
            if self.value.is_empty() {
                return Ok(vec![edit(BulkAction::Clear)]);
            }
            if !of_kind.many {
                let TypedMeaning { value, qualifier, .. } = read(self.value)?;
                let mut edits = vec![edit(BulkAction::Set(value))];
                edits.extend(qualifier.map(|qualifier| BulkEdit {
                    field: qualifier.field,
                    action: BulkAction::Set(TypedValue::text(qualifier.word)),
                }));
                return Ok(edits);
            }
        } else if !of_kind.many && self.sign == AssignmentSign::Add {
            return Err(Failure::new(format!("`{name}` takes one value"))
                .hint(format!("set it: {name}={}", shortened(self.value))));
        } else if !of_kind.many {
            return Err(Failure::new(format!("`{name}` takes one value, and is no list"))
                .hint(format!("{name}= removes it")));
        }
        if self.value.is_empty() {
            return Err(Failure::new(format!("`{name}` is given no value"))
                .hint("write the value behind the sign"));
        }
        let is_toml = self.value.starts_with('[');
        let listed = is_toml.then(|| TypedValue::from_toml(self.value)).flatten();
        let values = if let Some(TypedValue::List(values)) = listed {
            values
        } else if is_toml {
            let begun = shortened(self.value);
            return Err(Failure::new(format!("`{begun}` begins like a list and is not TOML"))
                .hint(format!("write {name}=a,b or {name}='[\"a\", \"b\"]'")));
        } else {
            let items = TypedEntry::items(of_kind, self.value).into_iter();
            items.map(|item| Ok(read(&item)?.value)).collect::<Result<Vec<_>, Failure>>()?
        };
        Ok(vec![edit(match self.sign {
            AssignmentSign::Set => BulkAction::Set(TypedValue::List(values)),
            AssignmentSign::Add => BulkAction::Add(values),
            AssignmentSign::TakeOut => BulkAction::TakeOut(values),
        })])
    }
}

/// Returns what one value means.
fn meaning(
    field: &Field,
    kind: Kind,
    words: &Vocabularies,
    typed: &str,
) -> Result<TypedMeaning, Failure> {
    match TypedEntry::of(field, fields(kind), words, typed) {
        // What is wrong with a doubtful one is said as a problem that would come, with its place and what to do.
        TypedEntry::Clear(meaning) | TypedEntry::Doubtful { meaning, .. } => Ok(meaning),
        TypedEntry::Ask { sentence, choices } => {
            let written: Vec<String> = choices
                .iter()
                .map(|choice| match &choice.value {
                    TypedValue::Text(words) => words.clone(),
                    TypedValue::Number(_)
                    | TypedValue::YesNo(_)
                    | TypedValue::List(_)
                    | TypedValue::Table(_) => choice.value.toml("\n"),
                })
                .collect();
            Err(Failure::new(sentence).hint(format!("write {}", written.join(" or "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_split_at_its_sign() {
        let read =
            |written| Assignment::read(written).map(|it| (it.field, it.sign, it.value.to_owned()));
        assert_eq!(
            read("tags+=a=b").unwrap(),
            (FieldId::Tags, AssignmentSign::Add, "a=b".to_owned())
        );
        assert_eq!(
            read("tags-=x").unwrap(),
            (FieldId::Tags, AssignmentSign::TakeOut, "x".to_owned())
        );
        assert_eq!(
            read("recruitment-date=").unwrap(),
            (FieldId::RecruitmentDate, AssignmentSign::Set, String::new())
        );
        assert!(read("tags").is_err() && read("nope=1").is_err());
    }
}
