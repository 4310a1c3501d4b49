//! What the sources name of each other, read as the compiler reads them: every path of `use`, of code and
//! of macros, wherever it is written, but for what is only compiled for tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

/// A module by the names that lead to it from the root of the crate.
pub(crate) type Module = Vec<String>;

/// A source file without its tests.
pub(crate) struct Source {
    /// Its path below `src`.
    pub(crate) path: String,
    /// Its text; comments and tests are left out.
    pub(crate) code: String,
    /// The first paragraph of what is said of it at its top.
    pub(crate) head: String,
    /// The module that it is.
    pub(crate) module: Module,
    /// All that it names of the crate, from the root of the crate.
    pub(crate) named: BTreeSet<Module>,
    /// What it brings in of other crates, each path written out with `::` behind it, and what it renames with `as`.
    pub(crate) outside: BTreeSet<String>,
    /// What it brings in, by the name under which others may reach it through this module.
    brought: BTreeMap<String, Module>,
}

/// Returns all files below `src`.
pub(crate) fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let mut sources = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut sources);
        assert!(sources.len() > 40, "the sources are where this test looks for them");
        sources
    });
    &SOURCES
}

fn collect(folder: &Path, prefix: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if name == "tests" || name == "tests.rs" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), sources);
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            sources.push(Source::read(&path, &fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

impl Source {
    /// Reads one file.
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let file = syn::parse_file(text).unwrap();
        let module = module_of(path);
        let mut reader = Reader { module: module.clone(), ..Reader::default() };
        reader.visit_file(&file);
        let lines = text.lines().enumerate().filter(|(at, line)| {
            let in_tests =
                reader.tests.iter().any(|(first, last)| (*first..=*last).contains(&(at + 1)));
            !in_tests && !line.trim_start().starts_with("//")
        });
        let code = lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let head = text.lines().take_while(|line| line.starts_with("//! "));
        let head = head.collect::<Vec<_>>().join(" ").replace(" //! ", " ");
        let Reader { named, outside, brought, .. } = reader;
        Self { path: path.to_owned(), code, head, module, named, outside, brought }
    }
}

/// Returns the module that a file below `src` is.
fn module_of(path: &str) -> Module {
    let mut module: Module = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// Leads paths to the files that hold what they name, through all that other modules hand on.
pub(crate) struct Map<'s> {
    files: BTreeMap<&'s [String], &'s Source>,
}

impl<'s> Map<'s> {
    /// Returns the map of some sources.
    pub(crate) fn of(sources: &'s [Source]) -> Self {
        Self { files: sources.iter().map(|source| (&*source.module, source)).collect() }
    }

    /// Returns the module whose file holds what `path` names.
    pub(crate) fn holder(&self, path: &[String]) -> Module {
        let mut path = path.to_vec();
        // What is handed on again and again ends somewhere.
        for _ in 0..16 {
            let starts = (0..=path.len()).rev();
            let mut files = starts.filter(|len| self.files.contains_key(&path[..*len]));
            let Some(len) = files.next() else { break };
            let (module, rest) = path.split_at(len);
            let (Some(file), Some(first)) = (self.files.get(module), rest.first()) else {
                return module.to_vec();
            };
            let Some(from) = file.brought.get(first).filter(|from| **from != path[..=len]) else {
                return module.to_vec();
            };
            path = from.iter().chain(&rest[1..]).cloned().collect();
        }
        path
    }
}

/// Gathers what a file names.
#[derive(Default)]
struct Reader {
    module: Module,
    named: BTreeSet<Module>,
    outside: BTreeSet<String>,
    brought: BTreeMap<String, Module>,
    /// How many modules within the file are open.
    depth: usize,
    /// The first and the last line of all that is only compiled for tests.
    tests: Vec<(usize, usize)>,
}

impl Reader {
    /// Returns a path from the root of the crate; `None` where it does not begin as one of the crate's.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" | "casebook" => Module::new(),
            "self" => self.module.clone(),
            "super" => {
                rest = path;
                self.module.clone()
            }
            _ => return None,
        };
        while let Some(("super", behind)) =
            rest.split_first().map(|(name, rest)| (name.as_str(), rest))
        {
            at.pop();
            rest = behind;
        }
        at.extend(rest.iter().cloned());
        Some(at)
    }

    fn name(&mut self, path: &[String]) {
        self.named.extend(self.absolute(path));
    }

    fn bring(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        let (name, called) = match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.bring(&path.tree, before);
                before.pop();
                return;
            }
            syn::UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.bring(tree, before));
            }
            syn::UseTree::Glob(_) => {
                self.note_outside(before, None);
                return self.name(before);
            }
            syn::UseTree::Name(name) => (name.ident.to_string(), name.ident.to_string()),
            syn::UseTree::Rename(name) => (name.ident.to_string(), name.rename.to_string()),
        };
        let mut path = before.clone();
        path.extend((name != "self").then_some(name));
        let is_renamed = matches!(tree, syn::UseTree::Rename(_));
        let renamed = Some(&called).filter(|_| is_renamed);
        self.note_outside(&path, renamed);
        // Where it begins as none of the crate's, it may still be a module within this one.
        let below = || self.module.iter().chain(&path).cloned().collect();
        let from = self.absolute(&path).unwrap_or_else(below);
        if self.depth == 0 {
            self.brought.insert(called, from.clone());
        }
        self.named.insert(from);
    }

    /// Notes a path into another crate, however it was written, and the name that it gets here.
    fn note_outside(&mut self, path: &[String], renamed: Option<&String>) {
        if self.absolute(path).is_none() {
            let path = path.join("::");
            self.outside.extend(renamed.map(|name| format!("{path} as {name}")));
            self.outside.insert(path + "::");
        }
    }

    /// Finds paths in the arguments of a macro.
    fn look_through(&mut self, tokens: TokenStream) {
        let (mut path, mut colons) = (Vec::new(), 0);
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.name(&std::mem::take(&mut path));
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.name(&std::mem::take(&mut path));
                    self.look_through(group.stream());
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.name(&std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.name(&path);
    }
}

impl<'f> Visit<'f> for Reader {
    fn visit_item(&mut self, item: &'f syn::Item) {
        if attributes(item).iter().any(is_for_tests) {
            let span = item.span();
            self.tests.push((span.start().line, span.end().line));
            return;
        }
        let within = if let syn::Item::Mod(module) = item {
            module.content.as_ref().map(|_| module.ident.to_string())
        } else {
            None
        };
        let opened = within.is_some();
        self.module.extend(within);
        self.depth += usize::from(opened);
        visit::visit_item(self, item);
        if opened {
            self.depth -= 1;
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'f syn::ItemUse) {
        self.bring(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'f syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|name| name.ident.to_string()).collect();
        self.name(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'f syn::Macro) {
        self.look_through(invocation.tokens.clone());
        visit::visit_macro(self, invocation);
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the crate leaves room for more items")]
fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Union(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attribute: &syn::Attribute) -> bool {
    let is_test = |list: &syn::MetaList| list.tokens.to_string() == "test";
    attribute.path().is_ident("cfg")
        && matches!(&attribute.meta, syn::Meta::List(list) if is_test(list))
}
