//! Models, components and what they hold.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::{Parse, Result, boolean};
use crate::data_model::document::{
    ComponentDefinition, ComponentReference, Description, Item, MaxEntries, ModelDefinition,
    ObjectDefinition, ParameterDefinition, ProfileDefinition, ProfileObject, ProfileParameter, UniqueKey,
};
use crate::data_model::vocabulary::{Access, ActiveNotify, MountType, Requirement, Status};

impl<'a> Parse<'_, 'a> {
    pub(super) fn component(&mut self) -> Result<ComponentDefinition<'a>> {
        let mut component = ComponentDefinition {
            name: self.required("name")?,
            is_virtual: self.flag("virtual")?,
            status: self.status()?,
            description: None,
            items: Vec::new(),
        };
        self.items(&mut component.items, &mut component.description)?;
        Ok(component)
    }

    pub(super) fn model(&mut self) -> Result<ModelDefinition<'a>> {
        let mut model = ModelDefinition {
            name: self.required("name")?,
            base: self.attribute("base"),
            is_service: self.flag("isService")?,
            status: self.status()?,
            description: None,
            items: Vec::new(),
        };
        self.items(&mut model.items, &mut model.description)?;
        Ok(model)
    }

    /// The content of a model or a component.
    pub(super) fn items(
        &mut self,
        items: &mut Vec<Item<'a>>,
        description: &mut Option<Description<'a>>,
    ) -> Result<()> {
        while let Some(name) = self.child()? {
            let item = match name {
                "description" => {
                    *description = Some(self.description()?);
                    continue;
                }
                "object" => Item::Object(Box::new(self.object()?)),
                "profile" => Item::Profile(Box::new(self.profile()?)),
                _ => match self.member(name)? {
                    Some(item) => item,
                    None => continue,
                },
            };
            items.push(item);
        }
        Ok(())
    }

    /// What objects hold as well as models. Commands and events are USP's and passed over.
    pub(super) fn member(&mut self, name: &str) -> Result<Option<Item<'a>>> {
        Ok(match name {
            "component" => {
                let reference = self.required("ref")?;
                let (path, version) = (self.attribute("path"), self.attribute("version"));
                self.only_description()?;
                Some(Item::Component(ComponentReference { reference, path, version }))
            }
            "parameter" => Some(Item::Parameter(Box::new(self.parameter()?))),
            "command" | "event" => {
                self.skip()?;
                None
            }
            _ => {
                self.unexpected()?;
                None
            }
        })
    }

    pub(super) fn object(&mut self) -> Result<ObjectDefinition<'a>> {
        self.count()?;
        let (path, is_change) = self.name_or_base()?;
        let mut object = ObjectDefinition {
            path,
            is_change,
            access: self.typed("access", Access::from_word)?,
            min_entries: self.typed("minEntries", |text| text.parse().ok())?,
            max_entries: self.typed("maxEntries", MaxEntries::from_word)?,
            num_entries_parameter: self.attribute("numEntriesParameter"),
            enable_parameter: self.attribute("enableParameter"),
            discriminator_parameter: self.attribute("discriminatorParameter"),
            mount_type: self.typed("mountType", MountType::from_word)?,
            version: self.attribute("version"),
            status: self.typed("status", Status::from_word)?,
            description: None,
            unique_keys: Vec::new(),
            items: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => object.description = Some(self.description()?),
                "uniqueKey" => {
                    let key = self.unique_key()?;
                    object.unique_keys.push(key);
                }
                _ => object.items.extend(self.member(name)?),
            }
        }
        Ok(object)
    }

    pub(super) fn unique_key(&mut self) -> Result<UniqueKey<'a>> {
        // Early schemas have no `functional`; their keys are functional.
        let functional = self.typed("functional", boolean)?.unwrap_or(true);
        let mut parameters = Vec::new();
        while let Some(name) = self.child()? {
            match name {
                "parameter" => {
                    parameters.push(self.required("ref")?);
                    self.only_description()?;
                }
                _ => self.unexpected()?,
            }
        }
        Ok(UniqueKey { functional, parameters })
    }

    pub(super) fn parameter(&mut self) -> Result<ParameterDefinition<'a>> {
        self.count()?;
        let (name, is_change) = self.name_or_base()?;
        let mut parameter = ParameterDefinition {
            name,
            is_change,
            access: self.typed("access", Access::from_word)?,
            active_notify: self.typed("activeNotify", ActiveNotify::from_word)?,
            forced_inform: self.typed("forcedInform", boolean)?,
            version: self.attribute("version"),
            status: self.typed("status", Status::from_word)?,
            description: None,
            syntax: None,
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => parameter.description = Some(self.description()?),
                "syntax" => parameter.syntax = Some(Box::new(self.syntax()?)),
                _ => self.unexpected()?,
            }
        }
        Ok(parameter)
    }

    pub(super) fn profile(&mut self) -> Result<ProfileDefinition<'a>> {
        self.count()?;
        let base = self.attribute("base");
        let name = match (self.attribute("name"), &base) {
            (Some(name), _) => name,
            (None, Some(base)) => base.clone(),
            (None, None) => self.required("name")?,
        };
        let mut profile = ProfileDefinition {
            name,
            base,
            extends: self.words("extends"),
            version: self.attribute("version"),
            status: self.status()?,
            description: None,
            objects: Vec::new(),
        };
        let mut model = ProfileObject {
            reference: Cow::Borrowed(""),
            requirement: Requirement::NotSpecified,
            status: Status::Current,
            parameters: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => profile.description = Some(self.description()?),
                "parameter" => {
                    let parameter = self.profile_parameter()?;
                    model.parameters.push(parameter);
                }
                "object" => {
                    let object = self.profile_object()?;
                    profile.objects.push(object);
                }
                _ => self.unexpected()?,
            }
        }
        if !model.parameters.is_empty() {
            profile.objects.insert(0, model);
        }
        Ok(profile)
    }

    pub(super) fn profile_object(&mut self) -> Result<ProfileObject<'a>> {
        self.count()?;
        let mut object = ProfileObject {
            reference: self.required("ref")?,
            requirement: self.requirement()?,
            status: self.status()?,
            parameters: Vec::new(),
        };
        while let Some(name) = self.child()? {
            match name {
                "parameter" => {
                    let parameter = self.profile_parameter()?;
                    object.parameters.push(parameter);
                }
                "description" => drop(self.text()?),
                "command" | "event" => self.skip()?,
                _ => self.unexpected()?,
            }
        }
        Ok(object)
    }

    pub(super) fn profile_parameter(&mut self) -> Result<ProfileParameter<'a>> {
        self.count()?;
        let parameter = ProfileParameter {
            reference: self.required("ref")?,
            requirement: self.requirement()?,
            status: self.status()?,
        };
        self.only_description()?;
        Ok(parameter)
    }

    pub(super) fn requirement(&mut self) -> Result<Requirement> {
        Ok(self.typed("requirement", Requirement::from_word)?.unwrap_or(Requirement::NotSpecified))
    }
}
