//! One management information model over OMA DM, TR-069, LwM2M and oneM2M: resources, mapping tables, operations and their translation.
#![cfg_attr(not(feature = "std"), no_std)]
