//! Data types: syntax, facets, defaults.

use super::{Parse, Result};
use crate::data_model::WarningKind;
use crate::data_model::document::{DataTypeDefinition, SyntaxDefinition};
use crate::data_model::facet::{
    Default, Enumeration, EnumerationRef, Facets, InstanceRef, List, PathRef, Pattern, Range, Size, TypeName,
};
use crate::data_model::number::Decimal;
use crate::data_model::vocabulary::{
    Access, BaseType, DefaultKind, ListNesting, PathScope, ReferenceType, TargetType,
};
use alloc::vec::Vec;

impl<'a> Parse<'_, 'a> {
    pub(super) fn syntax(&mut self) -> Result<SyntaxDefinition<'a>> {
        let mut syntax = SyntaxDefinition {
            hidden: self.flag("hidden")?,
            secured: self.flag("secured")?,
            command: self.flag("command")?,
            list: None,
            type_name: None,
            facets: Facets::default(),
            default: None,
        };
        while let Some(name) = self.child()? {
            match name {
                "list" => syntax.list = Some(self.list()?),
                "dataType" => {
                    syntax.type_name = match (self.attribute("ref"), self.attribute("base")) {
                        (Some(named), _) => Some(TypeName::Named(named)),
                        (None, Some(base)) => Some(TypeName::Restricted(base)),
                        (None, None) => {
                            self.deviation(WarningKind::Missing("ref"))?;
                            None
                        }
                    };
                    self.facets(&mut syntax.facets)?;
                }
                "default" => syntax.default = Some(self.default()?),
                _ => match BaseType::from_word(name) {
                    Some(base) => {
                        syntax.type_name = Some(TypeName::Base(base));
                        self.facets(&mut syntax.facets)?;
                    }
                    None => self.unexpected()?,
                },
            }
        }
        Ok(syntax)
    }

    pub(super) fn data_type(&mut self) -> Result<DataTypeDefinition<'a>> {
        let mut definition = DataTypeDefinition {
            name: self.required("name")?,
            base: self.attribute("base"),
            base_type: None,
            status: self.status()?,
            description: None,
            list: None,
            facets: Facets::default(),
        };
        while let Some(name) = self.child()? {
            match name {
                "description" => definition.description = Some(self.description()?),
                "list" => definition.list = Some(self.list()?),
                _ => match BaseType::from_word(name) {
                    Some(base) => {
                        definition.base_type = Some(base);
                        self.facets(&mut definition.facets)?;
                    }
                    None => self.facet(name, &mut definition.facets)?,
                },
            }
        }
        Ok(definition)
    }

    pub(super) fn facets(&mut self, facets: &mut Facets<'a>) -> Result<()> {
        while let Some(name) = self.child()? {
            self.facet(name, facets)?;
        }
        Ok(())
    }

    pub(super) fn facet(&mut self, name: &str, facets: &mut Facets<'a>) -> Result<()> {
        match name {
            "size" => {
                let size = self.size()?;
                facets.sizes.push(size);
            }
            "range" | "decimalRange" => {
                let range = Range {
                    min_inclusive: self.typed("minInclusive", Decimal::parse)?,
                    max_inclusive: self.typed("maxInclusive", Decimal::parse)?,
                    step: self.typed("step", Decimal::parse)?,
                    status: self.status()?,
                    description: self.only_description()?,
                };
                facets.ranges.push(range);
            }
            "enumeration" => {
                let enumeration = Enumeration {
                    value: self.required("value")?,
                    code: self.typed("code", |text| text.parse().ok())?,
                    access: self.typed("access", Access::from_word)?.unwrap_or(Access::ReadWrite),
                    status: self.status()?,
                    optional: self.flag("optional")?,
                    version: self.attribute("version"),
                    description: self.only_description()?,
                };
                facets.enumerations.push(enumeration);
            }
            "pattern" => {
                let pattern = Pattern {
                    value: self.required("value")?,
                    access: self.typed("access", Access::from_word)?.unwrap_or(Access::ReadWrite),
                    status: self.status()?,
                    optional: self.flag("optional")?,
                    version: self.attribute("version"),
                    description: self.only_description()?,
                };
                facets.patterns.push(pattern);
            }
            "pathRef" => {
                let reference = PathRef {
                    ref_type: self.typed("refType", ReferenceType::from_word)?.unwrap_or(ReferenceType::Weak),
                    target_parents: self.words("targetParent"),
                    target_parent_scope: self.scope("targetParentScope")?,
                    target_type: self.typed("targetType", TargetType::from_word)?.unwrap_or(TargetType::Any),
                    target_data_type: self.attribute("targetDataType"),
                    status: self.status()?,
                };
                self.only_description()?;
                facets.path_refs.push(reference);
            }
            "instanceRef" => {
                let reference = InstanceRef {
                    ref_type: self.typed("refType", ReferenceType::from_word)?.unwrap_or(ReferenceType::Weak),
                    target_parent: self.required("targetParent")?,
                    target_parent_scope: self.scope("targetParentScope")?,
                    status: self.status()?,
                };
                self.only_description()?;
                facets.instance_refs.push(reference);
            }
            "enumerationRef" => {
                let reference = EnumerationRef {
                    target_param: self.required("targetParam")?,
                    target_param_scope: self.scope("targetParamScope")?,
                    null_value: self.attribute("nullValue"),
                    status: self.status()?,
                };
                self.only_description()?;
                facets.enumeration_refs.push(reference);
            }
            "units" => {
                facets.units = Some(self.required("value")?);
                self.only_description()?;
            }
            _ => self.unexpected()?,
        }
        Ok(())
    }

    pub(super) fn scope(&mut self, name: &'static str) -> Result<PathScope> {
        Ok(self.typed(name, PathScope::from_word)?.unwrap_or(PathScope::Normal))
    }

    pub(super) fn size(&mut self) -> Result<Size<'a>> {
        Ok(Size {
            min_length: self.typed("minLength", |text| text.parse().ok())?.unwrap_or(0),
            max_length: self.typed("maxLength", |text| text.parse().ok())?,
            status: self.status()?,
            description: self.only_description()?,
        })
    }

    pub(super) fn list(&mut self) -> Result<List<'a>> {
        let mut list = List {
            min_items: self.typed("minItems", |text| text.parse().ok())?.unwrap_or(0),
            max_items: self
                .typed("maxItems", |text| match text {
                    "unbounded" => Some(None),
                    _ => text.parse().ok().map(Some),
                })?
                .flatten(),
            nested_brackets: self.typed("nestedBrackets", ListNesting::from_word)?,
            sizes: Vec::new(),
            status: self.status()?,
        };
        while let Some(name) = self.child()? {
            match name {
                "size" => {
                    let size = self.size()?;
                    list.sizes.push(size);
                }
                "description" => drop(self.text()?),
                _ => self.unexpected()?,
            }
        }
        Ok(list)
    }

    pub(super) fn default(&mut self) -> Result<Default<'a>> {
        let default = Default {
            kind: self.typed("type", DefaultKind::from_word)?.unwrap_or(DefaultKind::Object),
            value: self.required("value")?,
            status: self.status()?,
        };
        self.only_description()?;
        Ok(default)
    }
}
