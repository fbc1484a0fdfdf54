-- What the registry counts of operations, read out of their results once, when they change.

create table treatment (
  key           text        not null primary key collate "C",
  patient       text        not null collate "C",
  procedure     text        not null collate "C",
  cases         text[]      not null,
  causes        text[]      not null,
  levels        text[]      not null,
  began         timestamptz not null,
  ended         timestamptz not null,
  stopped       timestamptz,
  pain_before   numeric,
  reviews       jsonb       not null,
  complications text[]      not null
);
comment on table treatment is
  'Completed operations and what came of them: a row for each plan';
comment on column treatment.key is 'Of the plan, as in plan/Procedure/1';
comment on column treatment.cases is 'Keys of the cases that it serves; none when no fracture is known';
comment on column treatment.stopped is 'When a death or a person ended the follow-up';
comment on column treatment.pain_before is 'The last score of 0 to 10 before it began';
comment on column treatment.reviews is
  'Each review: code, end of its window, whether it was done, the first score within the window';
create index treatment_patient on treatment (patient);
