-- A care team shares a patient while it and its member last.

alter table patient_share
  add valid_from timestamptz not null default '0001-01-01T00:00:00Z',
  add valid_to   timestamptz not null default '9999-12-31T23:59:59Z',
  drop constraint patient_share_pkey,
  add primary key (patient, organization, because, valid_from, valid_to);
comment on column patient_share.valid_from is 'Before it and from valid_to on the patient is not shared by this row';
