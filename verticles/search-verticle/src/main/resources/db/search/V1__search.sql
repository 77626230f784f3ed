-- Which words stand in which message. The text itself stays in the log.
create table messages (
    message_id text        not null primary key,
    room_id    text        not null,
    created_at timestamptz not null,
    version    bigint      not null, -- the seq of the event that the words are from
    generation integer     not null, -- the rebuild that last saw it
    words      tsvector    not null  -- empty once deleted
);

create index messages_by_word on messages using gin (words);

-- A room's messages: the newest of them, and those that a rebuild no longer found.
create index messages_of_room on messages (room_id, created_at desc, message_id desc);

-- One row: how far the index is.
create table state (
    one           boolean     not null primary key default true check (one),
    analyzer      integer     not null, -- TextAnalyzer.VERSION that the generation is made with
    wanted        integer     not null, -- the generation that is to be there
    built         integer     not null, -- the last one that was finished
    builder       text,                 -- the node that makes it, for as long as its lease lasts
    builder_until timestamptz not null default '-infinity',
    last_room     text,                 -- up to and with this room it is made
    rooms         bigint      not null default 0,
    messages      bigint      not null default 0,
    requested_at  timestamptz not null,
    finished_at   timestamptz
);

insert into state (analyzer, wanted, built, requested_at) values (0, 0, 0, now());
