//! The small enumerations of RPCs, as open registries.

/// One row per registry: its name, the integer, the values with their constants.
macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident $int:ident $number:ident { $( $(#[doc = $code_doc:literal])+ $code:ident = $value:literal; )* }
    )*) => { $(
        $(#[doc = $doc])+
        ///
        /// The registry is open: other numbers are kept.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(transparent))]
        pub struct $name(
            /// The number.
            pub $int,
        );

        impl $name {
            $( $(#[doc = $code_doc])+ pub const $code: $name = $name($value); )*

            /// The values that the schema names, in ascending order.
            pub const ALL: &'static [$name] = &[ $( $name($value), )* ];
        }

        impl From<$int> for $name {
            fn from(code: $int) -> Self {
                $name(code)
            }
        }

        crate::rpc::field::code_field!($name, $number);
    )* };
}

codes! {
    /// Whether a change is in effect already.
    Status i32 Int {
        /// Done and in effect; for a transfer: complete.
        DONE = 0;
        /// Accepted, but in effect only later, as after a reboot; for a transfer: not complete.
        LATER = 1;
    }
    /// How changes of a parameter are reported.
    Notification i32 Int {
        /// Not at all.
        OFF = 0;
        /// With the next Inform.
        PASSIVE = 1;
        /// With an Inform of their own.
        ACTIVE = 2;
        /// With the next lightweight notification (from CWMP 1.4).
        PASSIVE_LIGHTWEIGHT = 3;
        /// With the next Inform and the next lightweight notification.
        PASSIVE_WITH_PASSIVE_LIGHTWEIGHT = 4;
        /// With a lightweight notification of their own.
        ACTIVE_LIGHTWEIGHT = 5;
        /// With the next Inform and a lightweight notification of their own.
        PASSIVE_WITH_ACTIVE_LIGHTWEIGHT = 6;
    }
    /// How far a transfer is.
    TransferState i32 Int {
        /// Not yet started.
        NOT_STARTED = 1;
        /// In progress.
        IN_PROGRESS = 2;
        /// Completed, and about to be reported.
        COMPLETED = 3;
    }
    /// Whether an option is enabled, and set up.
    OptionState u32 UnsignedInt {
        /// Disabled and not set up.
        DISABLED = 0;
        /// Enabled, not set up.
        ENABLED = 1;
        /// Disabled, set up.
        DISABLED_SET_UP = 2;
        /// Enabled and set up.
        ENABLED_SET_UP = 3;
    }
    /// How long an option is enabled.
    OptionMode i32 Int {
        /// Disabled.
        DISABLED = 0;
        /// Enabled until its date of expiration.
        EXPIRES = 1;
        /// Enabled without end.
        UNLIMITED = 2;
    }
}
