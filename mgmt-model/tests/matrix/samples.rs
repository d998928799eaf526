//! What devices and servers say of one subject, in each technology: own samples, modelled on real traffic.

/// The protocols of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoken {
    OmaDm,
    Cwmp,
    LwM2m,
    OneM2m,
}

/// A message: subject, protocol, text in that protocol's readable form.
pub(crate) struct Sample {
    pub(crate) subject: &'static str,
    pub(crate) spoken: Spoken,
    pub(crate) text: String,
}

fn cwmp_envelope(id: usize, body: &str) -> String {
    format!(
        "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">\
         <soap-env:Header><cwmp:ID soap-env:mustUnderstand=\"1\">{id}</cwmp:ID></soap-env:Header>\
         <soap-env:Body>{body}</soap-env:Body></soap-env:Envelope>"
    )
}

fn parameters(list: &str) -> (String, usize) {
    let mut xml = String::new();
    let lines: Vec<_> = list.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for line in &lines {
        let (name, rest) = line.split_once(' ').unwrap();
        let (kind, value) = rest.split_once(' ').unwrap_or((rest, ""));
        xml.push_str(&format!(
            "<ParameterValueStruct><Name>{name}</Name><Value xsi:type=\"xsd:{kind}\">{value}</Value></ParameterValueStruct>"
        ));
    }
    (xml, lines.len())
}

/// `Name type value` per line, as a device answers it.
fn values(list: &str) -> String {
    let (xml, count) = parameters(list);
    cwmp_envelope(
        1,
        &format!(
            "<cwmp:GetParameterValuesResponse><ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[{count}]\">{xml}</ParameterList></cwmp:GetParameterValuesResponse>"
        ),
    )
}

/// The same as an ACS sets it.
fn set(list: &str) -> String {
    let (xml, count) = parameters(list);
    cwmp_envelope(
        1,
        &format!(
            "<cwmp:SetParameterValues><ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[{count}]\">{xml}</ParameterList><ParameterKey></ParameterKey></cwmp:SetParameterValues>"
        ),
    )
}

fn syncml(commands: &str) -> String {
    format!(
        "<SyncML xmlns=\"SYNCML:SYNCML1.2\"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>\
         <MsgID>1</MsgID><Target><LocURI>urn:device</LocURI></Target><Source><LocURI>https://dm.example/</LocURI></Source></SyncHdr>\
         <SyncBody>{commands}<Final/></SyncBody></SyncML>"
    )
}

/// `./Uri format value` per line, as results of a Get.
fn results(list: &str) -> String {
    let mut items = String::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (uri, rest) = line.split_once(' ').unwrap();
        let (format, value) = rest.split_once(' ').unwrap_or((rest, ""));
        items.push_str(&format!(
            "<Item><Source><LocURI>{uri}</LocURI></Source><Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{value}</Data></Item>"
        ));
    }
    syncml(&format!("<Results><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>3</CmdRef>{items}</Results>"))
}

/// `Replace ./Uri format value` and `Exec ./Uri` per line, a command each.
fn commands(list: &str) -> String {
    let mut xml = String::new();
    for (place, line) in list.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let mut words = line.splitn(4, ' ');
        let (command, uri) = (words.next().unwrap(), words.next().unwrap());
        let data = words.next().map_or(String::new(), |format| {
            let value = words.next().unwrap_or_default();
            format!("<Meta><Format xmlns=\"syncml:metinf\">{format}</Format></Meta><Data>{value}</Data>")
        });
        xml.push_str(&format!(
            "<{command}><CmdID>{}</CmdID><Item><Target><LocURI>{uri}</LocURI></Target>{data}</Item></{command}>",
            place + 2
        ));
    }
    syncml(&xml)
}

pub(crate) fn all() -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut add = |subject, spoken, text: String| samples.push(Sample { subject, spoken, text });
    use Spoken::{Cwmp, LwM2m, OmaDm, OneM2m};

    let subject = "device info";
    add(
        subject,
        OmaDm,
        results(
            "./DevInfo/DevId chr IMEI:490154203237518
             ./DevInfo/Man chr Hilltop
             ./DevInfo/Mod chr HT-7420
             ./DevDetail/DevTyp chr gateway
             ./DevDetail/FwV chr 4.9.1-r3
             ./DevDetail/SwV chr 2.0
             ./DevDetail/HwV chr B2",
        ),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.DeviceInfo.Manufacturer string Hilltop
             Device.DeviceInfo.ManufacturerOUI string 00A1B2
             Device.DeviceInfo.ModelName string HT-7420
             Device.DeviceInfo.ProductClass string gateway
             Device.DeviceInfo.SerialNumber string S-0007
             Device.DeviceInfo.HardwareVersion string B2
             Device.DeviceInfo.SoftwareVersion string 4.9.1-r3
             Device.Time.CurrentLocalTime dateTime 2026-03-14T02:17:09+01:00",
        ),
    );
    add(
        subject,
        LwM2m,
        r#"[{"bn":"/3/0/","n":"0","vs":"Hilltop"},{"n":"1","vs":"HT-7420"},{"n":"2","vs":"S-0007"},{"n":"3","vs":"4.9.1-r3"},
            {"n":"13","v":1773451029},{"n":"16","vs":"U"},{"n":"17","vs":"gateway"},{"n":"18","vs":"B2"},{"n":"19","vs":"2.0"}]"#
            .into(),
    );
    add(
        subject,
        OneM2m,
        r#"{"m2m:dvi":{"dlb":"S-0007","man":"Hilltop","mod":"HT-7420","smod":"EU","dty":"gateway","dvnm":"attic","fwv":"4.9.1-r3","swv":"2.0","hwv":"B2","osv":"5.15","cnty":"DE","syst":"20260314T011709"}}"#
            .into(),
    );

    let subject = "firmware status";
    add(
        subject,
        OmaDm,
        results("./FUMO/1/PkgName chr gw-image\n./FUMO/1/PkgVersion chr 4.9.2\n./FUMO/1/State int 30"),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.DeviceInfo.FirmwareImage.1.Name string gw-image
             Device.DeviceInfo.FirmwareImage.1.Version string 4.9.2
             Device.DeviceInfo.FirmwareImage.1.Status string Downloading",
        ),
    );
    add(
        subject,
        LwM2m,
        r#"[{"bn":"/5/0/","n":"3","v":1},{"n":"5","v":0},{"n":"6","vs":"gw-image"},{"n":"7","vs":"4.9.2"}]"#
            .into(),
    );
    add(
        subject,
        OneM2m,
        r#"{"m2m:fwr":{"vr":"4.9.2","fwn":"gw-image","uds":{"acn":"update","sus":3}}}"#.into(),
    );

    let subject = "firmware update";
    add(
        subject,
        OmaDm,
        commands(
            "Replace ./FUMO/1/DownloadAndUpdate/PkgURL chr https://files.example/f.bin
             Exec ./FUMO/1/DownloadAndUpdate",
        ),
    );
    add(
        subject,
        Cwmp,
        cwmp_envelope(
            1,
            "<cwmp:Download><CommandKey>k7</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>https://files.example/f.bin</URL>\
             <Username></Username><Password></Password><FileSize>0</FileSize><TargetFileName></TargetFileName><DelaySeconds>0</DelaySeconds>\
             <SuccessURL></SuccessURL><FailureURL></FailureURL></cwmp:Download>",
        ),
    );
    add(subject, LwM2m, r#"[{"n":"/5/0/1","vs":"https://files.example/f.bin"},{"n":"/5/0/2"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:fwr":{"url":"https://files.example/f.bin","ud":true}}"#.into());

    let subject = "software status";
    add(
        subject,
        OmaDm,
        results(
            "./SCOMO/Inventory/Deployed/1/Name chr meter
             ./SCOMO/Inventory/Deployed/1/Version chr 1.4
             ./SCOMO/Inventory/Deployed/1/State int 20",
        ),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.SoftwareModules.DeploymentUnit.1.UUID string 6f9619ff-8b86-d011-b42d-00cf4fc964ff
             Device.SoftwareModules.DeploymentUnit.1.Name string meter
             Device.SoftwareModules.DeploymentUnit.1.Version string 1.4
             Device.SoftwareModules.DeploymentUnit.1.Status string Installed
             Device.SoftwareModules.ExecutionUnit.1.Status string Active",
        ),
    );
    add(
        subject,
        LwM2m,
        r#"[{"bn":"/9/0/","n":"0","vs":"meter"},{"n":"1","vs":"1.4"},{"n":"7","v":4},{"n":"9","v":2},{"n":"12","vb":true}]"#
            .into(),
    );
    add(
        subject,
        OneM2m,
        r#"{"m2m:swr":{"vr":"1.4","swn":"meter","ins":{"acn":"install","sus":1},"acts":{"acn":"activate","sus":1}}}"#
            .into(),
    );

    let subject = "software install";
    add(
        subject,
        OmaDm,
        commands(
            "Replace ./SCOMO/Download/1/PkgURL chr https://files.example/meter.ipk
             Exec ./SCOMO/Download/1/Operations/DownloadInstallInactive",
        ),
    );
    add(
        subject,
        Cwmp,
        cwmp_envelope(
            1,
            "<cwmp:ChangeDUState><Operations xsi:type=\"cwmp:InstallOpStruct\"><URL>https://files.example/meter.ipk</URL>\
             <UUID>6f9619ff-8b86-d011-b42d-00cf4fc964ff</UUID><Username></Username><Password></Password><ExecutionEnvRef></ExecutionEnvRef>\
             </Operations><CommandKey>k8</CommandKey></cwmp:ChangeDUState>",
        ),
    );
    add(subject, LwM2m, r#"[{"n":"/9/0/3","vs":"https://files.example/meter.ipk"},{"n":"/9/0/4"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:swr":{"url":"https://files.example/meter.ipk","in":true}}"#.into());

    let subject = "software removal";
    add(subject, OmaDm, commands("Exec ./SCOMO/Inventory/Deployed/1/Operations/Remove"));
    add(
        subject,
        Cwmp,
        cwmp_envelope(
            1,
            "<cwmp:ChangeDUState><Operations xsi:type=\"cwmp:UninstallOpStruct\"><UUID>6f9619ff-8b86-d011-b42d-00cf4fc964ff</UUID>\
             <Version></Version><ExecutionEnvRef></ExecutionEnvRef></Operations><CommandKey></CommandKey></cwmp:ChangeDUState>",
        ),
    );
    add(subject, LwM2m, r#"[{"n":"/9/0/6"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:swr":{"un":true}}"#.into());

    let subject = "software activation";
    add(subject, OmaDm, commands("Exec ./SCOMO/Inventory/Deployed/1/Operations/Activate"));
    add(subject, Cwmp, set("Device.SoftwareModules.ExecutionUnit.1.RequestedState string Active"));
    add(subject, LwM2m, r#"[{"n":"/9/0/10"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:swr":{"act":true}}"#.into());

    let subject = "memory";
    add(
        subject,
        OmaDm,
        results(
            "./DiagMon/Memory/DiagMonData/RAMAvail int 65536000\n./DiagMon/Memory/DiagMonData/RAMTotal int 262144000",
        ),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.DeviceInfo.MemoryStatus.Free unsignedInt 64000\nDevice.DeviceInfo.MemoryStatus.Total unsignedInt 256001",
        ),
    );
    add(subject, LwM2m, r#"[{"n":"/3/0/10","v":65536},{"n":"/3/0/21","v":262145}]"#.into());
    add(subject, OneM2m, r#"{"m2m:mem":{"mma":65536000,"mmt":262144001}}"#.into());

    let subject = "battery";
    add(
        subject,
        OmaDm,
        results(
            "./DiagMon/BatteryInfo/DiagMonData/1/BatteryLevel int 57\n./DiagMon/BatteryInfo/DiagMonData/1/BatteryStatus int 2",
        ),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Level unsignedInt 57
             Device.DeviceInfo.X_oneM2M_org_BatteryStatus.Battery.1.Status unsignedInt 2",
        ),
    );
    add(subject, LwM2m, r#"[{"n":"/3/0/9","v":57},{"n":"/3/0/20","v":1}]"#.into());
    add(subject, OneM2m, r#"{"m2m:bat":{"btl":57,"bts":2}}"#.into());

    let subject = "reboot";
    add(subject, OmaDm, commands("Exec ./DiagMon/Restart/Operations/Start"));
    add(subject, Cwmp, cwmp_envelope(1, "<cwmp:Reboot><CommandKey>r1</CommandKey></cwmp:Reboot>"));
    add(subject, LwM2m, r#"[{"n":"/3/0/4"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:rbo":{"rbo":true}}"#.into());

    let subject = "factory reset";
    add(subject, OmaDm, commands("Exec ./LAWMO/Operations/FactoryReset"));
    add(subject, Cwmp, cwmp_envelope(1, "<cwmp:FactoryReset/>"));
    add(subject, LwM2m, r#"[{"n":"/3/0/5"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:rbo":{"far":true}}"#.into());

    let subject = "diagnostics order";
    add(
        subject,
        OmaDm,
        commands(
            "Replace ./DiagMon/Ping/DiagMonConfig/Host chr 192.0.2.1\nExec ./DiagMon/Ping/Operations/Start",
        ),
    );
    add(
        subject,
        Cwmp,
        set("Device.IP.Diagnostics.IPPing.Host string 192.0.2.1
             Device.IP.Diagnostics.IPPing.NumberOfRepetitions unsignedInt 4
             Device.IP.Diagnostics.IPPing.DiagnosticsState string Requested"),
    );
    add(subject, LwM2m, r#"[{"n":"/7/0/8","v":60},{"n":"/7/0/6"}]"#.into());
    add(
        subject,
        OneM2m,
        r#"{"mgmt:ping":{"mgd":0,"mgs":"urn:mgmt-model:schema:ping:1","host":"192.0.2.1","repetitions":4,"start":true}}"#.into(),
    );

    let subject = "diagnostics results";
    add(
        subject,
        OmaDm,
        results("./DiagMon/RF/DiagMonData/RSSI int -71\n./DiagMon/RF/DiagMonData/CellId int 4711"),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.IP.Diagnostics.IPPing.DiagnosticsState string Complete
             Device.IP.Diagnostics.IPPing.SuccessCount unsignedInt 4
             Device.IP.Diagnostics.IPPing.FailureCount unsignedInt 0
             Device.IP.Diagnostics.IPPing.AverageResponseTime unsignedInt 12",
        ),
    );
    add(subject, LwM2m, r#"[{"bn":"/7/0/","n":"0","v":3},{"n":"2","v":1500},{"n":"3","v":2600}]"#.into());
    add(
        subject,
        OneM2m,
        r#"{"mgmt:ping":{"mgd":0,"mgs":"urn:mgmt-model:schema:ping:1","state":2,"successCount":4,"failureCount":0}}"#.into(),
    );

    let subject = "log";
    add(subject, OmaDm, results("./DiagMon/Trace/DiagMonData chr line one"));
    add(
        subject,
        Cwmp,
        values(
            "Device.DeviceInfo.X_oneM2M_org_Diagnostics.EventLog.1.Type unsignedInt 3
             Device.DeviceInfo.X_oneM2M_org_Diagnostics.EventLog.1.Status unsignedInt 1
             Device.DeviceInfo.X_oneM2M_org_Diagnostics.EventLog.1.Data string bGluZSBvbmU=",
        ),
    );
    add(
        subject,
        LwM2m,
        r#"[{"bn":"/20/0/","n":"4010","v":3},{"n":"4013","v":0},{"n":"4014","vd":"bGluZSBvbmU"}]"#.into(),
    );
    add(subject, OneM2m, r#"{"m2m:evl":{"lgt":3,"lgd":"bGluZSBvbmU=","lgst":1}}"#.into());

    let subject = "log start";
    add(subject, OmaDm, commands("Exec ./DiagMon/1/Operations/Start"));
    add(subject, Cwmp, set("Device.DeviceInfo.X_oneM2M_org_Diagnostics.EventLog.1.Enable boolean true"));
    add(subject, LwM2m, r#"[{"n":"/20/0/4011"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:evl":{"lga":true}}"#.into());

    let subject = "log stop";
    add(subject, OmaDm, commands("Exec ./DiagMon/1/Operations/Stop"));
    add(subject, Cwmp, set("Device.DeviceInfo.X_oneM2M_org_Diagnostics.EventLog.1.Enable boolean 0"));
    add(subject, LwM2m, r#"[{"n":"/20/0/4012"}]"#.into());
    add(subject, OneM2m, r#"{"m2m:evl":{"lgo":true}}"#.into());

    let subject = "log upload";
    add(subject, OmaDm, commands("Get ./DiagMon/1/DiagMonData"));
    add(
        subject,
        Cwmp,
        cwmp_envelope(
            1,
            "<cwmp:Upload><CommandKey>u1</CommandKey><FileType>2 Vendor Log File</FileType><URL>https://logs.example/7</URL>\
             <Username>box</Username><Password>swordfish</Password><DelaySeconds>0</DelaySeconds></cwmp:Upload>",
        ),
    );
    add(subject, LwM2m, r#"[{"n":"/20/0/4014"}]"#.into());
    add(
        subject,
        OneM2m,
        r#"{"m2m:mgc":{"cmt":3,"exra":{"uld":[{"ftyp":"2 Vendor Log File","url":"https://logs.example/7","unm":"box","pwd":"swordfish"}]},"exe":true}}"#
            .into(),
    );

    let subject = "Wi-Fi";
    add(subject, OmaDm, results("./ConnMO/WLAN/1/SSID chr meadow"));
    add(
        subject,
        Cwmp,
        values(
            "Device.WiFi.SSID.1.SSID string meadow
             Device.WiFi.SSID.1.BSSID string 02:00:5e:00:53:01
             Device.WiFi.SSID.1.Enable boolean 1
             Device.WiFi.SSID.1.Status string Up
             Device.WiFi.AccessPoint.1.Security.ModeEnabled string WPA2-Personal
             Device.WiFi.Radio.1.Channel unsignedInt 11
             Device.WiFi.SSID.1.Stats.BytesSent unsignedLong 123456",
        ),
    );
    add(
        subject,
        LwM2m,
        r#"[{"bn":"/12/0/","n":"1","vb":true},{"n":"3","v":1},{"n":"4","vs":"02-00-5E-00-53-01"},{"n":"5","vs":"meadow"},{"n":"8","v":0},{"n":"9","v":11},{"n":"15","v":1},{"n":"16","v":0},{"n":"33","v":123456}]"#
            .into(),
    );
    add(
        subject,
        OneM2m,
        r#"{"dcfg:wific":{"ssid":"meadow","wcrds":{"enct":4},"maca":"02:00:5e:00:53:01","chanl":"11","rdst":true}}"#.into(),
    );

    let subject = "Wi-Fi settings";
    add(subject, OmaDm, commands("Replace ./ConnMO/WLAN/1/SSID chr meadow"));
    add(
        subject,
        Cwmp,
        set("Device.WiFi.SSID.1.SSID string meadow
             Device.WiFi.AccessPoint.1.Security.ModeEnabled string WPA3-Personal
             Device.WiFi.AccessPoint.1.Security.KeyPassphrase string correct horse"),
    );
    add(subject, LwM2m, r#"[{"n":"/12/0/5","vs":"meadow"},{"n":"/12/0/18","vs":"correct horse"}]"#.into());
    add(
        subject,
        OneM2m,
        r#"{"dcfg:wific":{"ssid":"meadow","wcrds":{"enct":4,"wpap":"correct horse"}}}"#.into(),
    );

    let subject = "cellular";
    add(
        subject,
        OmaDm,
        results("./ConnMO/NAP/1/NAPAddr chr iot.example\n./DiagMon/RF/DiagMonData/RSSI int -71"),
    );
    add(
        subject,
        Cwmp,
        values(
            "Device.Cellular.Interface.1.CurrentAccessTechnology string LTE
             Device.Cellular.Interface.1.RSSI int -71
             Device.Cellular.Interface.1.NetworkInUse string 31026
             Device.Cellular.Interface.1.IMEI string 490154203237518
             Device.Cellular.Interface.1.USIM.IMSI string 310260000000007
             Device.Cellular.Interface.1.USIM.ICCID string 8901260000000000077
             Device.Cellular.AccessPoint.1.APN string iot.example",
        ),
    );
    add(
        subject,
        LwM2m,
        r#"[{"bn":"/4/0/","n":"0","v":6},{"n":"1/0","v":6},{"n":"1/1","v":5},{"n":"2","v":-71},{"n":"3","v":20},{"n":"4/0","vs":"192.0.2.7"},{"n":"7/0","vs":"iot.example"},{"n":"8","v":4711},{"n":"9","v":26},{"n":"10","v":310}]"#
            .into(),
    );
    add(
        subject,
        OneM2m,
        r#"[{"dcfg:sim":{"imsi":"310260000000007","icid":"8901260000000000077","sist":1,"sity":0}},{"dcfg:mnwk":{"cnb":6,"rss":-71,"liqu":20,"ipad":["192.0.2.7"],"apna":"iot.example","ceid":4711,"smnc":26,"smcc":310}}]"#
            .into(),
    );

    let subject = "cellular settings";
    add(subject, OmaDm, commands("Replace ./ConnMO/NAP/1/NAPAddr chr iot.example"));
    add(subject, Cwmp, set("Device.Cellular.AccessPoint.1.APN string iot.example"));
    add(subject, LwM2m, r#"[{"n":"/11/0/1","vs":"iot.example"},{"n":"/11/0/3","vb":true}]"#.into());
    add(subject, OneM2m, r#"{"dcfg:mnwk":{"apna":"iot.example"}}"#.into());

    let subject = "lock";
    add(subject, OmaDm, commands("Exec ./LAWMO/Operations/FullyLock"));
    add(subject, Cwmp, set("Device.X_HILLTOP_Lock string full"));
    add(subject, LwM2m, r#"[{"n":"/8/0/0","v":2}]"#.into());
    add(
        subject,
        OneM2m,
        r#"{"mgmt:lock":{"mgd":0,"mgs":"urn:mgmt-model:schema:lock:1","fullyLock":true}}"#.into(),
    );
    let subject = "wipe";
    add(subject, OmaDm, commands("Exec ./LAWMO/Operations/Wipe"));
    add(subject, LwM2m, r#"[{"n":"/8/0/4/0","vs":"photos"},{"n":"/8/0/3"}]"#.into());
    add(subject, OneM2m, r#"{"mgmt:lock":{"mgd":0,"mgs":"urn:mgmt-model:schema:lock:1","wipeTargets":["photos"],"wipe":true}}"#.into());
    samples
}
