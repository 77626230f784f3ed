-- One row for each pair, whoever asked: two requests that cross cannot become two contacts.
create table contacts (
    low        text collate "C" not null,
    high       text collate "C" not null,
    asked_by   text collate "C" not null,
    status     text not null check (status in ('pending', 'accepted', 'rejected')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (low, high),
    constraint contacts_ordered check (low < high),
    constraint contacts_asked_by_one_of_them check (asked_by in (low, high))
);
create index contacts_high on contacts (high);
create index contacts_asked_by on contacts (asked_by);

create table blocks (
    blocker    text collate "C" not null,
    blocked    text collate "C" not null,
    created_at timestamptz not null,
    primary key (blocker, blocked),
    constraint blocks_other check (blocker <> blocked)
);
create index blocks_blocked on blocks (blocked);
