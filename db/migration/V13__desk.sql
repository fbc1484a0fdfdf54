-- What the worklist of the desk sorts and filters by, and the views that people keep of it.

alter table episode
  add opened        timestamptz,
  add owner         text collate "C",
  add snoozed_until timestamptz;
comment on column episode.opened is 'When the first step of the case was';
comment on column episode.owner is 'Task.owner: the reference, or the name where there is none';
comment on column episode.snoozed_until is 'A person wants to be reminded then, and not before';

alter table follow_up
  add owner         text collate "C",
  add snoozed_until timestamptz;
comment on column follow_up.owner is 'As in episode';
comment on column follow_up.snoozed_until is 'As in episode';

create table saved_view (
  id      bigint generated always as identity primary key,
  subject text        not null collate "C",
  name    text        not null,
  query   text        not null,
  created timestamptz not null,
  unique (subject, name)
);
comment on table saved_view is 'Filters of the worklist that a person gave a name';
comment on column saved_view.subject is 'The caller''s, as proven; where nobody logs in, all have the same';
