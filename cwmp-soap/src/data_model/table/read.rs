//! A row's cells as an object or a parameter.

use alloc::vec::Vec;

use super::cell::{self, Cell};
use super::rows::Row;
use crate::data_model::document::{MaxEntries, UniqueKey};
use crate::data_model::facet::{
    Default, Enumeration, EnumerationRef, Facets, InstanceRef, List, PathRef, Pattern, Range, Size,
};
use crate::data_model::model::{Object, Parameter, Syntax};
use crate::data_model::number::Decimal;
use crate::data_model::vocabulary::{
    ActiveNotify, BaseType, DefaultKind, ListNesting, MountType, PathScope, ReferenceType, Status, TargetType,
};

impl<'a> Row<'a> {
    pub(in crate::data_model) fn read_object(&self) -> Object<'a> {
        let mut object = Object {
            path: self.path().into(),
            access: self.access(),
            min_entries: 1,
            max_entries: MaxEntries::Count(1),
            num_entries_parameter: None,
            enable_parameter: None,
            discriminator_parameter: None,
            mount_type: None,
            version: self.version(),
            status: self.status(),
            description: None,
            unique_keys: Vec::new(),
            parameters: Vec::new(),
            is_incomplete: false,
        };
        for cell in self.cells() {
            match cell.name {
                cell::MIN_ENTRIES => object.min_entries = cell.value.parse().unwrap_or(object.min_entries),
                cell::MAX_ENTRIES => {
                    object.max_entries = MaxEntries::from_word(cell.value).unwrap_or(object.max_entries)
                }
                cell::NUM_ENTRIES_PARAMETER => object.num_entries_parameter = Some(cell::plain(cell.value)),
                cell::ENABLE_PARAMETER => object.enable_parameter = Some(cell::plain(cell.value)),
                cell::DISCRIMINATOR_PARAMETER => {
                    object.discriminator_parameter = Some(cell::plain(cell.value));
                }
                cell::MOUNT_TYPE => object.mount_type = MountType::from_word(cell.value),
                cell::UNIQUE_KEY => object.unique_keys.push(UniqueKey {
                    functional: cell.has(cell::FUNCTIONAL),
                    parameters: cell.items().collect(),
                }),
                cell::INCOMPLETE => object.is_incomplete = true,
                _ => {}
            }
        }
        object
    }

    pub(super) fn read_parameter(&self) -> Parameter<'a> {
        let mut parameter = Parameter {
            name: self.name().into(),
            access: self.access(),
            active_notify: ActiveNotify::Normal,
            forced_inform: false,
            version: self.version(),
            status: self.status(),
            description: None,
            syntax: Syntax::of(self.base_type().unwrap_or(BaseType::Any)),
            is_incomplete: false,
        };
        for cell in self.cells() {
            match cell.name {
                cell::ACTIVE_NOTIFY => {
                    parameter.active_notify =
                        ActiveNotify::from_word(cell.value).unwrap_or(parameter.active_notify);
                }
                cell::FORCED_INFORM => parameter.forced_inform = true,
                cell::INCOMPLETE => parameter.is_incomplete = true,
                _ => read_syntax(&cell, &mut parameter.syntax),
            }
        }
        parameter
    }

    /// Everything the table has of a parameter's type.
    pub(in crate::data_model) fn syntax(&self) -> Syntax<'a> {
        let mut syntax = Syntax::of(self.base_type().unwrap_or(BaseType::Any));
        self.cells().for_each(|cell| read_syntax(&cell, &mut syntax));
        syntax
    }

    /// How many names of the path are those of the place where the row's service is mounted, if the row says so.
    pub(in crate::data_model) fn mounted_at(&self) -> Option<usize> {
        self.cell(cell::MOUNTED_AT).and_then(|cell| cell.value.parse().ok())
    }
}

fn read_syntax<'a>(cell: &Cell<'a>, syntax: &mut Syntax<'a>) {
    match cell.name {
        cell::DATA_TYPE => syntax.data_type = Some(cell::plain(cell.value)),
        cell::LIST => {
            let (least, most) = cell.ends();
            let list = syntax.list.get_or_insert_with(no_list);
            list.min_items = least.parse().unwrap_or(0);
            list.max_items = most.parse().ok();
            list.nested_brackets =
                cell.detail(cell::NESTED_BRACKETS).and_then(|word| ListNesting::from_word(&word));
            list.status = cell.status();
        }
        cell::LIST_SIZE => syntax.list.get_or_insert_with(no_list).sizes.push(size(cell)),
        cell::DEFAULT => {
            syntax.default = Some(Default {
                kind: cell
                    .details()
                    .find_map(|detail| DefaultKind::from_word(detail.name))
                    .unwrap_or(DefaultKind::Object),
                value: cell::plain(cell.value),
                status: cell.status(),
            });
        }
        cell::HIDDEN => syntax.hidden = true,
        cell::SECURED => syntax.secured = true,
        cell::COMMAND => syntax.command = true,
        _ => read_facet(cell, &mut syntax.facets),
    }
}

fn read_facet<'a>(cell: &Cell<'a>, facets: &mut Facets<'a>) {
    let scope =
        |name| cell.detail(name).and_then(|word| PathScope::from_word(&word)).unwrap_or(PathScope::Normal);
    let ref_type = || {
        let found = cell.details().find_map(|detail| ReferenceType::from_word(detail.name));
        found.unwrap_or(ReferenceType::Weak)
    };
    match cell.name {
        cell::SIZE => facets.sizes.push(size(cell)),
        cell::RANGE => {
            let (least, most) = cell.ends();
            facets.ranges.push(Range {
                min_inclusive: Decimal::parse(least),
                max_inclusive: Decimal::parse(most),
                step: cell.detail(cell::STEP).and_then(|step| Decimal::parse(&step)),
                status: cell.status(),
                description: None,
            });
        }
        cell::ENUMERATION => facets.enumerations.push(Enumeration {
            value: cell::plain(cell.value),
            code: cell.detail(cell::CODE).and_then(|code| code.parse().ok()),
            access: cell.access(),
            status: cell.status(),
            optional: cell.has(cell::OPTIONAL),
            version: cell.detail(cell::VERSION),
            description: None,
        }),
        cell::PATTERN => facets.patterns.push(Pattern {
            value: cell::plain(cell.value),
            access: cell.access(),
            status: cell.status(),
            optional: cell.has(cell::OPTIONAL),
            version: cell.detail(cell::VERSION),
            description: None,
        }),
        cell::PATH_REF => facets.path_refs.push(PathRef {
            ref_type: ref_type(),
            target_parents: cell.items().collect(),
            target_parent_scope: scope(cell::TARGET_PARENT_SCOPE),
            target_type: cell
                .detail(cell::TARGET_TYPE)
                .and_then(|word| TargetType::from_word(&word))
                .unwrap_or(TargetType::Any),
            target_data_type: cell.detail(cell::TARGET_DATA_TYPE),
            status: cell.status(),
        }),
        cell::INSTANCE_REF => facets.instance_refs.push(InstanceRef {
            ref_type: ref_type(),
            target_parent: cell::plain(cell.value),
            target_parent_scope: scope(cell::TARGET_PARENT_SCOPE),
            status: cell.status(),
        }),
        cell::ENUMERATION_REF => facets.enumeration_refs.push(EnumerationRef {
            target_param: cell::plain(cell.value),
            target_param_scope: scope(cell::TARGET_PARAM_SCOPE),
            null_value: cell.detail(cell::NULL_VALUE),
            status: cell.status(),
        }),
        cell::UNITS => facets.units = Some(cell::plain(cell.value)),
        _ => {}
    }
}

fn size<'a>(cell: &Cell<'a>) -> Size<'a> {
    let (least, most) = cell.ends();
    Size {
        min_length: least.parse().unwrap_or(0),
        max_length: most.parse().ok(),
        status: cell.status(),
        description: None,
    }
}

fn no_list<'a>() -> List<'a> {
    List { min_items: 0, max_items: None, nested_brackets: None, sizes: Vec::new(), status: Status::Current }
}
