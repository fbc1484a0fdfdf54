-- Plans of care last weeks or months: what is shorter than its class is passed over one by one by
-- whoever looks for what overlaps a range, see docs/performance.md.

update search_date set span = case
  when hi - lo <= 8 * 86400000000 then 1
  when hi - lo <= 32 * 86400000000 then 2
  when hi - lo <= 64 * 86400000000 then 3
  when hi - lo <= 128 * 86400000000 then 4
  when hi - lo <= 367 * 86400000000 then 5
  else 6 end
where span > 0;

update past_date set span = case
  when hi - lo <= 8 * 86400000000 then 1
  when hi - lo <= 32 * 86400000000 then 2
  when hi - lo <= 64 * 86400000000 then 3
  when hi - lo <= 128 * 86400000000 then 4
  when hi - lo <= 367 * 86400000000 then 5
  else 6 end
where span > 0;

comment on column search_date.span is
  'How long it is at most (0: 25 hours, 1: 8 days, 2: 32 days, 3: 64 days, 4: 128 days, 5: 367 days,
   6: longer or open), so that a search for what overlaps a range need not look at all that began
   before it';
comment on column past_date.span is 'As in search_date';
