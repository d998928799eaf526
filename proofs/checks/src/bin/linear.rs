//! Runs one family on one size, for an instruction counter: `linear FAMILY SIZE`; without arguments, lists them.

use mgmt_checks::families::FAMILIES;
use std::hint::black_box;

/// The counter is switched on in here only.
#[inline(never)]
#[unsafe(no_mangle)]
fn measured_work(work: mgmt_checks::families::Work) -> usize {
    black_box(work())
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(size)) = (arguments.next(), arguments.next()) else {
        FAMILIES.iter().for_each(|(name, _)| println!("{name}"));
        return;
    };
    let (_, family) = FAMILIES.iter().find(|(family, _)| *family == name).expect("a family");
    let work = family(size.parse().expect("a size in bytes"));
    println!("{}", measured_work(work));
}
