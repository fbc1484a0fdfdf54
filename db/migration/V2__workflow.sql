-- The state of the workflow, for worklists. All of it follows from the record: these tables may be
-- emptied, and the command "rebuild" gives them the same content again.

create table pathway_patient (
  patient text not null primary key collate "C"
);
comment on table pathway_patient is
  'Patients with anything that concerns the pathway: for the others nothing is computed';

create table episode (
  key          text        not null primary key collate "C",
  patient      text        not null collate "C",
  task         text        not null collate "C",
  condition    text        not null collate "C",
  state        text        not null collate "C",
  close_reason text        collate "C",
  verdict      text        not null collate "C",
  rule         text        not null collate "C",
  cause        text        not null collate "C",
  levels       text[]      not null,
  onset        timestamptz,
  procedure    text        collate "C"
);
comment on table episode is 'One case per vertebral fracture: a row for every Task pathway-case';
comment on column episode.patient is 'Logical id';
comment on column episode.task is 'Relative reference of the case''s Task';
comment on column episode.rule is 'The protocol that gave the verdict, with its version';
create index episode_patient on episode (patient);
create index episode_state on episode (state, key);

create table episode_transition (
  episode    text        not null collate "C",
  ordinal    int         not null,
  patient    text        not null collate "C",
  from_state text        collate "C",
  to_state   text        not null collate "C",
  effective  timestamptz not null,
  recorded   timestamptz not null,
  actor      text,
  cause      text        not null collate "C",
  rule       text        not null collate "C",
  primary key (episode, ordinal)
);
comment on table episode_transition is 'The steps of each case, in the order of the clinic';
comment on column episode_transition.effective is 'When it happened in the clinic';
comment on column episode_transition.recorded is 'When the version was stored that tells it';
comment on column episode_transition.cause is 'Versioned reference of the resource that caused it';
comment on column episode_transition.rule is 'What decided, with its version';
create index episode_transition_patient on episode_transition (patient);

create table follow_up (
  key       text        not null primary key collate "C",
  patient   text        not null collate "C",
  resource  text        not null collate "C",
  kind      text        not null collate "C",
  code      text        not null collate "C",
  title     text        not null,
  status    text        not null collate "C",
  due_start timestamptz,
  due_end   timestamptz,
  part_of   text        collate "C"
);
comment on table follow_up is 'Work to be done: wanted evidence, follow-ups, red-flag reviews';
comment on column follow_up.resource is 'Relative reference of the Task or CommunicationRequest';
comment on column follow_up.kind is 'obtain-evidence, follow-up or red-flag-review';
comment on column follow_up.code is 'The criterion, the activity or the finding';
comment on column follow_up.due_end is 'Overdue is computed when it is asked for';
comment on column follow_up.part_of is 'Relative reference of the case''s Task or of the CarePlan';
create index follow_up_patient on follow_up (patient);
create index follow_up_due on follow_up (status, due_end, key);
