//! `mgmt tables --html`: the mapping tables as one page that searches itself.

use crate::map::{all, fit};
use mgmt_model::Mapping;
use mgmt_model::mapping::{Binding, Technology};
use mgmt_model::resource::Attribute;

/// The page.
pub fn html(mapping: &Mapping) -> String {
    let (mut body, mut open, mut count) = (String::new(), None, 0);
    for id in all(mapping) {
        let Some((attribute, resource)) = mapping.attribute(id).and_then(|a| Some((a, a.resource(mapping)?)))
        else {
            continue;
        };
        if open != Some(&resource.name) {
            if open.is_some() {
                body.push_str("</section>\n");
            }
            open = Some(&resource.name);
            let (name, short) = (escape(&resource.name), escape(&resource.short));
            body.push_str(&format!("<section data-r=\"{name}\" data-names=\"{name} {short}\">"));
            body.push_str(&format!("<h2>{name}<code>{short}</code></h2>\n"));
        }
        count += 1;
        article(&mut body, mapping, attribute, &mapping.full_name(id), &mapping.short_name(id));
    }
    if open.is_some() {
        body.push_str("</section>\n");
    }
    include_str!("tables.html").replace("{{count}}", &count.to_string()).replace("{{rows}}", &body)
}

fn article(body: &mut String, mapping: &Mapping, attribute: &Attribute, full: &str, short: &str) {
    let bindings = attribute.bindings(mapping);
    let word = fit(bindings).word();
    let unit = if attribute.unit.is_empty() { String::new() } else { format!(", {}", attribute.unit) };
    body.push_str(&format!(
        "<article data-fit=\"{word}\"><div class=\"what\"><b title=\"{}\">{}</b><span><code>{}</code></span>\
         <span>{}{}</span></div><dl>",
        escape(full),
        escape(&attribute.name),
        escape(short),
        escape(&mapping.type_name(&attribute.data_type)),
        escape(&unit),
    ));
    let mut last = None;
    for binding in bindings {
        // The technology once, for all its rows.
        let title = title(binding.technology);
        body.push_str(&format!("<dt>{}</dt><dd>", if last == Some(title) { "" } else { title }));
        last = Some(title);
        row(body, binding);
    }
    body.push_str(&format!("</dl><span class=\"fit {word}\">{word}</span></article>\n"));
}

fn row(body: &mut String, binding: &Binding) {
    // Long addresses break between their parts.
    let name = escape(&binding.display()).replace('.', ".<wbr>").replace('/', "/<wbr>");
    body.push_str(&format!("<code title=\"{}\">{name}</code>", escape(&binding.source)));
    let access = match binding.usage.word() {
        "-" | "rw" => "",
        "r" => "read",
        "w" => "write",
        "w!" => "required",
        "x" => "execute",
        other => other,
    };
    let transform = binding.transform.to_string();
    for (class, text) in [("", access), (" class=\"how\"", &transform), ("", &binding.note)] {
        if !text.is_empty() {
            body.push_str(&format!("<small{class}>{}</small>", escape(text)));
        }
    }
    body.push_str("</dd>");
}

fn title(technology: Technology) -> &'static str {
    match technology {
        Technology::OmaDm => "OMA DM",
        Technology::Tr181 => "TR-181",
        Technology::Tr098 => "TR-098",
        Technology::Cwmp => "CWMP",
        Technology::LwM2m => "LwM2M",
        Technology::Etsi => "ETSI",
        Technology::Sdt => "SDT",
        _ => technology.word(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
