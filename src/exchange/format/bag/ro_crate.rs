//! The description of a bag as an RO-Crate 1.1, written as it is made: it names each file twice.

use serde::ser::{Serialize, SerializeSeq as _, Serializer};

use super::{BaggedFile, NEVER_REDACTED};

const CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const LICENCE: &str = "See the sources: the files are handed over as evidence.";

/// What a bag is described by.
pub(super) struct BagCrate<'b> {
    pub(super) title: &'b str,
    /// The newest day that is known of.
    pub(super) day: Option<String>,
    /// What is in the bag, by path.
    pub(super) files: &'b [BaggedFile],
}

/// All that is described, one after the other.
struct CrateGraph<'b>(&'b BagCrate<'b>);

/// The names of all files.
struct CrateParts<'b>(&'b [BaggedFile]);

#[derive(serde::Serialize)]
struct CrateDocument<'b> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: CrateGraph<'b>,
}

#[derive(serde::Serialize)]
struct CrateDescriptor {
    #[serde(rename = "@id")]
    id: &'static str,
    #[serde(rename = "@type")]
    is: &'static str,
    #[serde(rename = "conformsTo")]
    conforms_to: CrateId<'static>,
    about: CrateId<'static>,
}

#[derive(serde::Serialize)]
struct CrateRoot<'b> {
    #[serde(rename = "@id")]
    id: &'static str,
    #[serde(rename = "@type")]
    is: &'static str,
    name: &'b str,
    description: &'static str,
    license: &'static str,
    #[serde(rename = "hasPart")]
    has_part: CrateParts<'b>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    date_published: Option<&'b str>,
}

#[derive(serde::Serialize)]
struct CrateFile<'b> {
    #[serde(rename = "@id")]
    id: &'b str,
    #[serde(rename = "@type")]
    is: &'static str,
    #[serde(rename = "contentSize")]
    content_size: String,
    sha256: String,
}

#[derive(serde::Serialize)]
struct CrateId<'b> {
    #[serde(rename = "@id")]
    id: &'b str,
}

impl Serialize for BagCrate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        CrateDocument { context: CONTEXT, graph: CrateGraph(self) }.serialize(serializer)
    }
}

impl Serialize for CrateGraph<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let BagCrate { title, day, files } = self.0;
        let mut graph = serializer.serialize_seq(None)?;
        graph.serialize_element(&CrateDescriptor {
            id: "ro-crate-metadata.json",
            is: "CreativeWork",
            conforms_to: CrateId { id: "https://w3id.org/ro/crate/1.1" },
            about: CrateId { id: "./" },
        })?;
        graph.serialize_element(&CrateRoot {
            id: "./",
            is: "Dataset",
            name: title,
            description: NEVER_REDACTED,
            license: LICENCE,
            has_part: CrateParts(files),
            date_published: day.as_deref(),
        })?;
        for file in *files {
            graph.serialize_element(&CrateFile {
                id: within(file),
                is: "File",
                content_size: file.bytes.to_string(),
                sha256: file.hash.to_string(),
            })?;
        }
        graph.end()
    }
}

impl Serialize for CrateParts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|file| CrateId { id: within(file) }))
    }
}

/// Returns a path as it is from the crate, which lies in `data`.
fn within(file: &BaggedFile) -> &str {
    file.path.strip_prefix("data/").unwrap_or(&file.path)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::exchange::package::FileHash;

    #[test]
    fn each_file_is_a_part_and_has_its_size_and_hash() {
        let file = |path: &str, bytes: u64| BaggedFile {
            path: path.into(),
            hash: FileHash::of(path.as_bytes()),
            bytes,
        };
        let files = [file("data/cases/victims/ann.toml", 12), file("data/\"quoted\".txt", 0)];
        let written = |day: Option<&str>| {
            let day = day.map(str::to_owned);
            let described = BagCrate { title: "Made up", day, files: &files };
            serde_json::from_str::<Json>(&serde_json::to_string(&described).unwrap()).unwrap()
        };
        let json = written(Some("2024-05-06"));
        let graph = json["@graph"].as_array().unwrap();
        let parts = json!([{ "@id": "cases/victims/ann.toml" }, { "@id": "\"quoted\".txt" }]);
        assert_eq!(graph[1]["hasPart"], parts);
        assert_eq!(graph[1]["datePublished"], "2024-05-06");
        let expected = json!({
            "@id": "cases/victims/ann.toml",
            "@type": "File",
            "contentSize": "12",
            "sha256": files[0].hash.to_string(),
        });
        assert_eq!(graph[2], expected);
        assert_eq!(graph.len(), 4);
        assert_eq!(written(None)["@graph"][1].get("datePublished"), None);
    }
}
