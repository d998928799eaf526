//! Test support of the family: case files, hostile cases, corpus access, heap and stack bounds.
