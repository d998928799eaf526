use crate::lower::{Entry, Lowerer, Side, Step};
use crate::mapping::{Native, Technology};
use crate::{Intent, Loss, LossKind, Message, Options, Translated, Value};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use cwmp_soap::rpc::{self, ParameterValueStruct};
use cwmp_soap::value as soap;
use cwmp_soap::{Body, CwmpNamespace, Envelope};

/// Writes a message as envelopes: a report as one `GetParameterValuesResponse`, a request as one envelope per RPC.
#[must_use]
pub fn lower(message: &Message<'_>, options: &Options<'_>) -> Translated<Vec<Envelope<'static>>> {
    let side = Side { paths: options.root.technology(), calls: Some(Technology::Cwmp) };
    let mut lowerer = Lowerer::new(options.mapping, side, options, message);
    let mut losses = message.losses.clone();
    let mut bodies: Vec<Body<'static>> = Vec::new();
    match message.intent {
        Intent::Report => {
            let parameters = parameters(lowerer.report(message), &mut losses);
            bodies.push(rpc::GetParameterValuesResponse::new(parameters).into());
        }
        Intent::Request => {
            for step in lowerer.request(message) {
                bodies.extend(request(step, &mut losses));
            }
        }
    }
    let (mut more, instances) = lowerer.finish();
    losses.append(&mut more);
    let number = |(place, body)| {
        let id = if place == 0 {
            options.session.to_string()
        } else {
            alloc::format!("{}-{}", options.session, place + 1)
        };
        Envelope::new(CwmpNamespace::Cwmp12, body).with_id(id)
    };
    let mut translated = Translated::new(bodies.into_iter().enumerate().map(number).collect(), losses);
    translated.instances =
        instances.into_iter().map(|((resource, instance), id)| (resource, instance, id)).collect();
    translated
}

fn parameters(entries: Vec<Entry<'_>>, losses: &mut Vec<Loss>) -> Vec<ParameterValueStruct<'static>> {
    let mut parameters = Vec::with_capacity(entries.len());
    for entry in entries {
        match value(entry.value, entry.native) {
            Some(value) => parameters.push(ParameterValueStruct::new(entry.address, value)),
            None => losses.push(Loss::new(entry.address, LossKind::NoCounterpart)),
        }
    }
    parameters
}

/// A value with the type that its parameter has in the data model; `None` for what is no value of a parameter.
fn value(value: Value<'_>, native: Native) -> Option<soap::Value<'static>> {
    let text = |kind, text: String| Some(soap::Value::new(kind, text));
    match (native, value) {
        (Native::Int32, Value::Integer(number)) => text(soap::ValueType::Int, number.to_string()),
        (Native::Uint32, Value::Integer(number)) => text(soap::ValueType::UnsignedInt, number.to_string()),
        (Native::Int64, Value::Integer(number)) => text(soap::ValueType::Long, number.to_string()),
        (Native::Uint64, Value::Integer(number)) => text(soap::ValueType::UnsignedLong, number.to_string()),
        (_, Value::Boolean(truth)) => Some(soap::Value::boolean(truth)),
        (_, Value::Time(time)) => text(soap::ValueType::DateTime, time.to_xsd().ok()?),
        (Native::Hex, Value::Opaque(bytes)) => Some(soap::Value::hex_binary(&bytes)),
        (_, Value::Opaque(bytes)) => Some(soap::Value::base64(&bytes)),
        (_, Value::Integer(number)) => text(soap::ValueType::String, number.to_string()),
        (_, Value::Float(number)) => text(soap::ValueType::Decimal, number.to_string()),
        (_, Value::Text(string)) => text(soap::ValueType::String, string.into_owned()),
        _ => None,
    }
}

fn request(step: Step<'_>, losses: &mut Vec<Loss>) -> Option<Body<'static>> {
    Some(match step {
        Step::Read(names) => {
            let names: Vec<Cow<'static, str>> = names.into_iter().map(Cow::Owned).collect();
            rpc::GetParameterValues::new(names).into()
        }
        Step::Write(entries) => {
            let parameters = parameters(entries, losses);
            if parameters.is_empty() {
                return None;
            }
            rpc::SetParameterValues::new(parameters, "").into()
        }
        Step::Create(address) => rpc::AddObject::new(with_dot(collection(address, losses)), "").into(),
        Step::Delete(address) => rpc::DeleteObject::new(with_dot(address), "").into(),
        Step::Observe(names) => notification(names, rpc::Notification::ACTIVE),
        Step::CancelObserve(names) => notification(names, rpc::Notification::OFF),
        Step::Discover(address) => {
            let path = if address.is_empty() { address } else { with_dot(address) };
            rpc::GetParameterNames::new(path, false).into()
        }
        Step::Execute(address) => {
            losses.push(Loss::new(address, LossKind::NoCounterpart));
            return None;
        }
        Step::Call { method, arguments } => match call(&method, &Arguments(arguments)) {
            Some(body) => body,
            None => {
                losses.push(Loss::new(method, LossKind::NoCounterpart));
                return None;
            }
        },
    })
}

/// The table of a new row: the device chooses its number.
fn collection(mut address: String, losses: &mut Vec<Loss>) -> String {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((table, _)) = address.rsplit_once('.').filter(|(_, last)| is_number(last)) {
        let end = table.len();
        losses.push(Loss::new(&*address, LossKind::Semantics));
        address.truncate(end);
    }
    address
}

fn with_dot(mut address: String) -> String {
    if !address.ends_with('.') {
        address.push('.');
    }
    address
}

fn notification(names: Vec<String>, notification: rpc::Notification) -> Body<'static> {
    let parameter = |name: String| {
        rpc::SetParameterAttributesStruct::new(name)
            .with_notification_change(true)
            .with_notification(notification)
    };
    let parameters: Vec<_> = names.into_iter().map(parameter).collect();
    rpc::SetParameterAttributes::new(parameters).into()
}

struct Arguments<'a>(Vec<(String, Value<'a>)>);

impl Arguments<'_> {
    fn find(&self, name: &str) -> Option<&Value<'_>> {
        self.0.iter().find(|(argument, _)| argument == name).map(|(_, value)| value)
    }

    fn text(&self, name: &str) -> String {
        self.optional(name).unwrap_or_default()
    }

    fn optional(&self, name: &str) -> Option<String> {
        self.find(name).and_then(Value::as_str).map(ToString::to_string)
    }

    fn number(&self, name: &str) -> u32 {
        self.find(name)
            .and_then(Value::as_integer)
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or_default()
    }
}

fn call(method: &str, given: &Arguments<'_>) -> Option<Body<'static>> {
    Some(match method {
        "Download" => rpc::Download::new(given.text("CommandKey"), given.text("FileType"), given.text("URL"))
            .with_username(given.text("Username"))
            .with_password(given.text("Password"))
            .with_file_size(given.number("FileSize"))
            .with_target_file_name(given.text("TargetFileName"))
            .with_delay_seconds(given.number("DelaySeconds"))
            .into(),
        "Upload" => rpc::Upload::new(given.text("CommandKey"), given.text("FileType"), given.text("URL"))
            .with_username(given.text("Username"))
            .with_password(given.text("Password"))
            .with_delay_seconds(given.number("DelaySeconds"))
            .into(),
        "Reboot" => rpc::Reboot::new(given.text("CommandKey")).into(),
        "FactoryReset" => rpc::FactoryReset::new().into(),
        "CancelTransfer" => rpc::CancelTransfer::new(given.text("CommandKey")).into(),
        _ => {
            let operation = unit_operation(method.strip_prefix("ChangeDUState.")?, given)?;
            let mut change = rpc::ChangeDUState::new(alloc::vec![operation]);
            change.command_key = given.optional("CommandKey").map(Cow::Owned);
            change.into()
        }
    })
}

fn unit_operation(kind: &str, given: &Arguments<'_>) -> Option<rpc::Operation<'static>> {
    let optional = |name| given.optional(name).map(Cow::Owned);
    Some(match kind {
        "Install" => {
            let mut install = rpc::InstallOpStruct::new(given.text("URL"));
            install.uuid = optional("UUID");
            install.username = given.optional("Username").map(Into::into);
            install.password = given.optional("Password").map(Into::into);
            install.execution_env_ref = optional("ExecutionEnvRef");
            rpc::Operation::Install(install)
        }
        "Update" => {
            let mut update = rpc::UpdateOpStruct::new();
            update.uuid = optional("UUID");
            update.version = optional("Version");
            update.url = optional("URL");
            update.username = given.optional("Username").map(Into::into);
            update.password = given.optional("Password").map(Into::into);
            rpc::Operation::Update(update)
        }
        "Uninstall" => {
            let mut uninstall = rpc::UninstallOpStruct::new(given.text("UUID"));
            uninstall.version = optional("Version");
            uninstall.execution_env_ref = optional("ExecutionEnvRef");
            rpc::Operation::Uninstall(uninstall)
        }
        _ => return None,
    })
}
