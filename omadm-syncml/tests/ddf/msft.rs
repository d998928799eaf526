//! Microsoft's extensions, each of them in one node.

use omadm_syncml::tree::{AllowedValuesKind, MgmtTree, Msft};

fn read(extensions: &str) -> Msft {
    let xml = format!(
        "<MgmtTree xmlns:MSFT='http://schemas.microsoft.com/MobileDevice/DM'><VerDTD>1.2</VerDTD><Node>\
         <NodeName>A</NodeName><DFProperties><AccessType><Get/></AccessType><DFFormat><int/></DFFormat>\
         <DFType><MIME>text/plain</MIME></DFType>{extensions}</DFProperties></Node></MgmtTree>"
    );
    let tree = MgmtTree::from_xml(xml.as_bytes()).unwrap();
    let node = tree.roots().next().unwrap();
    Msft::read(node.df_properties.as_ref().unwrap())
}

#[test]
fn what_surrounds_a_node() {
    let msft = read(
        "<MSFT:DynamicNodeNaming><MSFT:ServerGeneratedUniqueIdentifier/></MSFT:DynamicNodeNaming>\
         <MSFT:AtomicRequired/><MSFT:RebootBehavior>Automatic</MSFT:RebootBehavior>\
         <MSFT:ConflictResolution>LowestValueMostSecure</MSFT:ConflictResolution>\
         <MSFT:Deprecated OsBuildDeprecated='10.0.22621'/><MSFT:Applicability>\
         <MSFT:OsBuildVersion>10.0.14393</MSFT:OsBuildVersion><MSFT:CspVersion> 1.2 </MSFT:CspVersion>\
         <MSFT:EditionAllowList>0x4;0x1B;</MSFT:EditionAllowList></MSFT:Applicability>\
         <MSFT:Unheard><MSFT:Of>x</MSFT:Of></MSFT:Unheard>",
    );
    assert_eq!(msft.dynamic_node_naming.as_deref(), Some("ServerGeneratedUniqueIdentifier"));
    assert!(msft.atomic_required);
    assert_eq!(msft.reboot_behavior.as_deref(), Some("Automatic"));
    assert_eq!(msft.conflict_resolution.as_deref(), Some("LowestValueMostSecure"));
    assert_eq!(msft.deprecated.as_deref(), Some("10.0.22621"));
    assert_eq!(msft.os_build_version.as_deref(), Some("10.0.14393"));
    assert_eq!(msft.csp_version.as_deref(), Some("1.2"));
    assert_eq!(msft.edition_allow_list.as_deref(), Some("0x4;0x1B;"));
    assert_eq!((msft.allowed_values, msft.dependency_groups.len()), (None, 0));
    // The same names in another vocabulary say nothing.
    assert_eq!(read("<AtomicRequired xmlns='urn:x'/>"), Msft::default());
}

#[test]
fn values_and_policies() {
    let kinds = [
        ("None", AllowedValuesKind::None),
        ("ENUM", AllowedValuesKind::Enum),
        ("Flag", AllowedValuesKind::Flag),
        ("Range", AllowedValuesKind::Range),
        ("RegEx", AllowedValuesKind::Other("RegEx".into())),
    ];
    for (word, kind) in kinds {
        let msft = read(&format!(
            "<MSFT:AllowedValues ValueType='{word}'><MSFT:Value>[1-4]</MSFT:Value><MSFT:List Delimiter=','/>\
             </MSFT:AllowedValues>"
        ));
        let allowed = msft.allowed_values.unwrap();
        assert_eq!((&allowed.kind, allowed.value.as_deref()), (&kind, Some("[1-4]")));
        let refuses =
            matches!(kind, AllowedValuesKind::Enum | AllowedValuesKind::Flag | AllowedValuesKind::Range);
        assert_eq!(allowed.allows("1,5"), !refuses, "{word}");
    }
    let policy = read(
        "<MSFT:AllowedValues ValueType='ADMX'><MSFT:AdmxBacked Area='a~b' Name='n' File='f.admx'/></MSFT:AllowedValues>",
    );
    let names = policy.allowed_values.unwrap().admx_backed.unwrap();
    assert_eq!(names, ("a~b".into(), "n".into(), "f.admx".into()));
}

#[test]
fn what_other_nodes_must_hold() {
    let msft = read(
        "<MSFT:DependencyBehavior><MSFT:DependencyGroup FriendlyId='On'><MSFT:Dependency Type='DependsOn'>\
         <MSFT:DependencyUri>Vendor/MSFT/Example/Enabled</MSFT:DependencyUri>\
         <MSFT:DependencyAllowedValue ValueType='ENUM'><MSFT:Enum><MSFT:Value>true</MSFT:Value>\
         <MSFT:ValueDescription>It is on</MSFT:ValueDescription></MSFT:Enum></MSFT:DependencyAllowedValue>\
         </MSFT:Dependency><MSFT:Dependency Type='Not'/></MSFT:DependencyGroup><MSFT:DependencyGroup/>\
         </MSFT:DependencyBehavior>",
    );
    assert_eq!(msft.dependency_groups.len(), 2);
    let (first, second) = (&msft.dependency_groups[0], &msft.dependency_groups[1]);
    assert_eq!((&*first.friendly_id, first.dependencies.len()), ("On", 2));
    let dependency = &first.dependencies[0];
    assert_eq!((&*dependency.kind, &*dependency.uri), ("DependsOn", "Vendor/MSFT/Example/Enabled"));
    let allowed = dependency.allowed_values.as_ref().unwrap();
    assert!(allowed.allows("true") && !allowed.allows("false"));
    assert_eq!(allowed.enumeration[0].description, "It is on");
    assert_eq!(first.dependencies[1].allowed_values, None);
    assert_eq!((&*second.friendly_id, second.dependencies.len()), ("", 0));
    // They say nothing about the node itself.
    assert_eq!(msft.allowed_values, None);
}
