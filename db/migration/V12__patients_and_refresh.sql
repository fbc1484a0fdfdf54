-- Accounts of patients, and refresh tokens that are good once.

alter table account add patient text collate "C";
comment on column account.patient is 'Logical id of the Patient that the person is; she sees her own record';

alter table oauth2_authorization add created timestamptz not null default now();
comment on column oauth2_authorization.created is
  'What waits for a person''s consent has no other time';

create table used_refresh_token (
  hash          bytea        primary key,
  authorization_id varchar(100) not null references oauth2_authorization on delete cascade
);
comment on table used_refresh_token is
  'SHA-256 of refresh tokens that were exchanged: who brings one again has copied it, or was copied';
create index used_refresh_token_authorization on used_refresh_token (authorization_id);
