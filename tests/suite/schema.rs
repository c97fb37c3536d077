//! Holds the output of `refs parse`, in all its forms, against `refs/schema.json`.

use super::case::{Case, refs};
use super::known::tests;
use jsonschema::Validator;
use serde_json::{Value, json};

/// A form of the output, by the definition of the schema that describes it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// `--format json`, whole.
    Documents,
    /// One line of `--format jsonl`.
    Line,
    /// `--format csl-json`, whole.
    Items,
}

/// Makes the validator of a form.
pub(crate) fn validator(form: Form) -> Validator {
    let text = std::fs::read_to_string(tests().join("../refs/schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    let definition = match form {
        Form::Documents => None,
        Form::Line => Some("line"),
        Form::Items => Some("items"),
    };
    if let Some(definition) = definition {
        let definitions = schema["$defs"].take();
        schema = json!({"$schema": schema["$schema"], "$ref": format!("#/$defs/{definition}"), "$defs": definitions});
    }
    jsonschema::validator_for(&schema).unwrap()
}

/// What of a value the schema does not allow, with the place.
pub(crate) fn violations(validator: &Validator, value: &Value) -> Vec<String> {
    let told = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(value).map(told).collect()
}

#[test]
fn every_form_of_the_output_of_every_case_is_as_the_schema_says() {
    let (documents, line, items) = (validator(Form::Documents), validator(Form::Line), validator(Form::Items));
    let mut lines = 0;
    for case in Case::all("parse") {
        let Some(input) = case.input() else { continue };
        let input = input.file_name().unwrap().to_str().unwrap().to_owned();
        let arguments = case.arguments();
        let from =
            arguments.iter().position(|word| word == "--from").map_or(Vec::new(), |at| arguments[at..at + 2].to_vec());
        let print = |format: &[&str]| {
            let words: Vec<&str> = ["parse"]
                .iter()
                .chain(format)
                .copied()
                .chain(from.iter().map(String::as_str))
                .chain([input.as_str()])
                .collect();
            String::from_utf8(refs(&words, &case.folder, None).stdout).unwrap()
        };
        let read = |text: &str| {
            serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{}: {error}: {text}", case.name))
        };
        let hold = |validator: &Validator, text: &str| {
            let found = violations(validator, &read(text));
            assert!(found.is_empty(), "{}\n{}", case.name, found.join("\n"));
        };
        hold(&documents, &print(&["--parts"]));
        hold(&items, &print(&["--format", "csl-json"]));
        for text in print(&["--format", "jsonl"]).lines() {
            hold(&line, text);
            lines += 1;
        }
    }
    assert!(lines > 20, "only {lines} references were held against the schema");
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let items = validator(Form::Items);
    let good = json!([{"id": "roe2001days", "type": "book", "issued": {"date-parts": [[2001, 2]]}, "custom": {}}]);
    assert!(items.is_valid(&good));
    for (pointer, wrong) in [
        ("/0/type", json!("leaflet")),
        ("/0/issued", json!({"date-parts": [[2001, 25]]})),
        ("/0/issued", json!({"date-parts": [["2001"]]})),
        ("/0/custom", json!({"undated": false})),
        ("/0/custom", json!({"via": null})),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        assert!(!items.is_valid(&bad), "{bad}");
    }
    assert!(!validator(Form::Documents).is_valid(&json!([{"document": {"path": "a"}}])));
    assert!(!validator(Form::Line).is_valid(&json!({"span": {"start": 0, "end": 1}, "raw": "a", "item": null})));
}
