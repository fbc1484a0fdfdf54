-- What is kept for how long, and what is good once for all replicas: see docs/decisions/0049.

alter table message add swept timestamptz;
comment on column message.swept is
  'When its text, answer and subjects were taken away since they had been kept long enough';
create index message_unswept on message (received) where swept is null;

create table used_assertion (
  client  text        not null collate "C",
  jti     bytea       not null,
  expires timestamptz not null,
  primary key (client, jti)
);
comment on table used_assertion is
  'By which assertions clients have proven themselves: each is good once, whichever replica it is shown to';
comment on column used_assertion.jti is 'SHA-256 of the assertion''s id';
comment on column used_assertion.expires is 'From then on the assertion is of no use anyway';
create index used_assertion_expires on used_assertion (expires);
