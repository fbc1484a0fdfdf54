-- Apps that are opened from a patient's page (SMART App Launch 2.2, "EHR launch"): see docs/decisions/0058.

alter table client add launch_url text;
comment on column client.launch_url is 'Where an app is opened for a patient; null for one that is not';

create table app_launch (
  hash    bytea       primary key,
  account text        not null references account on delete cascade,
  client  text        not null references client on delete cascade,
  patient text        not null collate "C",
  expires timestamptz not null
);
comment on table app_launch is 'Launches of apps that are under way: gone when the app has its context';
comment on column app_launch.hash is 'SHA-256 of the handle that the app was given';
comment on column app_launch.patient is 'Logical id of the Patient whose page it was';
create index app_launch_expires on app_launch (expires);
create index app_launch_patient on app_launch (patient);
