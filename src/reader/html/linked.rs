//! Citations in JSON-LD.
//!
//! In: the body of `<script type="application/ld+json">`. Out: what stands under `citation` and `isBasedOn`, as records, or as text where it is a string.
//! What a page says of itself is no citation. Standard: JSON-LD 1.1 without contexts (names are schema.org's), schema.org `citation`.

use super::said;
use crate::record::Record;
use serde_json::{Map, Value as Json};

/// One citation: a record, or a text that the grammar reads; and its form in the source.
#[derive(Debug, Default)]
pub(super) struct Cited {
    /// What the structure says.
    pub(super) record: Option<Box<Record>>,
    /// Its text.
    pub(super) text: String,
}

/// The citations in a block of JSON-LD.
///
/// # Errors
///
/// What is wrong with the JSON.
pub(super) fn citations(json: &str) -> Result<Vec<Cited>, serde_json::Error> {
    let root: Json = serde_json::from_str(
        json.trim()
            .trim_start_matches("<!--")
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("-->")
            .trim_end_matches("//]]>"),
    )?;
    let mut out = Vec::new();
    let mut rest = vec![&root];
    while let Some(value) = rest.pop() {
        match value {
            Json::Array(items) => rest.extend(items.iter().rev()),
            Json::Object(object) => {
                for (key, value) in object.iter().rev() {
                    if matches!(key.as_str(), "citation" | "isBasedOn" | "schema:citation") {
                        let each = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
                        out.extend(each.iter().filter_map(cited));
                    } else {
                        rest.push(value);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

fn cited(value: &Json) -> Option<Cited> {
    match value {
        Json::String(text) if text.starts_with("http") && !text.contains(' ') => {
            let mut record = Record::default();
            said::put(&mut record, "url", text);
            Some(Cited { record: Some(Box::new(record)), text: text.clone() })
        }
        Json::String(text) => (!text.trim().is_empty()).then(|| Cited { record: None, text: text.trim().to_owned() }),
        Json::Object(object) => {
            let record = work(object);
            (record != Record::default()).then(|| Cited { record: Some(Box::new(record)), text: value.to_string() })
        }
        _ => None,
    }
}

/// The text of a value: itself, or the name of what it is.
fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Object(object) => {
            ["name", "@value", "value", "@id", "url"].iter().find_map(|key| object.get(*key).and_then(text))
        }
        Json::Array(items) => items.first().and_then(text),
        _ => None,
    }
}

fn work(object: &Map<String, Json>) -> Record {
    let mut record = Record::default();
    for (key, value) in object {
        let each = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        match key.trim_start_matches("schema:") {
            "@type" => record.kind = each.iter().filter_map(Json::as_str).find_map(said::kind).unwrap_or_default(),
            "author" | "creator" | "editor" => each.iter().for_each(|one| person(&mut record, key, one)),
            "isPartOf" => each.iter().for_each(|one| part_of(&mut record, one)),
            "identifier" => {
                for one in each {
                    let scheme = one.get("propertyID").and_then(text);
                    let value = text(one.get("value").unwrap_or(one)).unwrap_or_default();
                    let named = scheme.map(|scheme| scheme.rsplit('/').next().unwrap_or_default().to_ascii_lowercase());
                    said::put(
                        &mut record,
                        "identifier",
                        &named.map_or_else(|| value.clone(), |scheme| format!("{scheme}:{value}")),
                    );
                }
            }
            name => {
                if let Some(value) = text(value) {
                    said::put(&mut record, name, &value);
                }
            }
        }
    }
    record
}

fn person(record: &mut Record, role: &str, value: &Json) {
    let part = |key: &str| value.get(key).and_then(text);
    let organization = part("@type").is_some_and(|kind| kind.ends_with("Organization"));
    match (part("familyName"), part("givenName"), text(value)) {
        (Some(family), given, _) => said::put(record, role, &format!("{family}, {}", given.unwrap_or_default())),
        (None, _, Some(name)) if organization && role != "editor" => said::put_organization(record, &name),
        (None, _, Some(name)) => said::put(record, role, &name),
        _ => {}
    }
}

/// The journal of an article, often behind its issue and its volume.
fn part_of(record: &mut Record, value: &Json) {
    let mut at = Some(value);
    for _ in 0..4 {
        let Some(whole) = at else { return };
        for key in ["volumeNumber", "issueNumber", "issn"] {
            if let Some(value) = whole.get(key).and_then(text) {
                said::put(record, key, &value);
            }
        }
        if let Some(name) = whole.get("name").and_then(text).or_else(|| whole.as_str().map(str::to_owned)) {
            said::put(record, "isPartOf", &name);
        }
        at = whole.get("isPartOf");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Scheme};

    #[test]
    fn an_article_names_its_journal_behind_issue_and_volume() {
        let found = citations(
            r#"{"@graph": [{"@type": "NewsArticle", "headline": "Of this page", "citation": [
                {"@type": "ScholarlyArticle", "name": "On Dust", "author": [{"@type": "Person", "familyName": "Roe", "givenName": "Jane"}, {"@type": "Organization", "name": "ESA"}],
                 "datePublished": "2003-08", "isPartOf": {"@type": "PublicationIssue", "issueNumber": 7, "isPartOf": {"volumeNumber": "42", "isPartOf": {"name": "Icarus"}}},
                 "pageStart": "1", "pageEnd": "9", "sameAs": "https://doi.org/10.1000/182"},
                "Poe, E. (1845). The Raven.", "https://example.org/a"]}]}"#,
        )
        .unwrap();
        assert_eq!(found.len(), 3);
        let record = found[0].record.as_ref().unwrap();
        assert_eq!((record.kind, record.container_title.as_ref().unwrap().as_str()), (Kind::ArticleJournal, "Icarus"));
        assert_eq!(record.page.as_ref().unwrap().as_typed().unwrap().as_str(), "1-9");
        assert_eq!(record.identifier(Scheme::Doi).unwrap().value.as_str(), "10.1000/182");
        assert!(found[1].record.is_none() && found[2].record.as_ref().unwrap().web.url.is_some());
    }
}
