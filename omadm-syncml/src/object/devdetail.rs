//! Device details.

use super::table::object;
use super::view::view;
use crate::tree::UriLimits;

object! {
    /// What is worth knowing of a device but need not be sent each time.
    DEVDETAIL = "urn:oma:mo:oma-dm-devdetail:1.0", "DevDetail", Specification "DM StdObj 1.2.1, DevDetail";
    0 "DevDetail" Node One [Get] "details of the device";
    1 "Ext" Node ZeroOrOne [Get] "the only place for extensions";
    1 "Bearer" Node ZeroOrOne [Get] "what belongs to the bearer";
    1 "URI" Node One [Get] "what the device supports in URIs";
    2 "MaxDepth" Chr One [Get] "the greatest number of segments; 0 for no limit";
    2 "MaxTotLen" Chr One [Get] "the greatest number of characters; 0 for no limit";
    2 "MaxSegLen" Chr One [Get] "the greatest number of characters in a segment; 0 for no limit";
    1 "DevTyp" Chr One [Get] "the kind of device";
    1 "OEM" Chr One [Get] "the original equipment manufacturer";
    1 "FwV" Chr One [Get] "the version of the firmware";
    1 "SwV" Chr One [Get] "the version of the software";
    1 "HwV" Chr One [Get] "the version of the hardware";
    1 "LrgObj" Bool One [Get] "whether large objects are supported";
}

view! {
    /// The object `./DevDetail`.
    DevDetail {
        /// The greatest number of segments in a URI; 0 for no limit.
        max_depth: u16 = "URI/MaxDepth",
        /// The greatest number of characters in a URI; 0 for no limit.
        max_total_length: u16 = "URI/MaxTotLen",
        /// The greatest number of characters in a segment; 0 for no limit.
        max_segment_length: u16 = "URI/MaxSegLen",
        /// The kind of device, such as `phone`.
        device_type: alloc::string::String = "DevTyp",
        /// The original equipment manufacturer.
        oem: alloc::string::String = "OEM",
        /// The version of the firmware.
        firmware_version: alloc::string::String = "FwV",
        /// The version of the software.
        software_version: alloc::string::String = "SwV",
        /// The version of the hardware.
        hardware_version: alloc::string::String = "HwV",
        /// Whether large objects are supported.
        large_objects: bool = "LrgObj",
    }
}

impl DevDetail {
    /// What the device supports in URIs; without limit where it says nothing.
    #[must_use]
    pub fn uri_limits(&self) -> UriLimits {
        let limit = |value: Option<u16>| value.unwrap_or(0);
        UriLimits::new(limit(self.max_depth), limit(self.max_total_length), limit(self.max_segment_length))
    }
}
