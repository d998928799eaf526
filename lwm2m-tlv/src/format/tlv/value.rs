//! The bytes of a value, by type.

use super::Entry;
use crate::error::ErrorKind;
use crate::value::Objlnk;
use mgmt_wire::Located;

/// Two's complement of 1, 2, 4 or 8 bytes, as LwM2M allows.
#[inline]
pub(super) fn signed(bytes: &[u8]) -> Result<i64, ErrorKind> {
    match *bytes {
        [a] => Ok(i64::from(i8::from_be_bytes([a]))),
        [a, b] => Ok(i64::from(i16::from_be_bytes([a, b]))),
        [a, b, c, d] => Ok(i64::from(i32::from_be_bytes([a, b, c, d]))),
        [a, b, c, d, e, f, g, h] => Ok(i64::from_be_bytes([a, b, c, d, e, f, g, h])),
        _ => Err(ErrorKind::InvalidLength(bytes.len())),
    }
}

#[inline]
pub(super) fn unsigned(bytes: &[u8]) -> Result<u64, ErrorKind> {
    match *bytes {
        [a] => Ok(u64::from(a)),
        [a, b] => Ok(u64::from(u16::from_be_bytes([a, b]))),
        [a, b, c, d] => Ok(u64::from(u32::from_be_bytes([a, b, c, d]))),
        [a, b, c, d, e, f, g, h] => Ok(u64::from_be_bytes([a, b, c, d, e, f, g, h])),
        _ => Err(ErrorKind::InvalidLength(bytes.len())),
    }
}

#[inline]
pub(super) fn float(bytes: &[u8]) -> Result<f64, ErrorKind> {
    match *bytes {
        [a, b, c, d] => Ok(f64::from(f32::from_be_bytes([a, b, c, d]))),
        [a, b, c, d, e, f, g, h] => Ok(f64::from_be_bytes([a, b, c, d, e, f, g, h])),
        _ => Err(ErrorKind::InvalidLength(bytes.len())),
    }
}

#[inline]
pub(super) fn boolean(bytes: &[u8]) -> Result<bool, ErrorKind> {
    match *bytes {
        [0] => Ok(false),
        [1] => Ok(true),
        [_] => Err(ErrorKind::InvalidValue("boolean")),
        _ => Err(ErrorKind::InvalidLength(bytes.len())),
    }
}

#[inline]
pub(super) fn objlnk(bytes: &[u8]) -> Result<Objlnk, ErrorKind> {
    match *bytes {
        [a, b, c, d] => Ok(Objlnk::new(u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]))),
        _ => Err(ErrorKind::InvalidLength(bytes.len())),
    }
}

/// The value of a leaf entry, read as the type the caller knows it to have.
impl<'a> Entry<'a> {
    fn read<T>(&self, value: Result<T, ErrorKind>) -> Result<T, Located<ErrorKind>> {
        value.map_err(|kind| Located::new(kind, self.value_offset()))
    }

    /// As Integer or Time: two's complement of 1, 2, 4 or 8 bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidLength`] for any other number of bytes.
    pub fn as_i64(&self) -> Result<i64, Located<ErrorKind>> {
        self.read(signed(self.value))
    }

    /// As Unsigned: 1, 2, 4 or 8 bytes without sign.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidLength`] for any other number of bytes.
    pub fn as_u64(&self) -> Result<u64, Located<ErrorKind>> {
        self.read(unsigned(self.value))
    }

    /// As Float: 4 or 8 bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidLength`] for any other number of bytes.
    pub fn as_f64(&self) -> Result<f64, Located<ErrorKind>> {
        self.read(float(self.value))
    }

    /// As Boolean: one byte, 0 or 1.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidLength`] or [`ErrorKind::InvalidValue`].
    pub fn as_bool(&self) -> Result<bool, Located<ErrorKind>> {
        self.read(boolean(self.value))
    }

    /// As Objlnk: two identifiers of 2 bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidLength`] for any other number of bytes than 4.
    pub fn as_objlnk(&self) -> Result<Objlnk, Located<ErrorKind>> {
        self.read(objlnk(self.value))
    }

    /// As String or Corelnk.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidEncoding`] for bytes that are not UTF-8, at the first of them.
    pub fn as_str(&self) -> Result<&'a str, Located<ErrorKind>> {
        core::str::from_utf8(self.value).map_err(|error| {
            Located::new(ErrorKind::InvalidEncoding, self.value_offset() + error.valid_up_to())
        })
    }
}
