//! Meta information (SyncML MetInf DTD 1.1.2 and 1.2).

use crate::code::{AlertType, Format, Mark};
use crate::security::{AuthType, Nonce};
use crate::syntax::record;
use crate::syntax::{Cursor, Decode, IntoOwned, Source, Tag, split_space, trim};
use crate::{Error, WarningKind};
use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use mgmt_wire::Warning;

record! {
    /// `Meta`: what is said about data, credentials, a challenge or the session.
    ///
    /// Written with the namespace on each child, which every device accepts; read with or without it, also inside a
    /// `MetInf` element.
    pub struct Meta in MetInf settle unwrap_met_inf {
        /// Encoding of the data: a [`Format`] name. Without it `chr`.
        opt format with_format: Format => Cow<'a, str>,
        /// Media type of the data, authentication type of credentials, type of a generic alert.
        opt type_ with_type: Type => Cow<'a, str>,
        /// Severity of a generic alert.
        opt mark with_mark: Mark => Cow<'a, str>,
        /// Length of the whole object in bytes, as it is transported.
        opt size with_size: Size => u64,
        /// Synchronisation anchors.
        opt anchor with_anchor: Anchor => Box<Anchor<'a>>,
        /// Revision of the data.
        opt version with_version: Version => Cow<'a, str>,
        /// Nonce for the next credentials, in Base64.
        opt next_nonce with_next_nonce: NextNonce => Cow<'a, str>,
        /// Largest message the sender can take, in bytes.
        opt max_msg_size with_max_msg_size: MaxMsgSize => u64,
        /// Largest object the sender can take, in bytes.
        opt max_obj_size with_max_obj_size: MaxObjSize => u64,
        /// Experimental information.
        many emi with_emi: EMI => Cow<'a, str>,
        /// Memory of a data store.
        opt mem with_mem: Mem => Box<Mem<'a>>,
        /// The data is part of a record only.
        flag field_level with_field_level: FieldLevel => bool,
    }

    /// `Anchor`: marks of the last and this synchronisation.
    pub struct Anchor in MetInf {
        /// The mark of the last one.
        opt last with_last: Last => Cow<'a, str>,
        /// The mark of this one.
        one next with_next: Next => Cow<'a, str>,
    }

    /// `Mem`: free memory of a data store.
    pub struct Mem in MetInf {
        /// The memory is shared with other stores.
        flag shared_mem with_shared_mem: SharedMem => bool,
        /// Free bytes.
        opt free_mem with_free_mem: FreeMem => u64,
        /// Free identifiers.
        opt free_id with_free_id: FreeID => u64,
    }
}

impl Default for Meta<'_> {
    fn default() -> Self {
        Meta::new()
    }
}

impl<'a> Meta<'a> {
    /// Takes the children out of a `MetInf` element around them, which the MetInf DTD allows.
    #[inline]
    fn unwrap_met_inf<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        if self.extensions.is_empty() { Ok(()) } else { self.unwrap_kept(cursor) }
    }

    #[cold]
    fn unwrap_kept<S: Source<'a>>(&mut self, cursor: &mut Cursor<'a, '_, S>) -> Result<(), Error> {
        while let Some(wrapper) = self.extensions.take_element(Tag::MetInf) {
            // What was kept knows no offsets: the place is that of the end of the Meta around it.
            let mut warnings: Vec<Warning<WarningKind>> = Vec::new();
            let mut inner = Cursor::inside(wrapper.source(), cursor, &mut warnings);
            inner.next(Tag::MetInf.space())?;
            let wrapped = Meta::decode(&mut inner, Tag::MetInf).map(IntoOwned::into_owned);
            let offset = cursor.source().offset();
            for warning in warnings {
                cursor.notes.warn(warning.kind, offset);
            }
            let wrapped = wrapped.map_err(|error| cursor.error(error.into_kind()))?;
            let outer = core::mem::take(self);
            *self = Meta {
                format: outer.format.or(wrapped.format),
                type_: outer.type_.or(wrapped.type_),
                mark: outer.mark.or(wrapped.mark),
                size: outer.size.or(wrapped.size),
                anchor: outer.anchor.or(wrapped.anchor),
                version: outer.version.or(wrapped.version),
                next_nonce: outer.next_nonce.or(wrapped.next_nonce),
                max_msg_size: outer.max_msg_size.or(wrapped.max_msg_size),
                max_obj_size: outer.max_obj_size.or(wrapped.max_obj_size),
                emi: if outer.emi.is_empty() { wrapped.emi } else { outer.emi },
                mem: outer.mem.or(wrapped.mem),
                field_level: outer.field_level || wrapped.field_level,
                extensions: if outer.extensions.is_empty() { wrapped.extensions } else { outer.extensions },
            };
        }
        Ok(())
    }

    /// The type of a document that was taken out of its WBXML form, or is about to be put into it.
    pub(super) fn rename_type(&mut self) {
        let Some(text) = self.type_.as_deref() else { return };
        let (name, space) = split_space(text);
        if let Some(stem) = name.strip_suffix("wbxml") {
            self.type_ = Some(Cow::Owned([stem, "xml", space].concat()));
        }
    }

    /// Format and type, as most data needs them.
    pub fn of(format: impl Into<Cow<'a, str>>, type_: impl Into<Cow<'a, str>>) -> Self {
        Meta::new().with_format(format).with_type(type_)
    }

    /// [`format`](Self::format) as a name of the registry.
    #[must_use]
    pub fn data_format(&self) -> Option<Format<'_>> {
        self.format.as_deref().map(|name| Format::from(trim(name)))
    }

    /// [`type_`](Self::type_) of credentials or a challenge.
    #[must_use]
    pub fn auth_type(&self) -> Option<AuthType<'_>> {
        self.type_.as_deref().map(|name| AuthType::from(trim(name)))
    }

    /// [`type_`](Self::type_) of a generic alert.
    #[must_use]
    pub fn alert_type(&self) -> Option<AlertType<'_>> {
        self.type_.as_deref().map(|name| AlertType(Cow::Borrowed(trim(name))))
    }

    /// [`mark`](Self::mark) as a name of the registry.
    #[must_use]
    pub fn severity(&self) -> Option<Mark<'_>> {
        self.mark.as_deref().map(|name| Mark::from(trim(name)))
    }

    /// [`next_nonce`](Self::next_nonce), decoded.
    ///
    /// # Errors
    /// Not Base64, or too long.
    pub fn nonce(&self) -> Result<Option<Nonce>, Error> {
        self.next_nonce.as_deref().map(Nonce::from_base64).transpose()
    }
}
