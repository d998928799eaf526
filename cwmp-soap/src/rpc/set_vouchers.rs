//! `SetVouchers`: the ACS hands vouchers to the device.

use super::Extensions;
use super::facet::{Facet, list};
use super::field::{Field, Item};
use super::table::record;
use crate::envelope::decoder::{Decoder, ItemType, Row, item_type};
use crate::envelope::encoder::Encoder;
use crate::error::{Error, ErrorKind, WarningKind};
use crate::value::Secret;
use alloc::vec::Vec;

/// A voucher: signed XML in base64. `Debug` does not show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Voucher<'a>(
    /// The base64 text as sent.
    pub Secret<'a>,
);

impl Voucher<'_> {
    /// A voucher of these octets.
    #[must_use]
    pub fn from_octets(octets: &[u8]) -> Voucher<'static> {
        Voucher(Secret(crate::value::Value::base64(octets).text))
    }

    /// The octets; `None` when the text is no base64.
    #[must_use]
    pub fn octets(&self) -> Option<Vec<u8>> {
        crate::value::decode_base64(&self.0)
    }
}

impl<'a> From<&'a str> for Voucher<'a> {
    fn from(base64: &'a str) -> Self {
        Voucher(base64.into())
    }
}

impl<'a> Field<'a> for Voucher<'a> {
    type Owned = Voucher<'static>;

    fn decode(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        let voucher = Voucher(Secret::decode(decoder, row)?);
        if !crate::value::is_base64(&voucher.0) {
            decoder.text_deviation(WarningKind::InvalidField("base64"))?;
        }
        Ok(voucher)
    }

    fn absent(decoder: &mut Decoder<'a, '_>, row: &Row) -> Result<Self, Error> {
        decoder.missing(row).map(|()| Voucher::default())
    }

    fn encode(&self, encoder: &mut Encoder<'_>, row: &Row) {
        if encoder.checks() && !crate::value::is_base64(&self.0) {
            encoder.fail(ErrorKind::InvalidValue("base64"));
        }
        self.0.encode(encoder, row);
    }

    fn into_owned(self) -> Voucher<'static> {
        Voucher(self.0.into_owned())
    }
}

impl<'a> Item<'a> for Voucher<'a> {
    const ITEM: ItemType = item_type!("base64", SoapEnc, Items);
}

const VOUCHER_ITEM: Facet = Facet::NONE.soap_enc("base64");

record! {
    /// The ACS hands vouchers to the device (ACS to CPE).
    SetVouchers {
        /// At least one.
        voucher_list: "VoucherList" Vec<Voucher<'a>>
            [list("VoucherList").items(1, usize::MAX).of(&VOUCHER_ITEM)], new;
    }

    /// The vouchers are taken.
    SetVouchersResponse {}
}
