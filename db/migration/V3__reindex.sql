-- Search parameters beside R4's own, and how far the index is with them: see docs/decisions/0016.

create table search_definition (
  version bigint not null
);
comment on table search_definition is
  'One row: counts the changes of what is taken out of resources. A writer that knows another count
   writes nothing and begins again';
insert into search_definition values (0);

create table reindex_job (
  type          text    not null collate "C",
  code          text    not null collate "C",
  kind          text    not null collate "C",
  expression    text    not null,
  targets       text[]  not null,
  url           text    not null,
  documentation text    not null,
  source        text    not null collate "C",
  version       bigint  not null,
  removed       boolean not null,
  state         text    not null collate "C" check (state in ('waiting', 'running', 'complete')),
  upto          bigint  not null default 0,
  last          bigint  not null default 0,
  total         bigint,
  done          bigint  not null default 0,
  problem       text,
  primary key (type, code)
);
comment on table reindex_job is
  'One row for each type of each search parameter that R4 does not have';
comment on column reindex_job.source is 'SearchParameter/[id], or the URL of the service''s own';
comment on column reindex_job.version is 'The count of search_definition from which on it is so';
comment on column reindex_job.removed is
  'Whether it is gone: what the index held of it is being taken away';
comment on column reindex_job.state is
  'waiting until every writer knows it; running; complete: only then it can be searched by';
comment on column reindex_job.upto is 'Later resources were indexed when they were written';
comment on column reindex_job.last is 'Row id of the last resource that was gone through';
comment on column reindex_job.problem is 'The last resource that could not be indexed, and why';
create index reindex_job_source on reindex_job (source);
create index reindex_job_left on reindex_job (version) where state <> 'complete';
