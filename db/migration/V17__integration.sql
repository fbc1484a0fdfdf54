-- What the integration page tells of messages, deliveries and reviews: see docs/decisions/0046.

create table message_attempt (
  message bigint      not null references message on delete cascade,
  number  integer     not null,
  at      timestamptz not null,
  state   text        not null collate "C",
  by      text,
  reason  text,
  primary key (message, number)
);
comment on table message_attempt is 'What did not succeed at a message, and what a person decided; what did succeed stands in message';
comment on column message_attempt.number is 'From 1, in the order in which it happened';
comment on column message_attempt.state is 'What became of the message by it';
comment on column message_attempt.by is 'The name of the caller';

-- People know a patient by a number, and not by the system that it is of.
create index message_subject_value on message_subject ((substr(identifier, strpos(identifier, '|') + 1)));

alter table delivery add attempted timestamptz;
comment on column delivery.attempted is 'When it was tried last';

alter table receiver
  add failed  timestamptz,
  add failure text;
comment on column receiver.failed is 'When it failed last, however long ago';
comment on column receiver.failure is 'Why it failed then';

alter table break_glass add note text;
comment on column break_glass.note is 'What the reviewer says of it';
