//! Writes the list of the program's crates: `src/cli/about/licences.txt`, which `casebook about` prints, and
//! `release/sbom.cdx.json`, the same as a `CycloneDX` bill of materials.
//!
//! `cargo run --example inventory`, after a change of `Cargo.lock`. It uses `cargo metadata` and no network; a
//! test checks that both files agree with `Cargo.lock`.

#![expect(clippy::print_stdout, reason = "it prints what it has written")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// The crates by their ids, with what each needs.
struct Crates<'m> {
    packages: BTreeMap<&'m str, &'m Value>,
    needs: BTreeMap<&'m str, Vec<Need<'m>>>,
    root: &'m str,
}

/// A crate that another needs.
struct Need<'m> {
    id: &'m str,
    /// Whether it is linked into what needs it; else it helps to build it.
    is_linked: bool,
    /// Whether it is needed for a feature alone.
    is_optional: bool,
}

fn main() -> Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let metadata = metadata(home)?;
    let crates = Crates::of(&metadata)?;
    let inside = crates.reachable(|need| need.is_linked && !need.is_optional);
    let with_features = crates.reachable(|need| need.is_linked);
    let optional: BTreeSet<&str> = with_features.difference(&inside).copied().collect();
    let all = crates.reachable(|_| true);
    let for_building: BTreeSet<&str> = all.difference(&with_features).copied().collect();
    let licences = format!(
        "# In the program, on one system or another: crate, version, licence.\n{}\
         # Used to build it, and not in it.\n{}\
         # In the program where it was built with the feature styles.\n{}",
        crates.lines(&inside)?,
        crates.lines(&for_building)?,
        crates.lines(&optional)?
    );
    fs::write(home.join("src/cli/about/licences.txt"), licences)?;
    let scopes = [("required", &inside), ("optional", &optional), ("excluded", &for_building)];
    let sbom = crates.bill(&scopes, &checksums(home)?)?;
    fs::write(home.join("release/sbom.cdx.json"), format!("{sbom:#}\n"))?;
    println!(
        "{} crates are in the program, {} more with its features, {} build it",
        inside.len(),
        optional.len(),
        for_building.len()
    );
    Ok(())
}

fn metadata(home: &Path) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--locked", "--features", "styles", "--format-version", "1"])
        .current_dir(home)
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str> {
    value.get(key).and_then(Value::as_str).with_context(|| format!("no {key} in {value}"))
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

impl<'m> Crates<'m> {
    fn of(metadata: &'m Value) -> Result<Self> {
        let resolve = metadata.get("resolve").context("no resolve")?;
        let mut packages = BTreeMap::new();
        for package in items(metadata, "packages") {
            packages.insert(text(package, "id")?, package);
        }
        let mut needs = BTreeMap::new();
        for node in items(resolve, "nodes") {
            let mut of_node = Vec::new();
            let own =
                packages.get(text(node, "id")?).filter(|_| node.get("id") == resolve.get("root"));
            let optional: BTreeSet<&str> = own
                .into_iter()
                .flat_map(|own| items(own, "dependencies"))
                .filter(|dependency| {
                    dependency.get("optional").and_then(Value::as_bool) == Some(true)
                })
                .filter_map(|dependency| dependency.get("name")?.as_str())
                .collect();
            for need in items(node, "deps") {
                let kinds: BTreeSet<Option<&str>> =
                    items(need, "dep_kinds").map(|kind| kind.get("kind")?.as_str()).collect();
                if kinds.iter().all(|kind| *kind == Some("dev")) {
                    continue;
                }
                let id = text(need, "pkg")?;
                let is_macro = packages.get(id).is_some_and(|package| is_macro(package));
                let name = packages.get(id).map(|package| text(package, "name")).transpose()?;
                let is_optional = name.is_some_and(|name| optional.contains(name));
                let is_linked = kinds.contains(&None) && !is_macro;
                of_node.push(Need { id, is_linked, is_optional });
            }
            needs.insert(text(node, "id")?, of_node);
        }
        Ok(Self { packages, needs, root: text(resolve, "root")? })
    }

    /// Returns all crates except the program's own that are reached by the dependencies that `follows` accepts.
    fn reachable(&self, follows: impl Fn(&Need<'_>) -> bool) -> BTreeSet<&'m str> {
        let mut found = BTreeSet::new();
        let mut open = vec![self.root];
        while let Some(id) = open.pop() {
            for need in self.needs.get(id).into_iter().flatten().filter(|need| follows(need)) {
                if found.insert(need.id) {
                    open.push(need.id);
                }
            }
        }
        found
    }

    fn package(&self, id: &str) -> Result<&'m Value> {
        self.packages.get(id).copied().with_context(|| format!("no package {id}"))
    }

    fn lines(&self, ids: &BTreeSet<&str>) -> Result<String> {
        let mut lines = BTreeSet::new();
        for id in ids {
            let package = self.package(id)?;
            let (name, version) = (text(package, "name")?, text(package, "version")?);
            lines.insert(format!("{name} {version} {}\n", licence(package)?));
        }
        Ok(lines.into_iter().collect())
    }

    /// Returns the bill of materials; see <https://cyclonedx.org/docs/1.5/json/>.
    fn bill(
        &self,
        scopes: &[(&str, &BTreeSet<&str>)],
        checksums: &BTreeMap<(String, String), String>,
    ) -> Result<Value> {
        let mut components = BTreeMap::new();
        let all = || scopes.iter().flat_map(|(scope, ids)| ids.iter().map(move |id| (id, *scope)));
        for (id, scope) in all() {
            let package = self.package(id)?;
            let (name, version) = (text(package, "name")?, text(package, "version")?);
            let key = (name.to_owned(), version.to_owned());
            let checksum = checksums.get(&key).with_context(|| format!("no checksum of {name}"))?;
            let component = json!({
                "type": "library",
                "bom-ref": self.reference(id)?,
                "name": name,
                "version": version,
                "scope": scope,
                "hashes": [{ "alg": "SHA-256", "content": checksum }],
                "licenses": [{ "expression": licence(package)? }],
                "purl": self.reference(id)?,
            });
            components.insert(key, component);
        }
        let mut dependencies = Vec::new();
        for id in std::iter::once(&self.root).chain(all().map(|(id, _)| id)) {
            let needs = self.needs.get(id).into_iter().flatten();
            let needs =
                needs.map(|need| self.reference(need.id)).collect::<Result<BTreeSet<_>>>()?;
            dependencies.push(json!({ "ref": self.reference(id)?, "dependsOn": needs }));
        }
        dependencies.sort_by_key(|dependency| dependency.get("ref").map(Value::to_string));
        let ours = self.package(self.root)?;
        Ok(json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": { "component": {
                "type": "application",
                "bom-ref": self.reference(self.root)?,
                "name": text(ours, "name")?,
                "version": text(ours, "version")?,
                "licenses": [{ "expression": licence(ours)? }],
            } },
            "components": components.into_values().collect::<Vec<_>>(),
            "dependencies": dependencies,
        }))
    }

    /// Returns the package URL of a crate: <https://github.com/package-url/purl-spec>.
    fn reference(&self, id: &str) -> Result<String> {
        let package = self.package(id)?;
        Ok(format!("pkg:cargo/{}@{}", text(package, "name")?, text(package, "version")?))
    }
}

fn is_macro(package: &Value) -> bool {
    items(package, "targets").any(|target| items(target, "kind").any(|kind| kind == "proc-macro"))
}

/// Returns the licence as an SPDX expression; some crates still separate two licences by a slash.
fn licence(package: &Value) -> Result<String> {
    Ok(text(package, "license")?.replace('/', " OR "))
}

/// Returns the checksums in `Cargo.lock`, by name and version.
fn checksums(home: &Path) -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = fs::read_to_string(home.join("Cargo.lock"))?.parse()?;
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    let of = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_owned());
    let known = packages.filter_map(|package| {
        Some(((of(package, "name")?, of(package, "version")?), of(package, "checksum")?))
    });
    Ok(known.collect())
}
