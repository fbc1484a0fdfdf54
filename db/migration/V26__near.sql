-- Who sees few is searched for among these. See docs/decisions/0068.

create index patient_share_organization
  on patient_share (organization, patient, valid_from, valid_to);
create index owned_resource_organization on owned_resource (organization, type, id);

-- Every statement is planned once for all organizations. Where one has most of what there is, it
-- would be planned for that one, which has no use for the indexes.
alter table patient_share alter column organization set (n_distinct = 1000);
alter table owned_resource alter column organization set (n_distinct = 1000);
