//! The device and its software: oneM2M's 1001 to 1010.
//!
//! Made from the tables by the test `objects`; `BLESS=1 cargo test -p mgmt-model --test objects` writes it anew.

use crate::resource::codes;
use crate::resource::object::{ActionStatus, Field, Object, object};
use crate::{ErrorKind, Value};
use alloc::string::String;
use alloc::vec::Vec;

object! {
    /// firmware (`m2m:fwr`, mgmtDefinition 1001).
    Firmware "firmware"
    {
        /// `vr`.
        version with_version: String = "version";
        /// `fwn`.
        firmware_name with_firmware_name: String = "firmwareName";
        /// `url`.
        url with_url: String = "URL";
        /// `ud`.
        update with_update: bool = "update";
    }
    {
        /// `uds`.
        update_status with_update_status: ActionStatus = "updateStatus";
    }
}

object! {
    /// software (`m2m:swr`, mgmtDefinition 1002).
    Software "software"
    {
        /// `vr`.
        version with_version: String = "version";
        /// `swn`.
        software_name with_software_name: String = "softwareName";
        /// `url`.
        url with_url: String = "URL";
    }
    {
        /// `in`.
        install with_install: bool = "install";
        /// `un`.
        uninstall with_uninstall: bool = "uninstall";
        /// `ins`.
        install_status with_install_status: ActionStatus = "installStatus";
        /// `act`.
        activate with_activate: bool = "activate";
        /// `dea`.
        deactivate with_deactivate: bool = "deactivate";
        /// `acts`.
        active_status with_active_status: ActionStatus = "activeStatus";
    }
}

object! {
    /// memory (`m2m:mem`, mgmtDefinition 1003).
    Memory "memory"
    {
        /// `mma`, Byte.
        mem_available with_mem_available: u64 = "memAvailable";
        /// `mmt`, Byte.
        mem_total with_mem_total: u64 = "memTotal";
    }
    {
    }
}

object! {
    /// areaNwkInfo (`m2m:ani`, mgmtDefinition 1004).
    AreaNwkInfo "areaNwkInfo"
    {
        /// `ant`.
        area_nwk_type with_area_nwk_type: String = "areaNwkType";
    }
    {
        /// `ldv`.
        list_of_devices with_list_of_devices: Vec<String> = "listOfDevices";
    }
}

object! {
    /// areaNwkDeviceInfo (`m2m:andi`, mgmtDefinition 1005).
    AreaNwkDeviceInfo "areaNwkDeviceInfo"
    {
        /// `dvd`.
        dev_id with_dev_id: String = "devID";
        /// `dvt`.
        dev_type with_dev_type: String = "devType";
        /// `awi`.
        area_nwk_id with_area_nwk_id: String = "areaNwkId";
    }
    {
        /// `sli`, s.
        sleep_interval with_sleep_interval: u64 = "sleepInterval";
        /// `sld`, s.
        sleep_duration with_sleep_duration: u64 = "sleepDuration";
        /// `ss`.
        dev_status with_dev_status: String = "devStatus";
        /// `lnh`.
        list_of_neighbors with_list_of_neighbors: Vec<String> = "listOfNeighbors";
    }
}

object! {
    /// battery (`m2m:bat`, mgmtDefinition 1006).
    Battery "battery"
    {
        /// `btl`, %.
        battery_level with_battery_level: u32 = "batteryLevel";
        /// `bts`.
        battery_status with_battery_status: codes::BatteryStatus = "batteryStatus";
    }
    {
    }
}

object! {
    /// deviceInfo (`m2m:dvi`, mgmtDefinition 1007).
    DeviceInfo "deviceInfo"
    {
        /// `dlb`.
        device_label with_device_label: String = "deviceLabel";
        /// `man`.
        manufacturer with_manufacturer: String = "manufacturer";
        /// `mod`.
        model with_model: String = "model";
        /// `dty`.
        device_type with_device_type: String = "deviceType";
    }
    {
        /// `mfdl`.
        manufacturer_details_link with_manufacturer_details_link: String = "manufacturerDetailsLink";
        /// `mfd`.
        manufacturing_date with_manufacturing_date: crate::Time = "manufacturingDate";
        /// `smod`.
        sub_model with_sub_model: String = "subModel";
        /// `dvnm`.
        device_name with_device_name: String = "deviceName";
        /// `fwv`.
        fw_version with_fw_version: String = "fwVersion";
        /// `swv`.
        sw_version with_sw_version: String = "swVersion";
        /// `hwv`.
        hw_version with_hw_version: String = "hwVersion";
        /// `osv`.
        os_version with_os_version: String = "osVersion";
        /// `cnty`.
        country with_country: String = "country";
        /// `loc`.
        location with_location: String = "location";
        /// `syst`.
        system_time with_system_time: crate::Time = "systemTime";
        /// `spur`.
        support_url with_support_url: String = "supportURL";
        /// `purl`.
        presentation_url with_presentation_url: String = "presentationURL";
        /// `ptl`.
        protocol with_protocol: Vec<String> = "protocol";
    }
}

object! {
    /// deviceCapability (`m2m:dvc`, mgmtDefinition 1008).
    DeviceCapability "deviceCapability"
    {
        /// `can`.
        capability_name with_capability_name: String = "capabilityName";
        /// `att`.
        attached with_attached: bool = "attached";
        /// `cas`.
        capability_action_status with_capability_action_status: ActionStatus = "capabilityActionStatus";
        /// `cus`.
        current_state with_current_state: bool = "currentState";
    }
    {
        /// `ena`.
        enable with_enable: bool = "enable";
        /// `dis`.
        disable with_disable: bool = "disable";
    }
}

object! {
    /// reboot (`m2m:rbo`, mgmtDefinition 1009).
    Reboot "reboot"
    {
    }
    {
        /// `rbo`.
        reboot with_reboot: bool = "reboot";
        /// `far`.
        factory_reset with_factory_reset: bool = "factoryReset";
    }
}

object! {
    /// eventLog (`m2m:evl`, mgmtDefinition 1010).
    EventLog "eventLog"
    {
        /// `lgt`.
        log_type_id with_log_type_id: codes::LogTypeId = "logTypeId";
        /// `lgd`.
        log_data with_log_data: String = "logData";
        /// `lgst`.
        log_status with_log_status: codes::LogStatus = "logStatus";
    }
    {
        /// `lga`.
        log_start with_log_start: bool = "logStart";
        /// `lgo`.
        log_stop with_log_stop: bool = "logStop";
    }
}
