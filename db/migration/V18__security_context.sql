-- A Binary belongs to the patient of its security context: see docs/decisions/0054.

update resource b set patient = p.patient
from reference f join resource p on p.type = f.target_type and p.id = f.target_id
where b.rid = f.rid and b.type = 'Binary' and f.param = '' and p.patient is not null;
