//! What commands have changed, to be taken back when they fail.

use super::path::NodePath;
use super::storage::{NodeState, Storage};
use super::store::Tree;
use crate::code::StatusCode;
use alloc::vec::Vec;

/// How to take one change back.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Created(NodePath),
    Overwritten(NodePath, NodeState),
    Removed(NodePath, NodeState),
}

impl<S: Storage> Tree<S> {
    /// Removes everything below a place, and the node itself on demand.
    pub(super) fn remove_below(&mut self, path: &NodePath, and_itself: bool) -> Result<(), StatusCode> {
        let mut found = Vec::new();
        let mut places = alloc::vec![path.clone()];
        while let Some(place) = places.pop() {
            places.extend(self.children(&place));
            found.push(place);
        }
        // Children were found behind their parents, so they go first.
        for place in found.iter().rev().filter(|place| and_itself || *place != path) {
            let node = self.node(place)?.into_owned();
            self.storage.remove(place)?;
            self.journal.push(Change::Removed(place.clone(), node));
        }
        Ok(())
    }

    /// Puts a node whose value or properties have changed.
    pub(super) fn changed(&mut self, path: &NodePath, mut node: NodeState) -> Result<(), StatusCode> {
        node.ver_no = node.ver_no.wrapping_add(1);
        node.tstamp = self.now.or(node.tstamp);
        self.put(path, node)
    }

    pub(super) fn put(&mut self, path: &NodePath, node: NodeState) -> Result<(), StatusCode> {
        let before = self.storage.node(path).map(alloc::borrow::Cow::into_owned);
        self.storage.put(path, node)?;
        self.journal.push(match before {
            Some(before) => Change::Overwritten(path.clone(), before),
            None => Change::Created(path.clone()),
        });
        Ok(())
    }

    /// Runs a command; when it fails, what it changed is taken back.
    pub(super) fn transaction<T>(
        &mut self,
        command: impl FnOnce(&mut Self) -> Result<T, StatusCode>,
    ) -> Result<T, StatusCode> {
        let mark = self.journal.len();
        let outcome = command(self);
        if outcome.is_err() {
            // The first reason counts; that taking back failed too shows when an Atomic asks.
            let _ = self.roll_back(mark);
        } else if mark == 0 && !self.atomic {
            self.journal.clear();
        }
        outcome
    }

    /// Begins an Atomic: from here on all changes can be taken back.
    pub(super) fn begin_atomic(&mut self) {
        self.journal.clear();
        self.atomic = true;
    }

    /// Ends an Atomic, taking back its changes when it failed.
    ///
    /// # Errors
    ///
    /// What the storage says when it cannot go back.
    pub(super) fn end_atomic(&mut self, failed: bool) -> Result<(), StatusCode> {
        self.atomic = false;
        let outcome = if failed { self.roll_back(0) } else { Ok(()) };
        self.journal.clear();
        outcome
    }

    /// Takes back all changes behind a mark, the last one first.
    ///
    /// # Errors
    ///
    /// What the storage says; the rest is tried all the same.
    fn roll_back(&mut self, mark: usize) -> Result<(), StatusCode> {
        let mut outcome = Ok(());
        while self.journal.len() > mark {
            let undone = match self.journal.pop() {
                None => break,
                Some(Change::Created(path)) => self.storage.remove(&path),
                Some(Change::Overwritten(path, node) | Change::Removed(path, node)) => {
                    self.storage.put(&path, node)
                }
            };
            outcome = outcome.and(undone);
        }
        outcome
    }
}
