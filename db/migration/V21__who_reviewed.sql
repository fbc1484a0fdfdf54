-- The list of opened records tells people's names: the reviewer's is kept as well.

alter table break_glass add reviewer_name text;
comment on column break_glass.reviewer_name is 'The reviewer''s, as the token gave it then';
