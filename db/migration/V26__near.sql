-- Whose patients are few is searched for among these. See docs/decisions/0068.

create index patient_share_organization on patient_share (organization, patient);
create index owned_resource_organization on owned_resource (organization, type);
