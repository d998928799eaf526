//! Own objects: connections, what passes over them, where and when.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{Field, Object, Secret, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// statistics (`mgmt:statistics`).
    Statistics "statistics"
    {
    }
    {
        /// `bytesSent`, Byte.
        bytes_sent with_bytes_sent: u64 = "bytesSent";
        /// `bytesReceived`, Byte.
        bytes_received with_bytes_received: u64 = "bytesReceived";
        /// `smsSent`.
        sms_sent with_sms_sent: u32 = "smsSent";
        /// `smsReceived`.
        sms_received with_sms_received: u32 = "smsReceived";
        /// `maxMessageSize`, Byte.
        max_message_size with_max_message_size: u32 = "maxMessageSize";
        /// `averageMessageSize`, Byte.
        average_message_size with_average_message_size: u32 = "averageMessageSize";
        /// `start`.
        start with_start: bool = "start";
        /// `stop`.
        stop with_stop: bool = "stop";
        /// `collectionPeriod`, s.
        collection_period with_collection_period: u32 = "collectionPeriod";
        /// `sampling`.
        sampling with_sampling: bool = "sampling";
    }
}

object! {
    /// location (`mgmt:location`).
    Location "location"
    {
    }
    {
        /// `latitude`, lat.
        latitude with_latitude: f64 = "latitude";
        /// `longitude`, lon.
        longitude with_longitude: f64 = "longitude";
        /// `altitude`, m.
        altitude with_altitude: f64 = "altitude";
        /// `radius`, m.
        radius with_radius: f64 = "radius";
        /// `speed`, m/s.
        speed with_speed: f64 = "speed";
        /// `timestamp`.
        timestamp with_timestamp: crate::Time = "timestamp";
        /// `source`.
        source with_source: String = "source";
    }
}

object! {
    /// time (`mgmt:time`).
    Time "time"
    {
    }
    {
        /// `utcOffset`.
        utc_offset with_utc_offset: String = "utcOffset";
        /// `timezone`.
        timezone with_timezone: String = "timezone";
        /// `posixTimezone`.
        posix_timezone with_posix_timezone: String = "posixTimezone";
        /// `ntpServer`.
        ntp_server with_ntp_server: String = "ntpServer";
        /// `backupNtpServer`.
        backup_ntp_server with_backup_ntp_server: String = "backupNtpServer";
        /// `enable`.
        enable with_enable: bool = "enable";
        /// `status`.
        status with_status: String = "status";
    }
}

object! {
    /// wlan (`mgmt:wlan`).
    Wlan "wlan"
    {
    }
    {
        /// `enable`.
        enable with_enable: bool = "enable";
        /// `ssid`.
        ssid with_ssid: String = "ssid";
        /// `passphrase`.
        passphrase with_passphrase: Secret = "passphrase";
        /// `preSharedKey`.
        pre_shared_key with_pre_shared_key: Secret = "preSharedKey";
        /// `securityMode`.
        security_mode with_security_mode: codes::WlanSecurity = "securityMode";
        /// `wepKey`.
        wep_key with_wep_key: Secret = "wepKey";
        /// `bssid`.
        bssid with_bssid: String = "bssid";
        /// `macAddress`.
        mac_address with_mac_address: String = "macAddress";
        /// `channel`.
        channel with_channel: String = "channel";
        /// `autoChannel`.
        auto_channel with_auto_channel: bool = "autoChannel";
        /// `advertised`.
        advertised with_advertised: bool = "advertised";
        /// `status`.
        status with_status: codes::WlanStatus = "status";
        /// `mode`.
        mode with_mode: codes::WlanMode = "mode";
        /// `radioEnabled`.
        radio_enabled with_radio_enabled: bool = "radioEnabled";
        /// `radioUp`.
        radio_up with_radio_up: bool = "radioUp";
        /// `bytesSent`, Byte.
        bytes_sent with_bytes_sent: u64 = "bytesSent";
        /// `bytesReceived`, Byte.
        bytes_received with_bytes_received: u64 = "bytesReceived";
        /// `packetsSent`.
        packets_sent with_packets_sent: u64 = "packetsSent";
        /// `packetsReceived`.
        packets_received with_packets_received: u64 = "packetsReceived";
        /// `interfaceName`.
        interface_name with_interface_name: String = "interfaceName";
        /// `beaconEnabled`.
        beacon_enabled with_beacon_enabled: bool = "beaconEnabled";
        /// `supportedChannels`.
        supported_channels with_supported_channels: Vec<String> = "supportedChannels";
        /// `channelsInUse`.
        channels_in_use with_channels_in_use: Vec<String> = "channelsInUse";
        /// `regulatoryDomain`.
        regulatory_domain with_regulatory_domain: String = "regulatoryDomain";
        /// `wmmSupported`.
        wmm_supported with_wmm_supported: bool = "wmmSupported";
        /// `wmmEnabled`.
        wmm_enabled with_wmm_enabled: bool = "wmmEnabled";
        /// `macControlEnabled`.
        mac_control_enabled with_mac_control_enabled: bool = "macControlEnabled";
        /// `allowedAddresses`.
        allowed_addresses with_allowed_addresses: Vec<String> = "allowedAddresses";
        /// `radiusServer`.
        radius_server with_radius_server: String = "radiusServer";
        /// `radiusPort`.
        radius_port with_radius_port: u32 = "radiusPort";
        /// `radiusSecret`.
        radius_secret with_radius_secret: Secret = "radiusSecret";
        /// `errorsSent`.
        errors_sent with_errors_sent: u64 = "errorsSent";
        /// `errorsReceived`.
        errors_received with_errors_received: u64 = "errorsReceived";
        /// `unicastPacketsSent`.
        unicast_packets_sent with_unicast_packets_sent: u64 = "unicastPacketsSent";
        /// `unicastPacketsReceived`.
        unicast_packets_received with_unicast_packets_received: u64 = "unicastPacketsReceived";
        /// `multicastPacketsSent`.
        multicast_packets_sent with_multicast_packets_sent: u64 = "multicastPacketsSent";
        /// `multicastPacketsReceived`.
        multicast_packets_received with_multicast_packets_received: u64 = "multicastPacketsReceived";
        /// `broadcastPacketsSent`.
        broadcast_packets_sent with_broadcast_packets_sent: u64 = "broadcastPacketsSent";
        /// `broadcastPacketsReceived`.
        broadcast_packets_received with_broadcast_packets_received: u64 = "broadcastPacketsReceived";
        /// `discardPacketsSent`.
        discard_packets_sent with_discard_packets_sent: u64 = "discardPacketsSent";
        /// `discardPacketsReceived`.
        discard_packets_received with_discard_packets_received: u64 = "discardPacketsReceived";
        /// `unknownPacketsReceived`.
        unknown_packets_received with_unknown_packets_received: u64 = "unknownPacketsReceived";
    }
}

object! {
    /// accessPointName (`mgmt:accessPointName`).
    AccessPointName "accessPointName"
    {
    }
    {
        /// `apn`.
        apn with_apn: String = "apn";
        /// `name`.
        name with_name: String = "name";
        /// `username`.
        username with_username: Secret = "username";
        /// `password`.
        password with_password: Secret = "password";
        /// `enable`.
        enable with_enable: bool = "enable";
    }
}
