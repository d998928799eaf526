//! CoRE link-format.

use crate::check::in_all_modes;
use lwm2m_tlv::link::{LinkWriter, Links, WriteError};
use lwm2m_tlv::{DecodeOptions, ErrorKind, Located};

/// Target and parameters: name, value, whether quoted.
type Owned = (String, Vec<(String, Option<(String, bool)>)>);

/// Runs the target.
pub fn run(data: &[u8]) {
    let Some(links) = in_all_modes(|options| read(data, options)) else { return };
    let Ok(written) = write(&links) else { return };
    let again = match read(written.as_bytes(), &DecodeOptions::lenient()) {
        Ok(again) => again,
        Err(error) => panic!("what was written cannot be read: {error}\n{written}"),
    };
    assert_eq!(again, links, "written and read again, it differs: {written}");
}

fn read(data: &[u8], options: &DecodeOptions) -> Result<Vec<Owned>, Located<ErrorKind>> {
    let mut links = Links::with_options(data, options);
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(link) = links.next_link(&mut ()) {
        let link = link?;
        assert!(link.offset >= at && link.offset <= data.len(), "links go back");
        at = link.offset + link.target.len();
        let _ = link.path();
        let attributes: Vec<_> = link
            .attributes()
            .map(|a| (a.name.to_owned(), a.value.map(|v| (v.text().into_owned(), v.is_quoted()))))
            .collect();
        assert!(attributes.len() <= options.limits.link_attributes, "more attributes than the limit");
        all.push((link.target.to_owned(), attributes));
    }
    assert!(links.next_link(&mut ()).is_none(), "the end is final");
    Ok(all)
}

fn write(links: &[Owned]) -> Result<String, WriteError> {
    let mut text = String::new();
    let mut writer = LinkWriter::new(&mut text);
    for (target, attributes) in links {
        writer.link(target)?;
        for (name, value) in attributes {
            match value {
                None => writer.flag(name)?,
                Some((text, true)) => writer.quoted(name, text)?,
                Some((text, false)) => writer.token(name, text)?,
            };
        }
    }
    Ok(text)
}
