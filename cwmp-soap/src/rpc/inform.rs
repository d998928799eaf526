//! `Inform`: a device opens a session.

use super::facet::{ANY, COMMAND_KEY, EVENT_CODE, OUI, list, text};
use super::field::Item;
use super::table::{Record, record, structs};
use super::{Extensions, ParameterValueStruct};
use crate::envelope::decoder::{Decoder, ItemType, item_type};
use crate::error::Error;
use crate::value::{DateTime, EventCode, UnsignedInt};
use alloc::borrow::Cow;
use alloc::vec::Vec;

record! {
    /// Who the device is. Manufacturer OUI, product class and serial number identify it.
    DeviceIdStruct {
        /// Name of the manufacturer, for people; at most 64 characters.
        manufacturer: "Manufacturer" Cow<'a, str> [text(64).token()], new;
        /// Organizationally unique identifier of the manufacturer: six upper-case hexadecimal digits.
        oui: "OUI" Cow<'a, str> [OUI], new;
        /// Class of products the serial number is unique in; at most 64 characters, may be empty.
        product_class: "ProductClass" Cow<'a, str> [text(64).token()], new;
        /// Serial number; at most 64 characters.
        serial_number: "SerialNumber" Cow<'a, str> [text(64).token()], new;
    }

    /// Why the device calls.
    EventStruct {
        /// The event.
        event_code: "EventCode" EventCode<'a> [EVENT_CODE], new;
        /// `CommandKey` of the RPC behind an `M …` event, empty otherwise; at most 32 characters.
        command_key: "CommandKey" Cow<'a, str> [COMMAND_KEY], new;
    }

    /// A device opens a session (CPE to ACS).
    Inform {
        /// Who the device is.
        device_id: "DeviceId" DeviceIdStruct<'a> [ANY], new;
        /// Why it calls; at most 64 events.
        event: "Event" Vec<EventStruct<'a>> [list("EventList").items(0, 64)], new;
        /// Must be 1 and is ignored.
        max_envelopes: "MaxEnvelopes" UnsignedInt [ANY], with_max_envelopes;
        /// The device's time, local with offset.
        current_time: "CurrentTime" DateTime [ANY], new;
        /// How often this Inform failed before, 0 for the first attempt.
        retry_count: "RetryCount" UnsignedInt [ANY], with_retry_count;
        /// The parameters that every Inform carries, those that changed, those of the events.
        parameter_list: "ParameterList" Vec<ParameterValueStruct<'a>> [list("ParameterValueList")], new;
    }

    /// The ACS took the Inform.
    InformResponse {
        /// Must be 1 and is ignored.
        max_envelopes: "MaxEnvelopes" UnsignedInt [ANY], with_max_envelopes;
    }
}

structs! { DeviceIdStruct EventStruct }

impl<'a> Item<'a> for EventStruct<'a> {
    const ITEM: ItemType = item_type!("EventStruct", Cwmp, Events);
    const RUNS_ON: bool = true;

    fn decode_rest(decoder: &mut Decoder<'a, '_>) -> Result<Self, Error> {
        Self::decode_content(decoder)
    }
}

impl Default for DeviceIdStruct<'_> {
    fn default() -> Self {
        DeviceIdStruct::new("", "", "", "")
    }
}

impl Default for EventStruct<'_> {
    fn default() -> Self {
        EventStruct::new("", "")
    }
}

impl Inform<'_> {
    /// Whether the Inform reports this event.
    #[must_use]
    pub fn has_event(&self, event: &EventCode<'_>) -> bool {
        self.event.iter().any(|reported| reported.event_code.is(event))
    }

    /// The value of a parameter by its full name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&crate::value::Value<'_>> {
        self.parameter_list.iter().find(|parameter| parameter.name == name).map(|parameter| &parameter.value)
    }
}
