//! `GetOptions`: the ACS asks for the options that vouchers enabled.

use super::facet::{ANY, Facet, codes, list, text};
use super::table::{items, record, structs};
use super::{Extensions, OptionMode, OptionState};
use crate::value::{DateTime, Int, UnsignedInt};
use alloc::borrow::Cow;
use alloc::vec::Vec;

const OPTION_STATE: Facet = codes(|code, _| (0..=3).contains(&code));
const OPTION_MODE: Facet = codes(|code, _| (0..=2).contains(&code));
const IS_TRANSFERABLE: Facet = codes(|code, _| matches!(code, 0 | 1));

record! {
    /// An option and its state.
    OptionStruct {
        /// Name; at most 64 characters.
        option_name: "OptionName" Cow<'a, str> [text(64)], new;
        /// Serial number of the voucher.
        voucher_sn: "VoucherSN" UnsignedInt [ANY], new;
        /// Whether it is enabled, and set up.
        state: "State" OptionState [OPTION_STATE], new;
        /// How long it is enabled.
        mode: "Mode" OptionMode [OPTION_MODE], new;
        /// From when.
        start_date: "StartDate" DateTime [ANY], new;
        /// Until when, in mode 1.
        expiration_date: "ExpirationDate" Option<DateTime> [ANY], with_expiration_date(DateTime);
        /// 1 when the voucher can move to another device, else 0.
        is_transferable: "IsTransferable" Int [IS_TRANSFERABLE], with_is_transferable;
    }

    /// The ACS asks for options (ACS to CPE).
    GetOptions {
        /// One option, or all when empty.
        option_name: "OptionName" Cow<'a, str> [text(64)], new;
    }

    /// The options.
    GetOptionsResponse {
        /// Those asked for.
        option_list: "OptionList" Vec<OptionStruct<'a>> [list("OptionList")], new;
    }
}

structs! { OptionStruct }
items! { OptionStruct Items; }

impl Default for OptionStruct<'_> {
    fn default() -> Self {
        OptionStruct::new("", 0, OptionState::default(), OptionMode::default(), DateTime::UNKNOWN)
    }
}
