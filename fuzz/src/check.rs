//! Assertions that several targets make.

use mgmt_wire::{DecodeOptions, Limits};

/// Limits so small that inputs of a fuzzer's size reach them.
pub(crate) fn small_limits() -> Limits {
    let mut limits = Limits::default();
    limits.depth = 4;
    limits.elements = 16;
    limits.attributes = 3;
    limits.namespaces = 4;
    limits.name = 16;
    limits.attribute_value = 32;
    limits.text = 64;
    limits.output = 256;
    limits.commands = 3;
    limits.items = 4;
    limits.parameters = 4;
    limits.events = 2;
    limits.nodes = 6;
    limits.structure_depth = 3;
    limits.map_keys = 5;
    limits.number = 8;
    limits.resolved_name = 16;
    limits.link_attributes = 2;
    limits.path = 24;
    limits.large_object = 64;
    limits.warnings = 2;
    limits
}

/// Decodes in the three ways every decoder offers and checks what ties them: strict-ok implies lenient-ok with the
/// same value, ok under small limits implies ok under the default ones with the same value. Gives the lenient
/// result.
pub(crate) fn in_all_modes<T: PartialEq + std::fmt::Debug, E>(
    decode: impl Fn(&DecodeOptions) -> Result<T, E>,
) -> Option<T> {
    let lenient = decode(&DecodeOptions::lenient()).ok();
    if let Ok(strict) = decode(&DecodeOptions::strict()) {
        let lenient = lenient.as_ref().expect("strict accepts what lenient refuses");
        assert_same(&strict, lenient, "strict and lenient differ on input that strict accepts");
    }
    for base in [DecodeOptions::lenient(), DecodeOptions::strict()] {
        if let Ok(limited) = decode(&base.with_limits(small_limits())) {
            let lenient = lenient.as_ref().expect("small limits accept what large ones refuse");
            assert_same(&limited, lenient, "small limits change the value instead of refusing");
        }
    }
    lenient
}

/// Equality in which a NaN equals itself.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(a: &T, b: &T) -> bool {
    a == b || format!("{a:?}") == format!("{b:?}")
}

/// Panics unless the two are the [`same`]; shows the first place where they differ.
#[track_caller]
pub(crate) fn assert_same<T: PartialEq + std::fmt::Debug>(a: &T, b: &T, what: &str) {
    if same(a, b) {
        return;
    }
    let (a, b) = (format!("{a:?}"), format!("{b:?}"));
    let at = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count().saturating_sub(60);
    let window = |text: &str| text.chars().skip(at).take(240).collect::<String>();
    panic!("differs at {at}\n  …{}\n  …{}\n{what}", window(&a), window(&b));
}
