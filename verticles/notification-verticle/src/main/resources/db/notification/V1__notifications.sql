create table notifications (
    id         text        not null primary key,
    user_id    text        not null,
    event_id   text        not null, -- "<room id>:<seq>"
    kind       text        not null, -- message, mention, invitation
    room_id    text,
    title      text        not null,
    body       text        not null,
    created_at timestamptz not null,
    read_at    timestamptz,
    -- Events come at least once; whoever is told is told once.
    unique (user_id, event_id)
);

-- A user's list, page by page, and what is beyond its end.
create index notifications_of_user on notifications (user_id, created_at desc, id desc);

-- What is too old to keep.
create index notifications_by_age on notifications (created_at);
