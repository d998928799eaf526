#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| mgmt_fuzz::data_table::run(data));
