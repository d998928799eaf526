//! `GetParameterValues`: the ACS reads parameters.

use super::facet::{NAME_ITEM, list};
use super::table::record;
use super::{Extensions, ParameterValueStruct};
use crate::value::Value;
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// The ACS reads parameters (ACS to CPE).
    GetParameterValues {
        /// Full paths, or partial paths with a final dot for everything below; the empty path is the whole model.
        parameter_names: "ParameterNames" Vec<Cow<'a, str>>
            [list("ParameterNames").items(1, usize::MAX).of(&NAME_ITEM)], new;
    }

    /// The values.
    GetParameterValuesResponse {
        /// Every parameter asked for, with its value.
        parameter_list: "ParameterList" Vec<ParameterValueStruct<'a>> [list("ParameterValueList")], new;
    }
}

impl GetParameterValuesResponse<'_> {
    /// The value of a parameter by its full name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value<'_>> {
        self.parameter_list.iter().find(|parameter| parameter.name == name).map(|parameter| &parameter.value)
    }
}
