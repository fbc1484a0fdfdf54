-- The ledger of messages: each as it came, with what became of it, in the transaction of its effects.

create table message (
  seq           bigint generated always as identity primary key,
  channel       text        not null collate "C",
  format        text        not null collate "C",
  raw           bytea       not null,
  hash          text        not null collate "C",
  sender        text        not null collate "C",
  subject       text        not null collate "C",
  client        text        collate "C",
  organization  text        collate "C",
  source        text        collate "C",
  id            text        not null collate "C",
  envelope      text        collate "C",
  event         text        not null collate "C",
  sent          timestamptz,
  state         text        not null collate "C",
  reason        text,
  answer        bytea,
  answer_format text        collate "C",
  received      timestamptz not null,
  processed     timestamptz,
  attempts      integer     not null,
  reply_to      text
);
comment on table message is 'Every message that came: one row for each id of a sender';
comment on column message.channel is 'fhir or hl7v2';
comment on column message.format is 'The Content-Type that it was sent with';
comment on column message.raw is 'As it came, byte for byte';
comment on column message.hash is 'SHA-256 of what it says: the same id with another one is refused';
comment on column message.sender is 'Who may use an id once: the caller, and the source that the message names';
comment on column message.subject is 'Of the caller, as proven by token or certificate';
comment on column message.organization is 'Logical id of the organization that the caller belongs to';
comment on column message.source is 'What the message says of where it comes from';
comment on column message.envelope is 'Bundle.id, which is another one when a sender submits anew';
comment on column message.sent is 'When the message says that it was made';
comment on column message.state is
  'processed, failed, waiting (what it needs may yet come), refused (its id was taken), dropped or erased';
comment on column message.reason is 'Why it failed or was dropped, for people';
comment on column message.attempts is 'How often it was tried';
comment on column message.reply_to is 'URL that its answer is sent to; null where its sender waits for it';
-- What was refused for its id has none of its own.
create unique index message_once on message (sender, id) where state <> 'refused';
create index message_state on message (state, seq);
create index message_received on message (received);

create table message_touched (
  message  bigint not null references message,
  type     text   not null collate "C",
  id       text   not null collate "C",
  version  bigint not null,
  patient  text   collate "C",
  followed boolean not null,
  primary key (message, type, id, version)
);
comment on table message_touched is 'The versions of resources that a message made';
comment on column message_touched.patient is 'Logical id of the patient whose compartment holds it';
comment on column message_touched.followed is 'Whether the service made it, of what was sent';
create index message_touched_patient on message_touched (patient, message) where patient is not null;
create index message_touched_resource on message_touched (type, id);

create table message_subject (
  message    bigint not null references message,
  identifier text   not null collate "C",
  primary key (message, identifier)
);
comment on table message_subject is 'The patients that a message names, as system|value or Patient/id';
create index message_subject_identifier on message_subject (identifier, message);

create table message_order (
  sender     text        not null collate "C",
  type       text        not null collate "C",
  identifier text        not null collate "C",
  sent       timestamptz not null,
  message    bigint      not null references message,
  primary key (sender, type, identifier)
);
comment on table message_order is
  'What a sender said last of a resource: what it said earlier and comes later changes nothing';
create index message_order_message on message_order (message);
