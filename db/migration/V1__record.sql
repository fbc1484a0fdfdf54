-- The FHIR record: one current row per resource, its older versions, and what search needs.

create sequence resource_rid increment by 100;

create table resource (
  rid      bigint      not null primary key,
  type     text        not null collate "C",
  id       text        not null collate "C",
  version  bigint      not null,
  created  timestamptz not null,
  updated  timestamptz not null,
  deleted  boolean     not null,
  method   text        not null,
  patient  text        collate "C",
  body     bytea       not null,
  unique (type, id)
);
comment on table resource is 'The current version of every resource, a deletion mark included';
comment on column resource.created is 'When the first version was stored';
comment on column resource.patient is 'Logical id of the patient whose compartment holds it';
comment on column resource.body is 'Complete FHIR JSON with id and meta, served as it is';
create index resource_patient on resource (patient, type) where patient is not null;
create index resource_type_rid on resource (type, rid) where not deleted;
create index resource_updated on resource (updated, rid);

create table resource_version (
  rid      bigint      not null references resource,
  version  bigint      not null,
  updated  timestamptz not null,
  deleted  boolean     not null,
  method   text        not null,
  body     bytea       not null,
  primary key (rid, version)
);
comment on table resource_version is 'Older versions; the current one is in resource';
create index resource_version_updated on resource_version (updated, rid);

-- The tables below follow from the bodies. They carry no foreign keys: each would cost a look-up
-- for every row written, and only the record's own code writes them, in one statement.

create table search_token (
  rid    bigint   not null primary key,
  tokens bigint[] not null
);
comment on table search_token is
  'Hashes of type, parameter, system and code: each value with its system and without';
create index search_token_tokens on search_token using gin (tokens);

create table search_date (
  rid   bigint      not null,
  type  text        not null collate "C",
  param text        not null collate "C",
  lo    timestamptz not null,
  hi    timestamptz not null
);
comment on table search_date is 'First and last instant that a date of the stated precision means';
create index search_date_range on search_date (type, param, lo, hi, rid);
create index search_date_rid on search_date (rid);

create table search_string (
  rid    bigint not null,
  type   text   not null collate "C",
  param  text   not null collate "C",
  folded text   not null collate "C",
  exact  text   not null collate "C"
);
comment on column search_string.folded is 'Lower case, without accents';
create index search_string_folded on search_string (type, param, left(folded, 200), rid);
create index search_string_rid on search_string (rid);

create table search_quantity (
  rid    bigint  not null,
  type   text    not null collate "C",
  param  text    not null collate "C",
  value  numeric not null,
  system text    not null collate "C",
  code   text    not null collate "C"
);
create index search_quantity_value on search_quantity (type, param, value, rid);
create index search_quantity_rid on search_quantity (rid);

create table reference (
  rid         bigint not null,
  param       text   not null collate "C",
  target_type text   not null collate "C",
  target_id   text   not null collate "C",
  identifier  bigint
);
comment on table reference is 'References of the current versions, literal or by identifier';
comment on column reference.param is 'Search parameter, or empty for one that none covers';
comment on column reference.target_type is 'Empty for an absolute URL of another server';
comment on column reference.identifier is
  'Hash of system and value of a reference by identifier; its target_id is empty until it arrives';
create index reference_target on reference (target_type, target_id, param, rid);
create index reference_identifier on reference (identifier) where identifier is not null;
create index reference_rid on reference (rid);

create table conditional_claim (
  type     text not null collate "C",
  criteria text not null collate "C",
  primary key (type, criteria)
);
comment on table conditional_claim is
  'Conditional creates queue up here, so that of several at once only one finds nothing';
