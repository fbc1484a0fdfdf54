-- Who saw and did what: events, the chain of hashes over them, and signed points of it. All of it is
-- only ever added to. See docs/decisions/0021.

create table audit_event (
  seq          bigint      not null generated always as identity primary key,
  tx           bigint      not null,
  digest       bytea       not null,
  recorded     timestamptz not null,
  act          text        not null collate "C",
  operation    text        collate "C",
  outcome      smallint    not null,
  reason       text        collate "C",
  kind         text        collate "C",
  subject      text        collate "C",
  name         text,
  fhir_user    text        collate "C",
  client       text        collate "C",
  roles        text[]      not null,
  organization text        collate "C",
  purpose      text        collate "C",
  address      text        collate "C",
  request      text        collate "C",
  patients     text[]      not null,
  touched      text[]      not null,
  mentions     text[]      not null,
  query        text
);
comment on table audit_event is 'One row for each interaction; an AuditEvent is made of it when it is read';
comment on column audit_event.seq is 'Logical id of the AuditEvent';
comment on column audit_event.tx is 'The transaction that wrote it, counted as in resource: tells when no more can come before';
comment on column audit_event.digest is 'SHA-256 over the columns that follow, as they were told';
comment on column audit_event.act is 'The interaction, as in restful-interaction; or login, rules, request';
comment on column audit_event.operation is 'Name of the operation that it was done by';
comment on column audit_event.outcome is 'As in audit-event-outcome: 0 done, 4 refused, 8 failed';
comment on column audit_event.reason is 'Why not: an issue type of FHIR, or the HTTP status; never a sentence';
comment on column audit_event.kind is 'PERSON, SYSTEM, LOCAL or SERVICE; null when nobody proved who it is';
comment on column audit_event.patients is 'Logical ids of those whose resources were touched';
comment on column audit_event.touched is 'References with the version, but for what was not found';
comment on column audit_event.mentions is 'Relative references without version, of patients too, to search by';
comment on column audit_event.query is 'What was searched for, as it was asked';
create index audit_event_recorded on audit_event (recorded, seq);
create index audit_event_tx on audit_event (tx, seq);
create index audit_event_mentions on audit_event using gin (mentions);

create table audit_chain (
  first  bigint   not null primary key,
  last   bigint   not null,
  tx     bigint   not null,
  events bigint[] not null,
  hashes bytea    not null
);
alter table audit_chain alter column hashes set storage external;
comment on table audit_chain is
  'The chain, in segments: a link for each event, with SHA-256 over the hash before, the event''s seq, tx and digest';
comment on column audit_chain.first is 'Position of its first link: 1 for the very first, without gaps';
comment on column audit_chain.tx is 'audit_event.tx of its last: the chain goes by it, then by seq';
comment on column audit_chain.events is 'audit_event.seq of each';
comment on column audit_chain.hashes is '32 bytes for each';

create table audit_checkpoint (
  position  bigint      not null primary key,
  hash      bytea       not null,
  signed    timestamptz not null,
  key       text        not null collate "C",
  signature bytea       not null
);
comment on table audit_checkpoint is 'Links that the service has signed (Ed25519)';
comment on column audit_checkpoint.key is 'SHA-256 of the public key, in hexadecimal';

create table audit_key (
  private bytea not null,
  public  bytea not null
);
comment on table audit_key is
  'One row, where no file is set for the key that signs (VERTEPATH_AUDIT_KEY): PKCS #8 and X.509';

create function audit_is_only_added_to() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is only added to: % of % is refused', tg_op, tg_table_name;
end
$$;

create trigger only_added_to before update or delete or truncate on audit_event
  for each statement execute function audit_is_only_added_to();
create trigger only_added_to before update or delete or truncate on audit_chain
  for each statement execute function audit_is_only_added_to();
create trigger only_added_to before update or delete or truncate on audit_checkpoint
  for each statement execute function audit_is_only_added_to();
create trigger only_added_to before update or delete or truncate on audit_key
  for each statement execute function audit_is_only_added_to();
