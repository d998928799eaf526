//! One row per thing that can happen: the codes that say it in each technology.

use super::ResponseCode;

/// A thing that can happen.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Condition {
    /// In a few words.
    pub name: &'static str,
    /// Whether the request was done or taken.
    pub success: bool,
    /// What TS-0005 and TS-0006 answer.
    pub spec: ResponseCode,
    /// The code that says it.
    pub precise: ResponseCode,
    /// m2m:execResultType.
    pub exec_result: Option<u8>,
    /// SyncML status codes, the usual one first.
    pub syncml: &'static [u16],
    /// CWMP faults of a device; 0 is success.
    pub cwmp: &'static [u16],
    /// CWMP faults of an ACS.
    pub cwmp_acs: &'static [u16],
    /// CoAP codes without their dot.
    pub coap: &'static [u16],
    /// Results of `/5/0/5`.
    pub firmware: &'static [u8],
    /// Results of `/9/x/9`.
    pub software: &'static [u8],
    /// Result codes of FUMO.
    pub fumo: &'static [u16],
}

macro_rules! conditions {
    ($( $success:literal $name:literal $spec:ident $precise:ident $exec:tt
        [$($syncml:literal)*] [$($cwmp:literal)*] [$($acs:literal)*] [$($coap:literal)*] [$($fw:literal)*] [$($sw:literal)*] [$($fumo:literal)*]; )*) => {
        /// Every condition. Codes that stand in several rows mean the first of them.
        pub const CONDITIONS: &[Condition] = &[ $( Condition {
            name: $name,
            success: $success == 1,
            spec: ResponseCode::$spec,
            precise: ResponseCode::$precise,
            exec_result: conditions!(@exec $exec),
            syncml: &[ $($syncml,)* ],
            cwmp: &[ $($cwmp,)* ],
            cwmp_acs: &[ $($acs,)* ],
            coap: &[ $($coap,)* ],
            firmware: &[ $($fw,)* ],
            software: &[ $($sw,)* ],
            fumo: &[ $($fumo,)* ],
        }, )* ];
    };
    (@exec -) => { None };
    (@exec $code:literal) => { Some($code) };
}

// success "condition" spec precise execResult [SyncML] [CWMP] [ACS] [CoAP] [/5/0/5] [/9/x/9] [FUMO]
conditions! {
    1 "read" OK OK 0 [200 217 212] [0] [] [205] [] [] [];
    1 "written" UPDATED UPDATED 0 [] [] [] [204] [] [] [];
    1 "created" CREATED CREATED - [201] [] [] [201] [] [] [];
    1 "deleted" DELETED DELETED - [] [] [] [202] [] [] [];
    1 "accepted, not finished" ACCEPTED ACCEPTED 31 [202 213] [] [] [231] [11] [] [202];
    1 "installed" OK OK - [] [] [] [] [1] [2] [200];
    0 "not executed" INTERNAL_SERVER_ERROR OPERATION_DENIED_BY_REMOTE_ENTITY - [215] [] [] [] [] [] [];
    0 "bad request" BAD_REQUEST BAD_REQUEST 5 [400] [9003] [8003] [400] [] [] [];
    0 "denied" BAD_REQUEST ORIGINATOR_HAS_NO_PRIVILEGE 2 [403] [9001] [8001] [403] [] [] [];
    0 "no privilege" ORIGINATOR_HAS_NO_PRIVILEGE ORIGINATOR_HAS_NO_PRIVILEGE - [425] [] [] [401] [] [] [];
    0 "credentials rejected" RECEIVER_HAS_NO_PRIVILEGE RECEIVER_HAS_NO_PRIVILEGE - [401 407] [] [] [] [] [] [];
    0 "target not found" NOT_FOUND NOT_FOUND - [404] [] [] [404] [] [] [];
    0 "invalid parameter name" NOT_IMPLEMENTED NOT_FOUND - [404] [9005] [] [404] [] [] [];
    0 "not writable" OPERATION_NOT_ALLOWED OPERATION_NOT_ALLOWED - [405] [9008] [] [405] [] [] [];
    0 "method not supported" BAD_REQUEST NOT_IMPLEMENTED 1 [406 501] [9000] [8000] [501] [] [] [408];
    0 "invalid parameter type" CONTENTS_UNACCEPTABLE CONTENTS_UNACCEPTABLE - [415] [9006] [] [415] [] [] [];
    0 "invalid parameter value" CONTENTS_UNACCEPTABLE CONTENTS_UNACCEPTABLE - [412] [9007] [] [] [] [] [];
    0 "not acceptable" NOT_ACCEPTABLE NOT_ACCEPTABLE - [] [] [] [406] [] [] [];
    0 "already exists" ALREADY_EXISTS ALREADY_EXISTS - [418] [] [] [] [] [] [];
    0 "notification not possible" TARGET_NOT_SUBSCRIBABLE TARGET_NOT_SUBSCRIBABLE - [] [9009] [] [] [] [] [];
    0 "resources exceeded" BAD_REQUEST BAD_REQUEST 6 [420 413 414 416] [9004] [8004] [413 408] [2 3] [50 51] [501 502];
    0 "internal error" BAD_REQUEST INTERNAL_SERVER_ERROR 4 [500] [9002] [8002] [500] [8] [57 58 59] [409 400 410 500];
    0 "busy" INTERNAL_SERVER_ERROR MGMT_SESSION_ESTABLISHMENT_TIMEOUT - [503 504] [] [8005] [503 429] [] [] [];
    0 "rolled back" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR - [507 516 216] [] [] [] [] [] [];
    0 "cancelled" UPDATED UPDATED - [214] [] [] [] [10] [] [401];
    0 "session timeout" MGMT_SESSION_ESTABLISHMENT_TIMEOUT MGMT_SESSION_ESTABLISHMENT_TIMEOUT - [408] [] [] [504] [] [] [];
    0 "no management session" MGMT_SESSION_CANNOT_BE_ESTABLISHED MGMT_SESSION_CANNOT_BE_ESTABLISHED - [511] [] [] [] [] [] [];
    0 "unreachable" EXTERNAL_OBJECT_NOT_REACHABLE EXTERNAL_OBJECT_NOT_REACHABLE - [] [] [] [] [] [] [];
    0 "external object not found" EXTERNAL_OBJECT_NOT_FOUND EXTERNAL_OBJECT_NOT_FOUND - [] [] [] [] [] [] [];
    0 "invalid command type" INVALID_CMDTYPE INVALID_CMDTYPE - [] [] [] [] [] [] [];
    0 "arguments do not match" INVALID_ARGUMENTS INVALID_ARGUMENTS - [] [] [] [] [] [] [];
    0 "argument missing" INSUFFICIENT_ARGUMENTS INSUFFICIENT_ARGUMENTS - [] [] [] [] [] [] [];
    0 "conversion failed" MGMT_CONVERSION_ERROR MGMT_CONVERSION_ERROR - [] [] [] [] [] [] [];
    0 "cannot be cancelled" MGMT_CANCELLATION_FAILED MGMT_CANCELLATION_FAILED 3 [] [9021] [] [] [] [] [];
    0 "complete already" ALREADY_COMPLETE ALREADY_COMPLETE - [] [] [] [] [] [] [];
    0 "command not cancellable" MGMT_COMMAND_NOT_CANCELLABLE MGMT_COMMAND_NOT_CANCELLABLE - [] [] [] [] [] [] [];
    0 "file transfer failed" BAD_REQUEST INTERNAL_SERVER_ERROR 7 [] [9010] [] [] [4] [52] [503];
    0 "upload failed" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 10 [] [9011] [] [] [] [] [];
    0 "file server authentication failed" BAD_REQUEST INTERNAL_SERVER_ERROR 8 [] [9012] [] [] [] [] [406];
    0 "unsupported protocol" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 9 [] [9013] [] [] [9] [] [];
    0 "cannot join multicast group" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 11 [] [9014] [] [] [] [] [];
    0 "cannot contact file server" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 12 [] [9015] [] [] [] [] [407];
    0 "cannot access file" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 13 [] [9016] [] [] [7] [56] [411];
    0 "download incomplete" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 14 [] [9017] [] [] [] [] [];
    0 "file corrupted" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 15 [424] [9018] [] [] [5] [53] [402];
    0 "file authentication failed" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 16 [] [9019] [] [] [] [] [404];
    0 "window exceeded" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 19 [] [9020] [] [] [] [] [];
    0 "invalid UUID" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 20 [] [9022] [] [] [] [] [];
    0 "unknown execution environment" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 21 [] [9023] [] [] [] [] [];
    0 "disabled execution environment" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 22 [] [9024] [] [] [] [] [];
    0 "wrong device or environment" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 23 [] [9025] [] [] [6] [54] [403];
    0 "duplicate deployment unit" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 24 [] [9026] [] [] [] [] [];
    0 "system resources exceeded" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 25 [] [9027] [] [] [] [] [];
    0 "unknown deployment unit" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 26 [] [9028] [] [] [] [] [];
    0 "invalid state of deployment unit" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 27 [] [9029] [] [] [] [] [];
    0 "downgrade disallowed" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 28 [] [9030] [] [] [] [] [405];
    0 "version not specified" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 29 [] [9031] [] [] [] [] [];
    0 "version exists" INTERNAL_SERVER_ERROR INTERNAL_SERVER_ERROR 30 [] [9032] [] [] [] [] [];
}
