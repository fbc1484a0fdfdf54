-- What the worklist reads of each open case: see docs/performance.md.

create index resource_patients on resource (id) include (rid, version)
  where type = 'Patient' and not deleted;

-- Most rows are of work that has ended, which nobody looks for by its status.
drop index follow_up_due;
create index follow_up_open on follow_up (patient)
  where status not in ('completed', 'cancelled', 'revoked', 'rejected', 'failed',
    'entered-in-error');
