//! Reports as IPDR records in XDR (RFC 4506): the fields of `BulkDataReport` one after the other, without tags.
//!
//! | field | form |
//! |---|---|
//! | OUI, ProductClass, SerialNumber | string: length, bytes, padding to a multiple of four |
//! | Suspect | bool: 0 or 1 |
//! | BulkData | array: count, then name and value as strings |
//!
//! Several records follow each other. What wraps them (the header of a file, the messages of a streaming session) is
//! the transport's.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use mgmt_wire::{DecodeOptions, Error, Limit, Warning, WarningSink};

use super::report::{DeviceIdentity, Parameter, ParameterType, Record, Report};
use super::{ErrorKind, WarningKind, is_printable, printable};

type Result<T> = core::result::Result<T, Error<ErrorKind>>;

/// Reads records leniently; deviations are dropped.
///
/// # Errors
///
/// When the bytes are not such records, or larger than the default limits.
pub fn from_xdr(bytes: &[u8]) -> Result<Report<'_>> {
    decode(bytes, &DecodeOptions::lenient(), &mut ())
}

/// Reads records to the end of the bytes.
///
/// # Errors
///
/// When the bytes are not such records, or larger than the limits; in strict mode at the first deviation.
pub fn decode<'a>(
    bytes: &'a [u8],
    options: &DecodeOptions,
    sink: &mut dyn WarningSink<WarningKind>,
) -> Result<Report<'a>> {
    let mut reader = Reader { bytes, at: 0, options, sink, parameters: 0 };
    let mut report = Report::default();
    if bytes.is_empty() {
        return Err(reader.error(ErrorKind::Truncated));
    }
    while reader.at < bytes.len() {
        reader.count()?;
        let record = reader.record()?;
        report.records.push(record);
    }
    Ok(report)
}

/// Writes records. Characters beyond printable ASCII in values become dots, as TR-232 asks; times and types have no
/// place in the record and are left out.
///
/// ```
/// use cwmp_soap::bulk::{ipdr_xdr, DeviceIdentity, Parameter, ParameterType, Record, Report};
///
/// let parameters = vec![Parameter::new("Device.DeviceInfo.UpTime", "7", ParameterType::Unspecified)];
/// let device = DeviceIdentity::new("00256D", "Z", "1");
/// let report = Report::new(vec![Record::new(parameters).with_device(device)]);
/// let bytes = ipdr_xdr::to_xdr(&report)?;
/// assert_eq!(&bytes[..12], b"\0\0\0\x0600256D\0\0");
/// assert_eq!(ipdr_xdr::from_xdr(&bytes)?, report);
/// # Ok::<(), mgmt_wire::Error<cwmp_soap::bulk::ErrorKind>>(())
/// ```
///
/// # Errors
///
/// When a record has no device identity, or a text is longer than 2^32 − 1 bytes.
pub fn to_xdr(report: &Report<'_>) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for record in &report.records {
        let Some(device) = &record.device else {
            return Err(Error::new(ErrorKind::Missing("device identity")));
        };
        for text in [&device.oui, &device.product_class, &device.serial_number] {
            string(&mut out, text)?;
        }
        out.extend_from_slice(&u32::from(record.suspect).to_be_bytes());
        length(&mut out, record.parameters.len())?;
        for (name, value, _) in record.parameters.iter().parts() {
            string(&mut out, name)?;
            string(&mut out, &printable(value))?;
        }
    }
    Ok(out)
}

fn length(out: &mut Vec<u8>, length: usize) -> Result<()> {
    let length = u32::try_from(length).map_err(|_| Error::new(ErrorKind::InvalidValue("a length")))?;
    out.extend_from_slice(&length.to_be_bytes());
    Ok(())
}

fn string(out: &mut Vec<u8>, text: &str) -> Result<()> {
    length(out, text.len())?;
    out.extend_from_slice(text.as_bytes());
    out.resize(out.len() + padding(text.len()), 0);
    Ok(())
}

/// How many bytes a text lacks to a multiple of four.
const fn padding(length: usize) -> usize {
    (4 - length % 4) % 4
}

struct Reader<'r, 'a> {
    bytes: &'a [u8],
    at: usize,
    options: &'r DecodeOptions,
    sink: &'r mut dyn WarningSink<WarningKind>,
    parameters: usize,
}

impl<'a> Reader<'_, 'a> {
    fn error(&self, kind: ErrorKind) -> Error<ErrorKind> {
        Error::at(kind, self.at)
    }

    fn deviation(&mut self, kind: WarningKind) -> Result<()> {
        if self.options.is_strict() {
            return Err(self.error(kind.into()));
        }
        self.sink.warn(Warning::new(kind, self.at));
        Ok(())
    }

    fn count(&mut self) -> Result<()> {
        self.parameters += 1;
        if self.parameters > self.options.limits.parameters {
            return Err(self.error(ErrorKind::Limit(Limit::Parameters)));
        }
        Ok(())
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match rest.split_at_checked(length) {
            Some((taken, _)) => {
                self.at += length;
                Ok(taken)
            }
            None => Err(self.error(ErrorKind::Truncated)),
        }
    }

    fn number(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn string(&mut self) -> Result<Cow<'a, str>> {
        let length = self.number()?;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > self.options.limits.text {
            return Err(self.error(ErrorKind::Limit(Limit::Text)));
        }
        let begin = self.at;
        let bytes = self.take(length)?;
        let text = core::str::from_utf8(bytes)
            .map_err(|error| Error::at(ErrorKind::InvalidEncoding, begin + error.valid_up_to()))?;
        if self.take(padding(length))?.iter().any(|byte| *byte != 0) {
            self.deviation(WarningKind::Padding)?;
        }
        Ok(Cow::Borrowed(text))
    }

    fn record(&mut self) -> Result<Record<'a>> {
        let device = DeviceIdentity {
            oui: self.string()?,
            product_class: self.string()?,
            serial_number: self.string()?,
        };
        let suspect = match self.number()? {
            0 => false,
            1 => true,
            _ => {
                self.deviation(WarningKind::Boolean)?;
                true
            }
        };
        let mut record = Record::default().with_device(device).with_suspect(suspect);
        // The count tells when to stop, never how much to allocate.
        for _ in 0..self.number()? {
            self.count()?;
            let name = self.string()?;
            let value = self.string()?;
            if name.is_empty() {
                return Err(self.error(ErrorKind::InvalidName));
            }
            if !is_printable(&value) {
                self.deviation(WarningKind::NonPrintable)?;
            }
            record.parameters.push(Parameter { name, value, kind: ParameterType::Unspecified });
        }
        record.parameters.shrink();
        if record.has_duplicates() {
            self.deviation(WarningKind::Duplicate)?;
        }
        Ok(record)
    }
}
