-- Every statement is planned once and without its values, for which nobody asks what values these
-- columns hold. To find out was about half of what autovacuum's analyze took: it counts and sorts
-- the elements of arrays. See docs/decisions/0065.

alter table resource alter column body set statistics 0;
alter table resource_version alter column body set statistics 0;

alter table search_token alter column tokens set statistics 0;
alter table past_token alter column tokens set statistics 0;

alter table audit_event
  alter column digest set statistics 0,
  alter column roles set statistics 0,
  alter column patients set statistics 0,
  alter column touched set statistics 0,
  alter column mentions set statistics 0,
  alter column query set statistics 0;

alter table audit_chain
  alter column events set statistics 0,
  alter column hashes set statistics 0;
