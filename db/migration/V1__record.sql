-- The FHIR record: one current row per resource, its older versions, and what search needs.
--
-- Every row says which transaction made it (tx), and those of the past which one ended it (until_tx).
-- So a search can be answered as the record stood at any moment, which is what makes pages hold
-- still: see docs/decisions/0007.

create table transaction_origin (
  cluster   bigint not null,
  tx_offset bigint not null
);
comment on table transaction_origin is
  'One row: which PostgreSQL cluster counts the transactions, and what is added to its count, so that
   the count goes on after a restore into another cluster';

create table cursor_key (
  key bytea not null
);
comment on table cursor_key is 'One row: seals the cursors of pages, for all replicas';
insert into cursor_key
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

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
  tx       bigint      not null,
  body     bytea       not null,
  unique (type, id)
);
comment on table resource is 'The current version of every resource, a deletion mark included';
comment on column resource.created is 'When the first version was stored';
comment on column resource.patient is 'Logical id of the patient whose compartment holds it';
comment on column resource.body is 'Complete FHIR JSON with id and meta, served as it is';
create index resource_patient on resource (patient, type, rid) where patient is not null;
create index resource_type_rid on resource (type, rid) where not deleted;
create index resource_updated on resource (updated, rid);

create table resource_version (
  rid      bigint      not null,
  version  bigint      not null,
  updated  timestamptz not null,
  until    timestamptz not null,
  deleted  boolean     not null,
  method   text        not null,
  patient  text        collate "C",
  tx       bigint      not null,
  until_tx bigint      not null,
  body     bytea       not null,
  primary key (rid, version)
);
comment on table resource_version is 'Older versions; the current one is in resource';
comment on column resource_version.until is 'When the next version took its place';
create index resource_version_updated on resource_version (updated, rid);

-- No table carries a foreign key: each would cost a look-up and a lock for every row written, and
-- only the record's own code writes them.

-- The tables below follow from the bodies. A parameter is the hash of its type and name.

create table search_token (
  rid    bigint   not null primary key,
  tx     bigint   not null,
  tokens bigint[] not null
);
comment on table search_token is
  'Hashes of type, parameter, system and code: each value with its system and without';
-- What is not merged into the index yet is read by each look-up, page by page: kept short.
create index search_token_tokens on search_token using gin (tokens)
  with (gin_pending_list_limit = 128);

create table search_date (
  rid    bigint   not null,
  tx     bigint   not null,
  param  bigint   not null,
  status integer  not null,
  span   smallint not null,
  lo     bigint   not null,
  hi     bigint   not null
);
comment on table search_date is
  'First and last instant that a date of the stated precision means, in microseconds since 1970';
comment on column search_date.status is
  'Hash of the resource''s status, 0 without one: worklists ask for a status and a range of dates';
comment on column search_date.span is
  'How long it is at most (0: a day, 1: 32 days, 2: 366 days, 3: longer or open), so that a search
   for what overlaps a range need not look at all that began before it';
create index search_date_range on search_date (param, status, span, lo, rid, hi);
create index search_date_rid on search_date (rid);

create table search_string (
  rid    bigint not null,
  tx     bigint not null,
  param  bigint not null,
  folded text   not null collate "C",
  exact  text   not null collate "C"
);
comment on column search_string.folded is 'Lower case, without accents';
create index search_string_folded on search_string (param, left(folded, 200), rid);
create index search_string_rid on search_string (rid);

create table search_quantity (
  rid    bigint  not null,
  tx     bigint  not null,
  param  bigint  not null,
  low    numeric not null,
  high   numeric not null,
  system text    not null collate "C",
  code   text    not null collate "C"
);
comment on column search_quantity.high is 'As low, but for a range';
create index search_quantity_value on search_quantity (param, low, high, rid);
create index search_quantity_rid on search_quantity (rid);

create table reference (
  rid         bigint not null,
  tx          bigint not null,
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
-- What waits: of what refers to a sender of messages there may be as many rows as messages.
create index reference_waiting on reference (identifier) where target_id = '';
create index reference_rid on reference (rid);

-- What the index held of older versions, for searches as of a moment that has passed.

create table past_token (like search_token, until_tx bigint not null);
create index past_token_tokens on past_token using gin (tokens)
  with (gin_pending_list_limit = 128);
create index past_token_rid on past_token (rid);

create table past_date (like search_date, until_tx bigint not null);
create index past_date_range on past_date (param, lo);
create index past_date_rid on past_date (rid);

create table past_string (like search_string, until_tx bigint not null);
create index past_string_folded on past_string (param, left(folded, 200));
create index past_string_rid on past_string (rid);

create table past_quantity (like search_quantity, until_tx bigint not null);
create index past_quantity_value on past_quantity (param, low);
create index past_quantity_rid on past_quantity (rid);

create table past_reference (like reference, until_tx bigint not null);
create index past_reference_target on past_reference (target_type, target_id, param);
create index past_reference_rid on past_reference (rid);

create table conditional_claim (
  type     text not null collate "C",
  criteria text not null collate "C",
  primary key (type, criteria)
);
comment on table conditional_claim is
  'Conditional creates queue up here, so that of several at once only one finds nothing';
