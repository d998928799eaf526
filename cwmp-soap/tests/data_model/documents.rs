//! Everything a document may hold beside its models, what of it is forgiven, and what a DTD may not hold.

use super::document;
use cwmp_soap::data_model::{
    DataModel, Document, ErrorKind, Library, Matcher, PatternError, Source, WarningKind,
};
use mgmt_wire::{DecodeOptions, Kind as _, Limits, Warning};

fn read(body: &str) -> Document<'static> {
    Document::from_xml(&document("urn:example-com:a", "a.xml", body)).unwrap().into_owned()
}

const WHOLE: &str = r#"<description action="replace">About it.</description>
  <import file="b.xml" spec="urn:example-com:b"><dataType name="T" ref="_T"><description>x</description></dataType><component name="C"/><model name="M:1.0"/></import>
  <dataType name="D"><description>A type.</description><string><size minLength="1" maxLength="3"/></string></dataType>
  <glossary><description>Words.</description><item id="g"><description>A word.</description></item></glossary>
  <abbreviations><item id="ab"/></abbreviations>
  <bibliography><description>Books.</description><reference id="r"><name>N</name><title>T</title><organization>O</organization>
    <category>C</category><date>2020</date><hyperlink>http://example.com/</hyperlink><hyperlink>http://example.org/</hyperlink></reference></bibliography>
  <template id="t">A text.</template>
  <x:foreign xmlns:x="urn:x"><x:inner/></x:foreign>
  <component name="K"><parameter name="P" access="readOnly"><syntax><dataType base="D"><size maxLength="2"/></dataType></syntax></parameter></component>
  <model name="M:1.0"><parameter name="N" access="readOnly"><syntax><int/></syntax></parameter></model>"#;

#[test]
fn a_document_is_read_whole() {
    let whole = read(WHOLE);
    assert_eq!(whole.description.as_ref().unwrap().text, "About it.");
    let import = &whole.imports[0];
    assert_eq!((&*import.file, import.spec.as_deref()), ("b.xml", Some("urn:example-com:b")));
    assert_eq!(
        (import.data_types[0].reference.as_deref(), &*import.components[0].name, &*import.models[0].name),
        (Some("_T"), "C", "M:1.0")
    );
    assert_eq!(
        (&*whole.glossary[0].id, &*whole.glossary[0].text, &*whole.abbreviations[0].text),
        ("g", "A word.", "")
    );
    let book = &whole.bibliography[0];
    assert_eq!((&*book.name, book.title.as_deref(), book.hyperlinks.len()), ("N", Some("T"), 2));
    assert_eq!(
        (book.organization.as_deref(), book.category.as_deref(), book.date.as_deref()),
        (Some("O"), Some("C"), Some("2020"))
    );
    assert_eq!((&*whole.templates[0].id, &*whole.templates[0].text), ("t", "A text."));
    assert_eq!(whole.clone().into_owned(), whole);
    #[cfg(feature = "serde")]
    {
        let json = serde_json::to_value(&whole).unwrap();
        assert_eq!(json["templates"][0]["text"], "A text.");
        assert_eq!(json["models"][0]["name"], "M:1.0");
        assert!(json.to_string().contains("\"type_name\":\"D\""), "{json}");
    }
}

/// What the schema does not have is left out with a warning, and refused in strict mode.
#[test]
fn elements_of_other_schemas_are_left_out() {
    for (body, warning, error) in [
        ("<glossary><thing/></glossary>", "unexpected element", "Unexpected"),
        ("<bibliography><thing/></bibliography>", "unexpected element", "Unexpected"),
        (
            "<bibliography><reference id='r'><thing/></reference></bibliography>",
            "unexpected element",
            "Unexpected",
        ),
        ("<import file='b.xml'><thing/></import>", "unexpected element", "Unexpected"),
        ("<import><model name='M:1.0'/></import>", "missing `file`", "Missing"),
        ("<template>text</template>", "missing `id`", "Missing"),
        ("<description>a<b/>c</description>", "unexpected element", "Unexpected"),
        ("<description action='add'>a</description>", "invalid value of `action`", "InvalidValue"),
        ("<thing><model/></thing>", "unexpected element", "Unexpected"),
        ("<model name='M:1.0' isService='perhaps'/>", "invalid value of `isService`", "InvalidValue"),
        (
            "<model name='M:1.0'><object name='M.' access='always' minEntries='1' maxEntries='1'/></model>",
            "invalid value of `access`",
            "InvalidValue",
        ),
        (
            "<model name='M:1.0'><object name='M.' access='readOnly' minEntries='-1' maxEntries='1'/></model>",
            "invalid value of `minEntries`",
            "InvalidValue",
        ),
    ] {
        let bytes = document("urn:example-com:a", "a.xml", body);
        let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
        Document::decode(&bytes, &DecodeOptions::lenient(), &mut warnings).unwrap();
        assert_eq!(
            warnings.iter().map(|warning| warning.kind.to_string()).collect::<Vec<_>>(),
            [warning],
            "{body}"
        );
        assert!(warnings[0].offset > 0 && warnings[0].offset < bytes.len());
        let refused = Document::decode(&bytes, &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!(refused.name(), error, "{body}: {refused}");
    }
}

/// Entities with plain text are read; whatever else a DTD can do is refused.
#[test]
fn document_type_declarations() {
    let with = |subset: &str| {
        let body = "<model name='M:1.0'><description>&a;</description></model>";
        let text = String::from_utf8(document("urn:example-com:a", "a.xml", body)).unwrap();
        text.replacen("<dm:document", &format!("<!DOCTYPE d [{subset}]><dm:document"), 1)
    };
    for (subset, text) in [
        ("<!ENTITY a 'b'>", "b"),
        ("<!-- <x> --><?p i?><!ENTITY b \"x&lt;'\">\n<!ENTITY a '&b;&b;'>", "x<'x<'"),
        ("<!ENTITY a '&amp;&quot;&apos;&gt;\"'>", "&\"'>\""),
    ] {
        let bytes = with(subset);
        let read = Document::from_xml(bytes.as_bytes()).unwrap();
        assert_eq!(read.models[0].description.as_ref().unwrap().text, text, "{subset}");
    }
    for (subset, error) in [
        ("<!ENTITY a SYSTEM 'file:///etc/passwd'>", "DtdForbidden"),
        ("<!ENTITY % a 'b'>", "DtdForbidden"),
        ("<!ENTITY a 'b%c;'>", "DtdForbidden"),
        ("<!ENTITY a '<b/>'>", "DtdForbidden"),
        ("<!ENTITY a '&#60;'>", "DtdForbidden"),
        ("<!ENTITY a 'b & c'>", "DtdForbidden"),
        ("<!ENTITY a 'b' more>", "DtdForbidden"),
        ("<!ENTITY a 'b>", "DtdForbidden"),
        ("<!ENTITY 1a 'b'>", "DtdForbidden"),
        ("<!ELEMENT a ANY>", "DtdForbidden"),
        ("<!-- open", "DtdForbidden"),
        ("<?open", "DtdForbidden"),
        ("%a;", "DtdForbidden"),
        ("<!ENTITY a '&b;'>", "UnknownEntity"),
        ("<!ENTITY b 'c'>", "UnknownEntity"),
    ] {
        let bytes = with(subset);
        let refused = Document::from_xml(bytes.as_bytes()).unwrap_err();
        assert_eq!(refused.name(), error, "{subset}: {refused}");
        assert_eq!(refused.to_string().lines().count(), 1);
    }
    // Names, numbers and sizes of entities are bounded.
    let bounded = |subset: &str, set: fn(&mut Limits)| {
        let mut limits = Limits::default();
        set(&mut limits);
        let text = with(subset);
        Document::decode(text.as_bytes(), &DecodeOptions::lenient().with_limits(limits), &mut ()).unwrap_err()
    };
    assert_eq!(bounded("<!ENTITY abcdefghijklmno 'b'>", |limits| limits.name = 14).name(), "Limit");
    assert_eq!(bounded("<!ENTITY a 'b'><!ENTITY b 'c'>", |limits| limits.map_keys = 1).name(), "Limit");
    assert_eq!(bounded("<!ENTITY a 'bcd'>", |limits| limits.attribute_value = 2).name(), "Limit");
}

#[test]
fn what_is_no_data_model() {
    for (text, error) in [
        ("<a/>", "Unexpected"),
        ("<document xmlns='urn:example'/>", "Unexpected"),
        ("", "Truncated"),
        (
            "<dm:document xmlns:dm='urn:broadband-forum-org:cwmp:datamodel-1-15' spec='urn:example:a'>",
            "Truncated",
        ),
    ] {
        let refused = Document::decode(text.as_bytes(), &DecodeOptions::strict(), &mut ()).unwrap_err();
        assert_eq!(refused.name(), error, "{text}: {refused}");
    }
    for kind in
        [ErrorKind::UnknownEntity, ErrorKind::NotADataModel, ErrorKind::Unexpected, ErrorKind::NoSuchModel]
    {
        assert!(!kind.to_string().is_empty() && !kind.name().is_empty());
    }
    // A document of words or components alone resolves to a model without a name.
    let words = DataModel::from_xml(&document("urn:example-com:a", "a.xml", "<glossary/>")).unwrap();
    assert_eq!((&*words.name, words.object_count(), words.profile("Base:1")), ("", 0, None));
}

#[test]
fn libraries_say_what_they_lack() {
    let mut library = Library::new();
    let id = library.add(read(WHOLE));
    assert_eq!(library.document(id).unwrap().models.len(), 1);
    assert!(Source::document(&mut (), "b.xml", None).is_none(), "nothing is nowhere");
    library.load(&mut ()).unwrap();
    assert_eq!(library.missing().len(), 1);
    let found = library.resolve(id).unwrap();
    assert_eq!((found.model.parameter_count(), found.problems.is_empty()), (1, false));
}

#[test]
fn patterns_that_are_none_say_where() {
    for (pattern, at) in [("a(b", 1), ("[a", 0), ("a{2", 1), ("*a", 0), ("a\\", 1)] {
        match Matcher::new(pattern).unwrap_err() {
            error @ (PatternError::Syntax(found) | PatternError::Unsupported(found)) => {
                assert!(
                    found >= at && found <= pattern.len() && !error.to_string().is_empty(),
                    "{pattern}: {error}"
                );
            }
            error => panic!("{pattern}: {error}"),
        }
    }
    assert_eq!(Matcher::new("(a{1000}){1000}").unwrap_err(), PatternError::TooLarge);
    assert!(!PatternError::TooLarge.to_string().is_empty());
}
