-- Patients that were erased: what is kept of them.

create table erasure (
  id         bigint      generated always as identity primary key,
  patient    text        not null collate "C",
  erased     timestamptz not null,
  subject    text        not null collate "C",
  name       text        not null,
  reason     text        not null,
  resources  bigint      not null,
  versions   bigint      not null,
  index_rows bigint      not null,
  emptied    bigint      not null,
  rooms      jsonb       not null,
  left_over  jsonb       not null,
  hash       bytea       not null
);
comment on table erasure is
  'One row for each patient who was erased. Of each resource of hers a mark stays in resource, with the method PURGE';
comment on column erasure.patient is 'Logical id, which is not given again';
comment on column erasure.subject is 'Who erased her, as proven';
comment on column erasure.resources is 'How many went, deleted ones among them';
comment on column erasure.emptied is 'Resources of others in which references to what went were emptied';
comment on column erasure.rooms is 'Rows that other rooms held of her, by what they hold';
comment on column erasure.left_over is 'Bundles that hold something of hers and of others, and stayed';
comment on column erasure.hash is 'SHA-256 over the bodies of the versions, by type, id and version';
create index erasure_patient on erasure (patient);
