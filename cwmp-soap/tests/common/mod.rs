//! One message of every RPC, every field filled.

use cwmp_soap::Rpc;
use cwmp_soap::rpc::*;
use cwmp_soap::value::{Boolean, BooleanForm, DateTime, EventCode, FaultCode, Value};

const UUID: &str = "0123abcd-0123-4567-89ab-0123456789ab";

fn time(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn values() -> Vec<ParameterValueStruct<'static>> {
    vec![
        ParameterValueStruct::new("Device.DeviceInfo.Manufacturer", Value::string("Example & Söhne <GmbH>")),
        ParameterValueStruct::new("Device.DeviceInfo.UpTime", Value::unsigned_int(77)),
        ParameterValueStruct::new("Device.ManagementServer.PeriodicInformEnable", Value::boolean(true)),
        ParameterValueStruct::new("Device.X_EXAMPLE_Offset", Value::int(-5)),
        ParameterValueStruct::new("Device.X_EXAMPLE_Big", Value::long(-5_000_000_000)),
        ParameterValueStruct::new("Device.X_EXAMPLE_Huge", Value::unsigned_long(18_446_744_073_709_551_615)),
        ParameterValueStruct::new(
            "Device.Time.CurrentLocalTime",
            Value::date_time(time("2011-07-01T12:00:00.250Z")),
        ),
        ParameterValueStruct::new("Device.X_EXAMPLE_Blob", Value::base64(b"\0\xffblob")),
        ParameterValueStruct::new("Device.X_EXAMPLE_Hex", Value::hex_binary(b"\0\xff")),
        ParameterValueStruct::new(
            "Device.X_EXAMPLE_Lines",
            Value::string(" kept\r\n\twhite space ]]> and \u{1F680} "),
        ),
        ParameterValueStruct::new("Device.X_EXAMPLE_Empty", Value::string("")),
    ]
}

fn word(value: bool) -> Boolean {
    Boolean { value, form: BooleanForm::Word }
}

/// Every request and response with a variant of its own, in the order of [`Rpc::ALL`].
pub(crate) fn every_rpc() -> Vec<Rpc<'static>> {
    let mut access = SetParameterAttributesStruct::new("Device.").with_notification(Notification::ACTIVE);
    access = access.with_notification_change(true).with_access_list_change(word(false));
    let install = InstallOpStruct::new("http://files.example.com/app.tar")
        .with_uuid(UUID)
        .with_username("user")
        .with_password("secret")
        .with_execution_env_ref("Device.SoftwareModules.ExecEnv.1.");
    let update = UpdateOpStruct::new().with_uuid(UUID).with_version("1.1");
    let update = update.with_url("http://files.example.com/app2.tar");
    let uninstall = UninstallOpStruct::new(UUID).with_version("1.0");
    let mut fault = DeploymentUnitFaultStruct::new(FaultCode::UNKNOWN_DEPLOYMENT_UNIT);
    fault.fault_string = Some("no such unit".into());
    let result =
        OpResultStruct::new(UUID, "Device.SoftwareModules.DeploymentUnit.1.", "1.0", "Installed", true)
            .with_execution_unit_ref_list("Device.SoftwareModules.ExecutionUnit.1.")
            .with_start_time(time("2011-07-01T12:00:00Z"))
            .with_complete_time(time("2011-07-01T12:00:10Z"))
            .with_fault(fault);
    let failed = OpResultStruct::new(UUID, "", "1.0", "Failed", false);
    let autonomous = AutonOpResultStruct::new(UUID, "", "1.0", "Uninstalled", word(false), "Uninstall");
    let download =
        Download::new("key", "1 Firmware Upgrade Image", "http://files.example.com/fw.bin?a=1&b=2")
            .with_username("user")
            .with_password("secret")
            .with_file_size(123_456)
            .with_target_file_name("fw.bin")
            .with_delay_seconds(10)
            .with_success_url("http://www.example.com/ok")
            .with_failure_url("http://www.example.com/failed");
    let window =
        TimeWindowStruct::new(0, 3600, "1 At Any Time").with_user_message("Update").with_max_retries(-1);
    let option = OptionStruct::new(
        "Voice",
        7,
        OptionState::ENABLED,
        OptionMode::EXPIRES,
        time("2011-07-01T12:00:00Z"),
    )
    .with_expiration_date(DateTime::INFINITE)
    .with_is_transferable(1);
    let inform = Inform::new(
        DeviceIdStruct::new("Example", "00D09E", "Gateway", "SN 1"),
        vec![
            EventStruct::new(EventCode::BOOT, ""),
            EventStruct::new(EventCode::M_REBOOT, "key"),
            EventStruct::new(EventCode::VALUE_CHANGE, ""),
        ],
        time("2011-07-01T12:00:00.5+02:00"),
        values(),
    )
    .with_max_envelopes(1)
    .with_retry_count(cwmp_soap::value::UnsignedInt { value: 3, zeros: 1 });
    let transfer_fault = FaultStruct::new(FaultCode::FILE_TRANSFER_FAILURE, "no route");
    vec![
        GetRPCMethods::new().into(),
        GetRPCMethodsResponse::new(vec!["GetRPCMethods".into(), "X_00D09E_Do".into()]).into(),
        SetParameterValues::new(values(), "parameter key").into(),
        SetParameterValuesResponse::new(Status::LATER).into(),
        GetParameterValues::new(vec!["Device.".into(), "Device.DeviceInfo.UpTime".into()]).into(),
        GetParameterValuesResponse::new(values()).into(),
        GetParameterNames::new("Device.", word(true)).into(),
        GetParameterNamesResponse::new(vec![
            ParameterInfoStruct::new("Device.DeviceInfo.", word(false)),
            ParameterInfoStruct::new("Device.DeviceInfo.UpTime", false),
        ])
        .into(),
        SetParameterAttributes::new(vec![access.with_access_list(vec!["Subscriber".into()])]).into(),
        SetParameterAttributesResponse::new().into(),
        GetParameterAttributes::new(vec!["Device.".into()]).into(),
        GetParameterAttributesResponse::new(vec![
            ParameterAttributeStruct::new("Device.A", Notification::PASSIVE),
            ParameterAttributeStruct::new("Device.B", Notification::OFF)
                .with_access_list(vec!["Subscriber".into()]),
        ])
        .into(),
        AddObject::new("Device.NAT.PortMapping.", "k").into(),
        AddObjectResponse::new(4_294_967_295, Status::DONE).into(),
        DeleteObject::new("Device.NAT.PortMapping.1.", "k").into(),
        DeleteObjectResponse::new(Status::DONE).into(),
        download.into(),
        DownloadResponse::new(Status::LATER).into(),
        Upload::new("key", "1 Vendor Configuration File", "http://files.example.com/")
            .with_username("user")
            .with_password("secret")
            .with_delay_seconds(1)
            .into(),
        UploadResponse::new(Status::DONE)
            .with_start_time(time("2011-07-01T12:00:00Z"))
            .with_complete_time(time("2011-07-01T12:00:01Z"))
            .into(),
        Reboot::new("key").into(),
        RebootResponse::new().into(),
        FactoryReset::new().into(),
        FactoryResetResponse::new().into(),
        GetQueuedTransfers::new().into(),
        GetQueuedTransfersResponse::new(vec![QueuedTransferStruct::new("key", TransferState::IN_PROGRESS)])
            .into(),
        ScheduleInform::new(60, "key").into(),
        ScheduleInformResponse::new().into(),
        SetVouchers::new(vec![Voucher::from_octets(b"<voucher/>")]).into(),
        SetVouchersResponse::new().into(),
        GetOptions::new("Voice").into(),
        GetOptionsResponse::new(vec![option]).into(),
        GetAllQueuedTransfers::new().into(),
        GetAllQueuedTransfersResponse::new(vec![
            AllQueuedTransferStruct::new("key", TransferState::COMPLETED, true, "1 Firmware Upgrade Image")
                .with_file_size(1)
                .with_target_file_name("fw.bin"),
        ])
        .into(),
        ScheduleDownload::new(
            "key",
            "1 Firmware Upgrade Image",
            "http://files.example.com/fw.bin",
            vec![window],
        )
        .with_username("user")
        .with_password("secret")
        .with_file_size(1)
        .with_target_file_name("fw.bin")
        .into(),
        ScheduleDownloadResponse::new().into(),
        CancelTransfer::new("key").into(),
        CancelTransferResponse::new().into(),
        ChangeDUState::new(vec![
            Operation::Install(install),
            Operation::Uninstall(uninstall),
            Operation::Update(update),
        ])
        .with_command_key("key")
        .into(),
        ChangeDUStateResponse::new().into(),
        inform.into(),
        InformResponse::new().with_max_envelopes(1).into(),
        TransferComplete::new("key", transfer_fault.clone())
            .with_start_time(time("2011-07-01T12:00:00Z"))
            .with_complete_time(DateTime::UNKNOWN)
            .into(),
        TransferCompleteResponse::new().into(),
        AutonomousTransferComplete::new(
            "",
            "http://files.example.com/log",
            false,
            "4 Vendor Log File",
            FaultStruct::success(),
        )
        .with_file_size(9)
        .with_target_file_name("log")
        .into(),
        AutonomousTransferCompleteResponse::new().into(),
        Kicked::new("command", "http://referer.example.com", "arg=1", "http://next.example.com").into(),
        KickedResponse::new("http://next.example.com").into(),
        RequestDownload::new("2 Web Content", vec![ArgStruct::new("Version", "1.0")]).into(),
        RequestDownloadResponse::new().into(),
        DUStateChangeComplete::new(vec![result, failed]).with_command_key("key").into(),
        DUStateChangeCompleteResponse::new().into(),
        AutonomousDUStateChangeComplete::new(vec![autonomous]).into(),
        AutonomousDUStateChangeCompleteResponse::new().into(),
    ]
}
