-- What is done by the clock: see docs/decisions/0038.

-- As db-scheduler 16 has it.
create table scheduled_tasks (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  state                text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

create table follow_up_told (
  key     text        not null collate "C",
  what    text        not null collate "C" check (what in ('due', 'overdue')),
  patient text        not null collate "C",
  instant timestamptz not null,
  primary key (key, what)
);
comment on table follow_up_told is
  'What was told of follow-ups whose time has come; another window is told of again';
create index follow_up_told_patient on follow_up_told (patient);

insert into follow_up_told
select key, 'due', patient, due_start from follow_up where due_start <= now()
union all
select key, 'overdue', patient, due_end from follow_up where due_end <= now();
