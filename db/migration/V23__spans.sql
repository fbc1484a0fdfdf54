-- Plans of care last weeks or months: what is shorter than its class is passed over one by one by
-- whoever looks for what overlaps a range, see docs/performance.md. The classes of before keep their
-- numbers and what they were at most.

update search_date set span = 4
where span = 1 and hi - lo <= extract(epoch from interval '8 days') * 1000000;
update search_date set span =
  case when hi - lo <= extract(epoch from interval '64 days') * 1000000 then 5 else 6 end
where span = 2 and hi - lo <= extract(epoch from interval '128 days') * 1000000;

update past_date set span = 4
where span = 1 and hi - lo <= extract(epoch from interval '8 days') * 1000000;
update past_date set span =
  case when hi - lo <= extract(epoch from interval '64 days') * 1000000 then 5 else 6 end
where span = 2 and hi - lo <= extract(epoch from interval '128 days') * 1000000;

comment on column search_date.span is
  'How long it is at most (0: 25 hours, 4: 8 days, 1: 32 days, 5: 64 days, 6: 128 days, 2: 367 days,
   3: longer or open), so that a search for what overlaps a range need not look at all that began
   before it';
comment on column past_date.span is 'As in search_date';
