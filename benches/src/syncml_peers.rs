//! What the tokenizer alone, and libwbxml, do with the same WBXML.

use mgmt_wire::DecodeOptions;
use omadm_syncml::syntax::wbxml::Tokenizer;

/// How many tokens there are.
pub fn tokens(wbxml: &[u8]) -> usize {
    let mut tokenizer = Tokenizer::new(wbxml, &DecodeOptions::lenient()).expect("a header");
    let mut count = 0;
    while tokenizer.next().expect("well-formed").is_some() {
        count += 1;
    }
    count
}

/// Converts to XML with libwbxml: the length of the XML.
#[cfg(feature = "libwbxml")]
pub fn libwbxml(wbxml: &[u8]) -> usize {
    use std::ffi::{c_int, c_uchar, c_uint, c_void};

    #[link(name = "wbxml2")]
    unsafe extern "C" {
        fn wbxml_conv_wbxml2xml_create(converter: *mut *mut c_void) -> c_int;
        fn wbxml_conv_wbxml2xml_run(
            converter: *mut c_void,
            wbxml: *mut c_uchar,
            wbxml_len: c_uint,
            xml: *mut *mut c_uchar,
            xml_len: *mut c_uint,
        ) -> c_int;
        fn wbxml_conv_wbxml2xml_destroy(converter: *mut c_void);
        fn free(block: *mut c_void);
    }

    let mut converter = std::ptr::null_mut();
    let mut xml = std::ptr::null_mut();
    let mut xml_len: c_uint = 0;
    let wbxml_len = c_uint::try_from(wbxml.len()).expect("a short document");
    // SAFETY: the functions are used as libwbxml's header documents them: the input is only read, the output is a
    // block of malloc's that the caller frees, and the converter lives until it is destroyed.
    unsafe {
        assert_eq!(wbxml_conv_wbxml2xml_create(&mut converter), 0);
        let input = wbxml.as_ptr().cast_mut();
        assert_eq!(wbxml_conv_wbxml2xml_run(converter, input, wbxml_len, &mut xml, &mut xml_len), 0);
        wbxml_conv_wbxml2xml_destroy(converter);
        free(xml.cast());
    }
    xml_len as usize
}
