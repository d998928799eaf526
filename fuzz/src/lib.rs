//! What the fuzzers assert. Each module is one target with `pub fn run(data: &[u8])`, which panics when a property
//! does not hold; `fuzz_targets/` binds each to libFuzzer and `tests/replay.rs` runs them all on the committed
//! inputs with stable Rust.

macro_rules! targets {
    ($( $(#[doc = $doc:literal])+ $name:ident )*) => {
        $( $(#[doc = $doc])+ pub mod $name; )*

        /// Every target: its name and its function.
        pub const TARGETS: &[(&str, fn(&[u8]))] = &[ $( (stringify!($name), $name::run), )* ];
    };
}

targets! {
    /// The XML reader and writer against roxmltree and against themselves.
    xml
    /// LwM2M TLV: nodes are written and read back.
    tlv
    /// SenML JSON: nodes written back in every format; strict input is JSON for serde_json too.
    senml_json
    /// SenML CBOR: nodes written back in every format; strict input is CBOR for minicbor too.
    senml_cbor
    /// LwM2M JSON: nodes written back in every format; strict input is JSON for serde_json too.
    lwm2m_json
    /// LwM2M CBOR: nodes written back in every format; strict input is CBOR for minicbor too.
    lwm2m_cbor
    /// Plain text, opaque and CBOR: one value, written back in each of the three.
    lwm2m_single
    /// CWMP envelopes: what is read is written, and read again the same.
    cwmp
    /// CWMP parameter lists: entry by entry they are what the whole message is read as.
    cwmp_stream
    /// Bulk data in JSON, CSV and IPDR: what is read and written, read and written again, stays the same.
    bulk
    /// Device descriptions and serialized trees: what is read is written, and read again the same.
    ddf
    /// Package #0: what is read is written byte for byte; only a right digest verifies.
    notification
    /// Paths, URIs, ACLs, dates and links: what is parsed is printed, and parsed again the same.
    names
    /// BBF data models: read in all modes, resolved, every name found again, also in the table of the model.
    data_model
    /// Tables of definitions: look-ups in any text end; every row of a sorted one is found.
    data_table
    /// SyncML in XML: written as XML and as WBXML, both read again the same.
    syncml_xml
    /// SyncML in WBXML: written as WBXML and as XML that others can parse, both read again the same.
    wbxml
    /// Device descriptions in WBXML: written as WBXML and as XML, both read again the same.
    ddf_wbxml
    /// Client Provisioning in XML and WBXML: each written as the other, both read again the same.
    cp
    /// Headers, parameters and option strings of OMA DM: what is parsed is printed, and parsed again the same.
    omadm_names
    /// Commands on a management tree: what fails changes nothing, what is exported is imported again.
    omadm_tree
    /// Large objects of OMA DM: what is cut is put together again; no chunks take more than the limit.
    large_object
    /// OMA DM sessions: a client and a server talk over a line that loses, repeats and garbles messages.
    session
    /// OMA object definition files: read in all modes, and usable.
    object_definition
    /// CoRE link-format: written back, read again the same.
    link_format
    /// Any message through the model to every technology and back: values arrive, or the loss is named.
    translate
    /// Custom tables: refused, or look-ups and conversions agree with the rows.
    custom_table
}

mod check;
mod lwm2m;
mod script;
mod syncml;
