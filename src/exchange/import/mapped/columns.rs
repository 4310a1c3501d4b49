//! The columns of a table matched with those of its mapping.

use crate::diagnostic::suggest;
use crate::exchange::import::fault::ImportFault;
use crate::exchange::import::mapping::MappedColumn;
use crate::exchange::import::place_words::letters;
use crate::exchange::import::template_text::TextTemplate;
use crate::text::shortened;

use super::{MappedReader, ROW_NUMBER};

impl MappedReader<'_> {
    pub(super) fn match_columns(&mut self) {
        let header = &self.table.header;
        let file = &self.mapping.name;
        for MappedColumn { name, line, .. } in &self.mapping.columns {
            if self.table.column(name).is_none() {
                let near = suggest(name, header.iter().map(String::as_str));
                let remedy = near.map_or_else(
                    || "take the line out of the mapping".to_owned(),
                    |near| near.to_string(),
                );
                let what = format!("the table has no column `{}`", shortened(name));
                self.faults.push(ImportFault::new(format!("{file}, line {line}"), what, remedy));
            }
        }
        for (number, name) in header.iter().enumerate() {
            let column = self.mapping.columns.iter().find(|column| column.name == *name);
            if let Some(column) = column {
                self.columns.push(&column.targets);
                continue;
            }
            // A text names it, and no entity has it.
            if number >= self.table.own_width() {
                self.columns.push(&[]);
                continue;
            }
            let place = format!("{}, column {}", self.table.name, letters(number));
            let what = format!("the mapping does not name the column `{}`", shortened(name));
            let remedy = format!(
                "write below [columns] which field it becomes, or {} = false to leave it out",
                crate::record::quoting::basic(name)
            );
            self.faults.push(ImportFault::new(place, what, remedy));
        }
        let missing: Vec<String> = self
            .mapping
            .templates()
            .flat_map(TextTemplate::columns)
            .filter(|name| *name != ROW_NUMBER && self.table.column(name.trim()).is_none())
            .map(str::to_owned)
            .collect();
        for name in missing {
            let near = suggest(&name, header.iter().map(String::as_str));
            let remedy = near.map_or_else(
                || "name a column of the table in the braces".to_owned(),
                |near| near.to_string(),
            );
            let what = format!("the table has no column `{}`", shortened(&name));
            self.faults.push(ImportFault::new(file.clone(), what, remedy));
        }
    }
}
