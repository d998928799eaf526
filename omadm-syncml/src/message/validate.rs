//! What a profile of OMA DM says against a message that could be decoded.

use super::container::NESTING;
use super::{Command, Item, SyncMl};
use crate::code::{AlertCode, StatusCode};
use crate::syntax::{Tag, trim};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// A version of OMA DM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// OMA DM 1.1.2: `VerDTD` 1.1, `VerProto` `DM/1.1`.
    Dm11,
    /// OMA DM 1.2: `VerDTD` 1.2, `VerProto` `DM/1.2`.
    Dm12,
    /// OMA DM 1.3, which writes as 1.2 does, with `VerProto` `DM/1.3`. No text of it could be read.
    Dm13,
}

impl Profile {
    const fn ver_dtd(self) -> &'static str {
        match self {
            Profile::Dm11 => "1.1",
            Profile::Dm12 | Profile::Dm13 => "1.2",
        }
    }

    const fn ver_proto(self) -> &'static str {
        match self {
            Profile::Dm11 => "DM/1.1",
            Profile::Dm12 => "DM/1.2",
            Profile::Dm13 => "DM/1.3",
        }
    }
}

/// Declares the rules: name, what is wrong, status code, where the rule stands.
macro_rules! rules {
    ($( $(#[doc = $doc:literal])+ $rule:ident = $text:literal, $status:ident, $clause:literal; )*) => {
        /// A rule of OMA DM.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule { $( $(#[doc = $doc])+ $rule, )* }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[ $( Rule::$rule, )* ];

            /// What is wrong, in a few words.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $( Rule::$rule => $text, )* }
            }

            /// The status that fits as the answer.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $( Rule::$rule => StatusCode::$status, )* }
            }

            /// Where the rule stands; `None` where no text of the standard could be read.
            #[must_use]
            pub const fn clause(self) -> Option<&'static str> {
                let clause = match self { $( Rule::$rule => $clause, )* };
                if clause.is_empty() { None } else { Some(clause) }
            }
        }
    };
}

rules! {
    /// `VerDTD` is not that of the profile.
    VerDtd = "VerDTD is not that of the profile", VERSION_NOT_SUPPORTED, "DM RepPro 1.2.1, VerDTD";
    /// `VerProto` is not that of the profile.
    VerProto = "VerProto is not that of the profile", PROTOCOL_NOT_SUPPORTED, "DM RepPro 1.2.1, VerProto";
    /// `VerDTD` and `VerProto` are of different versions.
    VersionsDiffer = "VerDTD and VerProto do not belong together", PROTOCOL_NOT_SUPPORTED, "DM RepPro 1.2.1, VerProto";
    /// An element that device management does not use.
    NotUsed = "element is not used in device management", BAD_REQUEST, "DM RepPro 1.2.1, element descriptions";
    /// An element of SyncML 1.2 in a message of DM 1.1.
    NotInVersion = "element is not in this version of the DTD", BAD_REQUEST, "SyncML RepPro DTD 1.1.2";
    /// Credentials outside the header.
    CredOutsideHeader = "Cred outside SyncHdr", BAD_REQUEST, "DM RepPro 1.2.1, Cred";
    /// A command without identifier.
    MissingCmdId = "command without CmdID", BAD_REQUEST, "DM RepPro 1.2.1, CmdID";
    /// An identifier that stands for the header.
    ZeroCmdId = "CmdID is 0", BAD_REQUEST, "DM RepPro 1.2.1, CmdRef";
    /// Two commands of one identifier.
    DuplicateCmdId = "CmdID used twice in the message", BAD_REQUEST, "DM RepPro 1.2.1, CmdID";
    /// A command that Atomic must not hold.
    InAtomic = "command not allowed in Atomic", COMMAND_FAILED, "DM RepPro 1.2.1, Atomic";
    /// A container without commands.
    EmptyContainer = "container without commands", BAD_REQUEST, "SyncML RepPro DTD 1.2";
    /// Commands nested deeper than any device takes.
    Nesting = "commands nested too deep", COMMAND_FAILED, "";
    /// An item without the node it is about.
    MissingTarget = "item without Target", BAD_REQUEST, "DM RepPro 1.2.1, Item";
    /// `Copy` without the node to copy.
    MissingSource = "item of Copy without Source", BAD_REQUEST, "DM RepPro 1.2.1, Copy";
    /// More than one item in `Exec`.
    SeveralExecItems = "Exec with more than one item", BAD_REQUEST, "SyncML RepPro DTD 1.2";
    /// `Status` whose code is no number.
    StatusCode = "status code is not a number of three digits", BAD_REQUEST, "DM RepPro 1.2.1, Status";
    /// `Alert` without a code that device management knows.
    AlertCode = "alert code is not one of device management", NOT_SUPPORTED, "DM RepPro 1.2.1, Alert codes";
    /// A generic alert without type or format.
    GenericAlert = "generic alert without Type in Meta", INCOMPLETE_COMMAND, "DM Protocol 1.2.1, Generic alert";
    /// A user interaction without the text to show.
    InteractionText = "user interaction without text", INCOMPLETE_COMMAND, "DM Protocol 1.2.1, User interaction commands";
    /// A chunk that is not the last item of its message.
    ChunkNotLast = "MoreData in an item that is not the last of the message", BAD_REQUEST, "DM Protocol 1.2.1, Large objects";
    /// A target that is no address within the management tree.
    AbsoluteUri = "LocURI begins with a slash", BAD_REQUEST, "";
}

/// One thing that a profile says against a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The place: `SyncHdr`, or names of commands with their number among all children.
    pub place: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rule.text())?;
        match self.rule.clause() {
            Some(clause) => write!(f, " ({clause})"),
            None => Ok(()),
        }
    }
}

struct Check<'m> {
    profile: Profile,
    findings: Vec<Finding>,
    ids: alloc::collections::BTreeSet<&'m str>,
    chunk: Option<String>,
}

impl<'m> Check<'m> {
    fn find(&mut self, rule: Rule, place: &str) {
        self.findings.push(Finding { rule, place: place.into() });
    }

    fn command(&mut self, command: &'m Command<'_>, place: &str, parent: Option<Tag>) {
        if let Some(place) = self.chunk.take() {
            self.find(Rule::ChunkNotLast, &place);
        }
        if let Command::Other(_) = command {
            return self.find(Rule::NotUsed, place);
        }
        let id = trim(command.cmd_id());
        if id.is_empty() {
            self.find(Rule::MissingCmdId, place);
        } else if id == "0" {
            self.find(Rule::ZeroCmdId, place);
        } else if !self.ids.insert(id) {
            self.find(Rule::DuplicateCmdId, place);
        }
        self.usage(command, place);
        if parent == Some(Tag::Atomic) {
            let allowed = matches!(
                command,
                Command::Add(_)
                    | Command::Alert(_)
                    | Command::Delete(_)
                    | Command::Copy(_)
                    | Command::Replace(_)
            );
            if !allowed && !matches!(command, Command::Exec(_) | Command::Sequence(_)) {
                self.find(Rule::InAtomic, place);
            }
        }
        self.items(command, place);
        match command {
            Command::Alert(alert) => {
                let known = alert.code().filter(|code| AlertCode::ALL.contains(code));
                if known.is_none() {
                    self.find(Rule::AlertCode, place);
                }
                if alert.code() == Some(AlertCode::GENERIC) {
                    let typed = |item: &Item<'_>| item.meta.as_ref().is_some_and(|meta| meta.type_.is_some());
                    if alert.items.is_empty() || !alert.items.iter().all(typed) {
                        self.find(Rule::GenericAlert, place);
                    }
                }
                if alert.code().is_some_and(AlertCode::is_user_interaction) && alert.items.len() < 2 {
                    self.find(Rule::InteractionText, place);
                }
            }
            Command::Status(status) if status.code().is_none_or(|code| !(100..600).contains(&code.0)) => {
                self.find(Rule::StatusCode, place);
            }
            Command::Exec(exec) if exec.items.len() > 1 => self.find(Rule::SeveralExecItems, place),
            _ => {}
        }
    }

    /// Elements that device management leaves out, or that came with version 1.2.
    fn usage(&mut self, command: &Command<'_>, place: &str) {
        let (no_resp, cred) = match command {
            Command::Add(c) => (c.no_resp, c.cred.is_some()),
            Command::Alert(c) => (c.no_resp, c.cred.is_some()),
            Command::Copy(c) => (c.no_resp, c.cred.is_some()),
            Command::Delete(c) => (c.no_resp || c.archive || c.sft_del, c.cred.is_some()),
            Command::Exec(c) => (c.no_resp, c.cred.is_some()),
            Command::Get(c) => (c.no_resp || c.lang.is_some(), c.cred.is_some()),
            Command::Replace(c) => (c.no_resp, c.cred.is_some()),
            Command::Status(c) => (false, c.cred.is_some()),
            Command::Results(_) => (false, false),
            Command::Atomic(c) | Command::Sequence(c) => (c.no_resp, c.cred.is_some()),
            Command::Map(_) | Command::Move(_) | Command::Put(_) | Command::Search(_) | Command::Sync(_) => {
                (true, false)
            }
            Command::Other(_) => (false, false),
        };
        if no_resp {
            self.find(Rule::NotUsed, place);
        }
        if cred {
            self.find(Rule::CredOutsideHeader, place);
        }
        let correlator = match command {
            Command::Alert(alert) => alert.correlator.is_some(),
            Command::Exec(exec) => exec.correlator.is_some(),
            Command::Move(_) => true,
            _ => false,
        };
        let parents =
            command.items().iter().any(|item| item.source_parent.is_some() || item.target_parent.is_some());
        if self.profile == Profile::Dm11 && (correlator || parents) {
            self.find(Rule::NotInVersion, place);
        }
    }

    fn items(&mut self, command: &Command<'_>, place: &str) {
        let needs_target = matches!(
            command,
            Command::Add(_) | Command::Copy(_) | Command::Delete(_) | Command::Exec(_) | Command::Get(_)
        );
        let count = command.items().len();
        for (index, item) in command.items().iter().enumerate() {
            let either = item.target.is_some() || item.source.is_some();
            let replaces_nothing = matches!(command, Command::Replace(_)) && !either;
            if (needs_target && item.target.is_none()) || replaces_nothing {
                self.find(Rule::MissingTarget, place);
            }
            if matches!(command, Command::Copy(_)) && item.source.is_none() {
                self.find(Rule::MissingSource, place);
            }
            if item.target_uri().is_some_and(|uri| uri.starts_with('/')) {
                self.find(Rule::AbsoluteUri, place);
            }
            if item.more_data {
                if index + 1 == count {
                    self.chunk = Some(place.into());
                } else {
                    self.find(Rule::ChunkNotLast, place);
                }
            }
        }
    }
}

impl SyncMl<'_> {
    /// What `profile` says against the message, in document order. Decoding does not depend on it.
    ///
    /// ```
    /// # #[cfg(feature = "xml")] {
    /// use omadm_syncml::message::{Profile, Rule, SyncBody, SyncHdr, SyncMl};
    ///
    /// let header = SyncHdr::new("1.1", "DM/1.2", "1", 1u32, "device", "server");
    /// let findings = SyncMl::new(header, SyncBody::new().with_final()).validate(Profile::Dm12);
    /// assert!(findings.iter().any(|finding| finding.rule == Rule::VersionsDiffer));
    /// # }
    /// ```
    #[must_use]
    pub fn validate(&self, profile: Profile) -> Vec<Finding> {
        let mut check =
            Check { profile, findings: Vec::new(), ids: alloc::collections::BTreeSet::new(), chunk: None };
        self.validate_header(&mut check);
        // Commands and what is inside them, without recursion.
        let mut open: Vec<(String, Option<Tag>, core::slice::Iter<'_, Command<'_>>, usize)> = Vec::new();
        open.push((String::new(), None, self.body.commands.iter(), 0));
        while let Some((parent, tag, commands, number)) = open.last_mut() {
            let Some(command) = commands.next() else {
                open.pop();
                continue;
            };
            *number += 1;
            let place = alloc::format!("{parent}{}[{number}]", command.name());
            let tag = *tag;
            check.command(command, &place, tag);
            if matches!(command, Command::Atomic(_) | Command::Sequence(_) | Command::Sync(_)) {
                if command.commands().is_empty() {
                    check.find(Rule::EmptyContainer, &place);
                }
                if open.len() > NESTING {
                    check.find(Rule::Nesting, &place);
                } else {
                    open.push((alloc::format!("{place}/"), command.tag(), command.commands().iter(), 0));
                }
            }
        }
        check.findings
    }

    fn validate_header(&self, check: &mut Check<'_>) {
        const HEADER: &str = "SyncHdr";
        let (dtd, proto) = (trim(&self.header.ver_dtd), trim(&self.header.ver_proto));
        if dtd != check.profile.ver_dtd() {
            check.find(Rule::VerDtd, HEADER);
        }
        if proto != check.profile.ver_proto() {
            check.find(Rule::VerProto, HEADER);
        }
        let belongs = match proto {
            "DM/1.1" => dtd == "1.1",
            "DM/1.2" | "DM/1.3" => dtd == "1.2",
            _ => true,
        };
        if !belongs {
            check.find(Rule::VersionsDiffer, HEADER);
        }
        if self.header.no_resp {
            check.find(Rule::NotUsed, HEADER);
        }
    }
}
