//! The published vectors of link-format, attributes, registrations and Execute arguments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use lwm2m_tlv::interface::attributes::{AttributeChanges, NotificationAttributes};
use lwm2m_tlv::interface::registration::{Parameters, ProfileId};
use lwm2m_tlv::link::{Link, LinkWriter, Links};
use lwm2m_tlv::{DecodeOptions, Path, Warning};
use mgmt_testkit::corpus;
use serde_json::{Value as Json, json};

/// Vectors that are not followed, with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "leshan/link_escaped_1",
        "Leshan resolves only `\\\"`; a quoted-pair stands for any character (RFC 2616, 2.2)",
    ),
    ("leshan/link_escaped_4", "the same"),
    ("leshan/link_lwm2m_dim256", "LwM2M 1.2 lets dim be 0 to 65535; Leshan stops at 1.1"),
];

fn vectors(format: &str) -> Vec<Json> {
    let Some(corpus) = corpus("lwm2m") else { return Vec::new() };
    let mut found = Vec::new();
    for source in ["leshan", "oma-spec", "own"] {
        let text = std::fs::read_to_string(corpus.join(source).join("vectors.json")).unwrap();
        let all: Vec<Json> = serde_json::from_str(&text).unwrap();
        found.extend(all.into_iter().filter(|vector| {
            let name = vector["name"].as_str().unwrap();
            vector["format"] == format && EXCEPTIONS.iter().all(|(exception, _)| *exception != name)
        }));
    }
    found
}

fn text(vector: &Json) -> &str {
    vector["payload_text"].as_str().unwrap()
}

/// The links in the form of the vectors, and the warnings.
fn read(payload: &str, options: &DecodeOptions) -> Result<(Vec<Json>, Vec<Warning>), String> {
    let mut warnings = Vec::new();
    let mut reader = Links::with_options(payload.as_bytes(), options);
    let mut links = Vec::new();
    while let Some(link) = reader.next_link(&mut warnings) {
        let link = link.map_err(|error| error.to_string())?;
        links.push(link_json(&link));
    }
    Ok((links, warnings))
}

fn link_json(link: &Link<'_>) -> Json {
    let attributes: Vec<Json> = link
        .attributes()
        .map(|attribute| match attribute.value {
            None => json!({"name": attribute.name}),
            Some(value) if value.is_quoted() => {
                json!({"name": attribute.name, "value": value.text(), "quoted": true})
            }
            Some(value) => json!({"name": attribute.name, "value": value.text()}),
        })
        .collect();
    json!({"uri": link.target, "attributes": attributes})
}

fn write(links: &[Json]) -> String {
    let mut out = String::new();
    let mut writer = LinkWriter::new(&mut out);
    for link in links {
        writer.link(link["uri"].as_str().unwrap()).unwrap();
        for attribute in link["attributes"].as_array().unwrap() {
            let name = attribute["name"].as_str().unwrap();
            match attribute.get("value").and_then(Json::as_str) {
                None => writer.flag(name).unwrap(),
                Some(value) if attribute["quoted"] == true => writer.quoted(name, value).unwrap(),
                Some(value) => writer.token(name, value).unwrap(),
            };
        }
    }
    out
}

#[test]
fn links() {
    for vector in vectors("link") {
        let name = vector["name"].as_str().unwrap();
        let strict = read(text(&vector), &DecodeOptions::strict());
        let lenient = read(text(&vector), &DecodeOptions::lenient());
        match &vector["expected"] {
            Json::String(_) if vector["mode"] == "lwm2m-links" => {
                let (_, _) = strict.expect(name);
                let links: Vec<Link<'_>> = Links::new(text(&vector).as_bytes()).map(Result::unwrap).collect();
                assert!(links.iter().any(|link| NotificationAttributes::from_link(link).is_err()), "{name}");
            }
            Json::String(_) => assert!(strict.is_err(), "{name}"),
            expected => {
                let (links, warnings) = lenient.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(strict.is_ok(), warnings.is_empty(), "{name}: {warnings:?}");
                match &expected["links"] {
                    Json::Number(count) => assert_eq!(Some(links.len() as u64), count.as_u64(), "{name}"),
                    Json::Array(expected) => {
                        assert_eq!(&links, expected, "{name}");
                        if let Ok((strict, _)) = &strict {
                            assert_eq!(write(strict), text(&vector), "{name}");
                        }
                    }
                    other => panic!("{name}: {other}"),
                }
            }
        }
    }
}

fn changes_json(changes: &AttributeChanges) -> Vec<Json> {
    changes
        .to_parameters()
        .iter()
        .map(|parameter| match parameter.split_once('=') {
            None => json!({"name": parameter}),
            Some((name, value)) => json!({"name": name, "value": value.parse::<f64>().unwrap()}),
        })
        .collect()
}

#[test]
fn attributes() {
    for vector in vectors("attr") {
        let name = vector["name"].as_str().unwrap();
        if text(&vector).starts_with("dim") {
            // Not to be written; it stands in links only.
            let payload = format!("</3/0/6>;{}", text(&vector));
            let dim = Links::new(payload.as_bytes())
                .map(|link| {
                    lwm2m_tlv::interface::bootstrap::ListedPath::from_link(&link?).map_err(|_| link_error())
                })
                .collect::<Result<Vec<_>, _>>();
            match &vector["expected"] {
                Json::String(_) => assert!(dim.is_err(), "{name}"),
                _ => assert_eq!(dim.unwrap()[0].dimension, Some(2), "{name}"),
            }
            continue;
        }
        let read = AttributeChanges::from_query(text(&vector)).and_then(|changes| {
            let mut attributes = NotificationAttributes::default();
            attributes.apply(&changes);
            attributes.check()?;
            Ok(changes)
        });
        match &vector["expected"] {
            Json::String(_) => assert!(read.is_err(), "{name}"),
            expected => {
                let changes = read.unwrap_or_else(|error| panic!("{name}: {error}"));
                if let Some(path) = vector["path"].as_str() {
                    let path: Path = path.parse().unwrap();
                    changes.check_place(path, None, lwm2m_tlv::Version::V1_2).unwrap();
                }
                let expected: Vec<Json> = match expected.get("attributes") {
                    Some(list) => list.as_array().unwrap().clone(),
                    None => expected
                        .as_object()
                        .unwrap()
                        .iter()
                        .map(|(name, value)| match value {
                            Json::Null => json!({"name": name}),
                            value => json!({"name": name, "value": value}),
                        })
                        .collect(),
                };
                let (mut expected, mut found) = (expected, changes_json(&changes));
                for list in [&mut expected, &mut found] {
                    list.sort_by_key(|entry| entry["name"].to_string());
                    for entry in list {
                        if let Some(number) = entry.get("value").and_then(Json::as_f64) {
                            entry["value"] = json!(number);
                        }
                    }
                }
                assert_eq!(found, expected, "{name}");
            }
        }
    }
}

fn link_error() -> lwm2m_tlv::Located<lwm2m_tlv::ErrorKind> {
    lwm2m_tlv::Located::new(lwm2m_tlv::ErrorKind::InvalidValue("dim"), 0)
}

fn parameter(parameters: &Parameters<'_>, name: &str) -> Json {
    match name {
        "ep" => json!(parameters.endpoint),
        "lt" => json!(parameters.lifetime),
        "lwm2m" => json!(parameters.version.map(|version| version.to_string())),
        "b" => json!(parameters.binding.map(|binding| binding.to_string())),
        "q" => json!(parameters.queue_mode),
        "sms" => json!(parameters.sms_number),
        other => panic!("{other}"),
    }
}

#[test]
fn registrations() {
    for vector in vectors("registration") {
        let name = vector["name"].as_str().unwrap();
        let read = Parameters::from_query(text(&vector));
        match &vector["expected"] {
            Json::String(_) => assert!(read.is_err(), "{name}"),
            expected => {
                let parameters = read.unwrap_or_else(|error| panic!("{name}: {error}"));
                for (key, value) in expected.as_object().unwrap() {
                    assert_eq!(&parameter(&parameters, key), value, "{name} {key}");
                }
            }
        }
    }
    for vector in vectors("registration-uri") {
        let name = vector["name"].as_str().unwrap();
        let (_, query) = text(&vector).split_once('?').unwrap();
        let parameters = Parameters::from_query(query).unwrap();
        for (key, value) in vector["expected"]["request"]["query"].as_object().unwrap() {
            let found = match (key.as_str(), value) {
                ("Q", Json::Null) if parameters.queue_mode => Json::Null,
                ("lt", _) => json!(parameters.lifetime.unwrap().to_string()),
                (key, _) => parameter(&parameters, key),
            };
            assert_eq!(&found, value, "{name} {key}");
        }
        assert_eq!(parameters.to_query().len(), query.split('&').count(), "{name}");
    }
}

#[test]
fn profile_ids() {
    for vector in vectors("profile-id") {
        let query = format!("pid={}", text(&vector));
        let parameters = Parameters::from_query(&query).unwrap();
        let expected = &vector["expected"]["profile_ids"][0];
        let ProfileId::Dynamic { suite, hash } = &parameters.profile_ids[0] else { panic!("not dynamic") };
        assert_eq!(json!(suite), expected["suite"]);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(json!(hash), expected["hash_hex"]);
        assert_eq!(parameters.to_query().join("&"), query);
    }
}

#[test]
fn execute_arguments() {
    use lwm2m_tlv::interface::execute::Arguments;
    for vector in vectors("execute-args") {
        let name = vector["name"].as_str().unwrap();
        let found: Vec<Json> = Arguments::new(text(&vector).as_bytes())
            .map(|argument| {
                let argument = argument.unwrap_or_else(|error| panic!("{name}: {error}"));
                match argument.value {
                    None => json!({"digit": argument.digit}),
                    Some(value) => json!({"digit": argument.digit, "value": value}),
                }
            })
            .collect();
        assert_eq!(json!(found), vector["expected"]["execute_args"], "{name}");
    }
}
