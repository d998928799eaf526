//! `Item`: what a command is about.

use super::{Content, Data, Meta, Source, Target, Value, data};
use crate::Error;
use crate::code::Format;
use crate::syntax::{Sink, Source as TokenSource, record};
use alloc::borrow::Cow;
use alloc::boxed::Box;

record! {
    /// `Item`: a node and its value.
    pub struct Item in SyncMl announce announce {
        /// The node a command is about.
        opt target with_target: Target => Target<'a>,
        /// The node a value comes from.
        opt source with_source: Source => Source<'a>,
        /// Parent of the source; data synchronisation only.
        opt source_parent with_source_parent: SourceParent => Box<Source<'a>>,
        /// Parent of the target; data synchronisation only.
        opt target_parent with_target_parent: TargetParent => Box<Source<'a>>,
        /// Format and type of the data.
        opt meta with_meta: Meta => Meta<'a>,
        /// The value. `None` and empty are not the same.
        opt data with_data: Data => Data<'a>,
        /// More chunks of the value follow in the next message.
        flag more_data with_more_data: MoreData => bool,
    }
}

impl Default for Item<'_> {
    fn default() -> Self {
        Item::new()
    }
}

impl<'a> Item<'a> {
    /// An item about the node at this URI.
    pub fn at(target: impl Into<Target<'a>>) -> Self {
        Item::new().with_target(target)
    }

    /// A value with format and type.
    #[must_use]
    pub fn with_value(
        self,
        format: &Format<'a>,
        type_: impl Into<Cow<'a, str>>,
        data: impl Into<Data<'a>>,
    ) -> Self {
        let meta = Meta::of(Cow::Owned(format.as_str().into()), type_);
        self.with_meta(meta).with_data(data)
    }

    /// The URI of the target, without white space around it.
    #[must_use]
    pub fn target_uri(&self) -> Option<&str> {
        self.target.as_ref().map(Target::uri)
    }

    /// The URI of the source, without white space around it.
    #[must_use]
    pub fn source_uri(&self) -> Option<&str> {
        self.source.as_ref().map(Source::uri)
    }

    /// The format in the item's own `Meta`.
    #[must_use]
    pub fn format(&self) -> Option<Format<'_>> {
        self.meta.as_ref().and_then(Meta::data_format)
    }

    /// The bytes of the value: see [`Data::bytes`].
    ///
    /// # Errors
    /// `InvalidBase64`; `Missing` without data.
    pub fn data_bytes(&self, strict: bool) -> Result<Cow<'_, [u8]>, Error> {
        self.some_data()?.bytes(self.format().as_ref(), strict)
    }

    /// The value as its format describes it: see [`Data::value`].
    ///
    /// # Errors
    /// `InvalidValue`, `InvalidBase64`; `Missing` without data.
    pub fn typed(&self, strict: bool) -> Result<Value<'_>, Error> {
        self.some_data()?.value(self.format().as_ref(), strict)
    }

    fn some_data(&self) -> Result<&Data<'a>, Error> {
        self.data.as_ref().ok_or_else(|| Error::new(crate::ErrorKind::Missing("Data")))
    }

    /// Whether the data is what WBXML can have as a document of its own.
    pub(super) fn holds_document(&self) -> bool {
        match self.data.as_ref().map(|data| &data.content) {
            Some(Content::Document(document)) => document.document_root().is_some(),
            _ => false,
        }
    }

    fn announce<'n, K: Sink<'n>>(&self, sink: &mut K) {
        if self.holds_document() {
            sink.embeds_item(self.meta.as_ref().is_some_and(|meta| meta.type_.is_some()));
        }
    }
}

/// Settles the data of a command's items, whose `Meta` may stand in the item or in the command.
pub(super) fn settle_items<'a, S: TokenSource<'a>>(items: &mut [Item<'a>], command: &mut Option<Meta<'a>>) {
    let mut opened = false;
    for item in items {
        if let Some(data) = &mut item.data
            && data::settle::<S>(data, &mut item.meta, command.as_ref(), item.more_data)
                == data::Settled::Opened
        {
            match &mut item.meta {
                Some(meta) if meta.type_.is_some() => meta.rename_type(),
                _ => opened = true,
            }
        }
    }
    if let (true, Some(meta)) = (opened, command) {
        meta.rename_type();
    }
}
