create table thing (
    name       text primary key,
    made_at    timestamptz not null
);
create unique index thing_name_folded on thing (lower(name));
