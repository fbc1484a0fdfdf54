-- The built-in authorization server: who may log in, which programs may ask for tokens, and what signs
-- them. Empty while it is off.

create table account (
  subject       text        primary key,
  name          text        not null unique,
  display_name  text        not null,
  password      text        not null,
  roles         text[]      not null,
  fhir_user     text,
  organization  text,
  failures      int         not null default 0,
  locked_until  timestamptz,
  disabled      boolean     not null default false,
  created       timestamptz not null
);
comment on table account is 'Persons who log in here';
comment on column account.subject is 'As in tokens: never given to another person';
comment on column account.name is 'What she logs in with, in lower case';
comment on column account.password is 'Its hash (bcrypt)';
comment on column account.failures is 'Wrong passwords since the last right one';

create table client (
  id            text        primary key,
  name          text        not null,
  scopes        text[]      not null,
  roles         text[]      not null,
  organization  text,
  jwks_url      text,
  jwks          text,
  redirect_uris text[]      not null,
  disabled      boolean     not null default false,
  created       timestamptz not null,
  check (jwks_url is not null or jwks is not null or cardinality(redirect_uris) > 0)
);
comment on table client is
  'Programs: those with keys ask in their own name, those with redirects in that of a person';
comment on column client.scopes is 'What it may ask for at most';
comment on column client.jwks is 'Its public keys, where no URL says them (RFC 7517)';

create table signing_key (
  kid     text        primary key,
  jwk     text        not null,
  created timestamptz not null
);
comment on table signing_key is
  'What signs tokens, the newest; older ones are there until what they signed has expired';

-- As Spring Authorization Server 7 has it, with the types of PostgreSQL.
create table oauth2_authorization (
  id                            varchar(100) primary key,
  registered_client_id          varchar(100) not null,
  principal_name                varchar(200) not null,
  authorization_grant_type      varchar(100) not null,
  authorized_scopes             varchar(1000),
  attributes                    text,
  state                         varchar(500),
  authorization_code_value      text,
  authorization_code_issued_at  timestamptz,
  authorization_code_expires_at timestamptz,
  authorization_code_metadata   text,
  access_token_value            text,
  access_token_issued_at        timestamptz,
  access_token_expires_at       timestamptz,
  access_token_metadata         text,
  access_token_type             varchar(100),
  access_token_scopes           varchar(1000),
  oidc_id_token_value           text,
  oidc_id_token_issued_at       timestamptz,
  oidc_id_token_expires_at      timestamptz,
  oidc_id_token_metadata        text,
  refresh_token_value           text,
  refresh_token_issued_at       timestamptz,
  refresh_token_expires_at      timestamptz,
  refresh_token_metadata        text,
  user_code_value               text,
  user_code_issued_at           timestamptz,
  user_code_expires_at          timestamptz,
  user_code_metadata            text,
  device_code_value             text,
  device_code_issued_at         timestamptz,
  device_code_expires_at        timestamptz,
  device_code_metadata          text
);
comment on table oauth2_authorization is 'Log-ins of persons under way, and codes not yet redeemed';
create index on oauth2_authorization using hash (authorization_code_value);
create index on oauth2_authorization using hash (access_token_value);
create index on oauth2_authorization using hash (refresh_token_value);
create index on oauth2_authorization using hash (state);
create index on oauth2_authorization (access_token_expires_at);
