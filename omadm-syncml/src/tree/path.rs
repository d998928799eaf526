//! Places in the tree.

use super::uri::{Uri, UriErrorKind};
use crate::error::Error;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The decoded names from the root down to a node: what a [`Uri`] means, without spelling and query.
///
/// Paths order so that the nodes of a sub-tree stand together, each behind its parent.
///
/// ```
/// use omadm_syncml::tree::{NodePath, Uri};
///
/// let path = NodePath::from(&Uri::parse("DevInfo/Man?prop=Type")?);
/// assert_eq!(path.to_string(), "./DevInfo/Man");
/// assert_eq!(path.parent().unwrap().to_string(), "./DevInfo");
/// # Ok::<(), omadm_syncml::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodePath(Vec<String>);

impl NodePath {
    /// The root.
    pub const ROOT: NodePath = NodePath(Vec::new());

    /// Reads the path of a URI; its query is ignored.
    ///
    /// # Errors
    ///
    /// [`UriErrorKind`], or a limit.
    pub fn parse(uri: &str) -> Result<Self, Error> {
        Uri::parse(uri).map(|uri| NodePath::from(&uri))
    }

    /// The path of names that come from another path.
    pub(crate) fn from_names<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        NodePath(names.into_iter().cloned().collect())
    }

    /// The names from the root down.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// Whether this is the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The node's own name; `None` for the root.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The node above; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<NodePath> {
        self.0.split_last().map(|(_, above)| NodePath(above.to_vec()))
    }

    /// A node below.
    ///
    /// # Errors
    ///
    /// [`UriErrorKind::EmptySegment`] and [`UriErrorKind::DotSegment`] for a name that no URI can express.
    pub fn child(&self, name: &str) -> Result<NodePath, Error> {
        super::uri::check_name(name).map_err(|kind: UriErrorKind| Error::new(kind.into()))?;
        let mut names = self.0.clone();
        names.push(name.to_string());
        Ok(NodePath(names))
    }

    /// A place below, by the path that leads from here to it.
    #[must_use]
    pub fn join(&self, below: &NodePath) -> NodePath {
        NodePath(self.0.iter().chain(&below.0).cloned().collect())
    }

    /// Whether `other` is this node or below it.
    #[must_use]
    pub fn contains(&self, other: &NodePath) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The path from `above` to this node; `None` unless `above` contains it.
    #[must_use]
    pub fn relative_to(&self, above: &NodePath) -> Option<NodePath> {
        self.0.strip_prefix(above.0.as_slice()).map(|below| NodePath(below.to_vec()))
    }
}

impl From<&Uri<'_>> for NodePath {
    fn from(uri: &Uri<'_>) -> Self {
        NodePath(uri.segments().map(|name| name.into_owned()).collect())
    }
}

impl fmt::Display for NodePath {
    /// The canonical URI.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::from(".");
        for name in &self.0 {
            text.push('/');
            super::percent::push_encoded(&mut text, name);
        }
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::NodePath;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    #[test]
    fn sub_trees_stand_together() {
        let mut paths: Vec<NodePath> = [".", "./b", "./a/c", "./a", "./a b", "./a/c/d", "./aa"]
            .map(|uri| NodePath::parse(uri).unwrap())
            .into();
        paths.sort();
        let uris: Vec<_> = paths.iter().map(NodePath::to_string).collect();
        assert_eq!(uris, [".", "./a", "./a/c", "./a/c/d", "./a%20b", "./aa", "./b"]);
    }

    #[test]
    fn relations() {
        let (a, c) = (NodePath::parse("./a").unwrap(), NodePath::parse("a/b/c").unwrap());
        assert!(a.contains(&c) && a.contains(&a) && !c.contains(&a) && NodePath::ROOT.contains(&a));
        let below = c.relative_to(&a).unwrap();
        assert_eq!((below.to_string().as_str(), a.join(&below) == c), ("./b/c", true));
        assert_eq!(a.relative_to(&c), None);
        assert!(a.child("x/y").unwrap().to_string() == "./a/x%2Fy" && a.child("..").is_err());
        assert_eq!((NodePath::ROOT.name(), c.name()), (None, Some("c")));
    }
}
