-- What happened that somebody wants to be told of, and what is on its way to them: see
-- docs/decisions/0035 to 0037.

create table event (
  seq           bigint      not null generated always as identity primary key,
  topic         text        not null collate "C",
  patient       text        collate "C",
  focus_type    text        not null collate "C",
  focus_id      text        not null collate "C",
  focus_version bigint,
  state         text        collate "C",
  occurred      timestamptz not null,
  channels      text[]      not null
);
comment on table event is
  'Written with the change; taken away when each channel has got its own row of it in delivery';
comment on column event.topic is 'As the last part of its URL; record for a resource as such';
comment on column event.patient is 'Logical id';
comment on column event.focus_version is 'The version that tells of it; null where time alone does';
comment on column event.channels is 'Who may want to know: each is asked before it is told';
create index event_patient on event (patient);

create table delivery (
  id            bigint      not null generated always as identity primary key,
  channel       text        not null collate "C",
  number        bigint      not null,
  order_key     text        not null collate "C",
  patient       text        collate "C",
  topic         text        not null collate "C",
  focus_type    text        collate "C",
  focus_id      text        collate "C",
  focus_version bigint,
  state         text        collate "C",
  occurred      timestamptz not null,
  url           text,
  content_type  text,
  body          bytea,
  status        text        not null collate "C" check (status in ('waiting', 'done', 'dead', 'dropped')),
  attempts      int         not null default 0,
  queued        timestamptz not null,
  due           timestamptz not null,
  problem       text,
  decided_by    text,
  reason        text,
  unique (channel, number)
);
comment on table delivery is 'The events of each channel, in order, and how far each has come';
comment on column delivery.channel is
  'Subscription/[id], messages, stream, or answers to one address';
comment on column delivery.number is 'Of the event in its channel, from 1: tells a repeat';
comment on column delivery.order_key is
  'Of one channel and key, one is on its way at a time: the patient, else the resource';
comment on column delivery.url is 'With body, of what was written when it was queued';
comment on column delivery.due is 'When it is tried next; while it is tried, when others may try';
comment on column delivery.problem is 'Why the last attempt failed; tells nothing of the patient';
comment on column delivery.reason is 'Why a person dropped it or sent it again';
create index delivery_waiting on delivery (channel, id) where status = 'waiting';
create index delivery_order on delivery (channel, order_key, id) where status = 'waiting';
create index delivery_age on delivery (status, queued);
create index delivery_patient on delivery (patient);
create index delivery_answer on delivery (order_key) where topic = 'answer';

create table receiver (
  channel      text        not null primary key collate "C",
  open         boolean     not null,
  last_number  bigint      not null default 0,
  failures     int         not null default 0,
  paused_until timestamptz,
  problem      text
);
comment on table receiver is 'Where deliveries go: one row for each channel that was ever used';
comment on column receiver.open is 'Whether it is delivered to: not before the handshake';
comment on column receiver.last_number is 'Of its events, where they are numbered one by one';
comment on column receiver.failures is 'Attempts since the last that did not fail';
comment on column receiver.paused_until is 'While it fails it is tried now and then only';

create table listener (
  until timestamptz not null
);
comment on table listener is
  'One row: until when events are noted for the stream, since somebody listens to it';
insert into listener values ('epoch');

create table subscription_channel (
  id          text   not null primary key collate "C",
  definition  jsonb  not null,
  caller      jsonb  not null,
  secret      bytea  not null,
  state       text   not null collate "C" check (state in ('handshake', 'active', 'failed', 'off')),
  attempts    int    not null default 0,
  act_at      timestamptz,
  reported    text   collate "C",
  patient     text   collate "C"
);
comment on table subscription_channel is 'Subscriptions as they are served; follows from the resources but for caller and secret';
comment on column subscription_channel.caller is 'Who set it up last: what it delivers is what they may see';
comment on column subscription_channel.secret is 'Signs what is delivered';
comment on column subscription_channel.act_at is 'When the next handshake or heartbeat is due';
comment on column subscription_channel.reported is 'The problem that its resource tells of now';
create index subscription_channel_patient on subscription_channel (patient) where patient is not null;
create index subscription_channel_act on subscription_channel (act_at) where act_at is not null;
