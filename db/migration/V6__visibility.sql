-- Whom a patient is shared with, who is denied, and what is labelled. All but the senders follows
-- from the record; these tables are what the sight of a caller compares with.

create table patient_share (
  patient      text not null collate "C",
  organization text not null collate "C",
  because      text not null collate "C",
  primary key (patient, organization, because)
);
comment on table patient_share is
  'Organizations that see a patient: its sender, its manager, or a member of its care team';
comment on column patient_share.patient is 'Logical id';
comment on column patient_share.organization is 'Logical id';
comment on column patient_share.because is 'sender, managing or care-team';

create table owned_resource (
  type         text not null collate "C",
  id           text not null collate "C",
  organization text not null collate "C",
  primary key (type, id, organization)
);
comment on table owned_resource is
  'Which organization sent what may tell of a patient, but belongs to none';

create table patient_denial (
  patient    text        not null collate "C",
  consent    text        not null collate "C",
  actor      text        collate "C",
  purpose    text        collate "C",
  valid_from timestamptz not null,
  valid_to   timestamptz not null
);
comment on table patient_denial is 'What active Consents deny';
comment on column patient_denial.consent is 'Logical id';
comment on column patient_denial.actor is 'Relative reference of who is denied; null for all';
comment on column patient_denial.purpose is 'Code of the purpose that is denied; null for all';
create index patient_denial_patient on patient_denial (patient);

create table labelled_resource (
  type    text     not null collate "C",
  id      text     not null collate "C",
  version bigint   not null,
  level   smallint not null,
  primary key (type, id, version)
);
comment on table labelled_resource is
  'Security labels R (1) and V (2) of the versions that bear one';

create table break_glass (
  id       bigint generated always as identity primary key,
  patient  text        not null collate "C",
  subject  text        not null collate "C",
  name     text        not null,
  purpose  text        not null collate "C",
  reason   text        not null,
  opened   timestamptz not null,
  until    timestamptz not null,
  reviewed timestamptz,
  reviewer text
);
comment on table break_glass is
  'Who opened a patient''s record in spite of a consent or a label, and who looked at it since';
comment on column break_glass.subject is 'The caller''s, as proven';
create index break_glass_patient on break_glass (patient, subject, until);
create index break_glass_unreviewed on break_glass (opened) where reviewed is null;
