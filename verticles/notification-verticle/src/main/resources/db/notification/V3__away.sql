-- Who wrote it and where (a room's name, or who the other one is), for channels that put it in their own words. Null
-- in what is older.
alter table notifications add column sender text, add column place text;

-- What is unread in a room, and in all.
create index notifications_unread on notifications (user_id, room_id, created_at desc) where read_at is null;

create table notification_settings (
    user_id    text    not null primary key,
    push       boolean not null,
    email      boolean not null,
    previews   boolean not null,
    quiet_from time, -- the three are null together
    quiet_to   time,
    quiet_zone text
);

-- A browser that takes what is pushed. It ends with its session.
create table push_subscriptions (
    id         text        not null primary key,
    user_id    text        not null,
    session_id text        not null unique,
    endpoint   text        not null unique,
    service    text        not null, -- the endpoint's origin
    p256dh     text        not null,
    auth       text        not null,
    dead       integer     not null default 0, -- given up since the last success
    created_at timestamptz not null default now()
);

create index push_subscriptions_of_user on push_subscriptions (user_id, created_at desc);

-- What a browser shows of a room or is to be told of it: the outbox, and the memory of what to withdraw. No foreign key, since
-- a browser that goes must not fail what is being written for it; Pruner takes what is left.
create sequence push_versions;

create table push_rooms (
    subscription_id text        not null,
    room_id         text        not null,
    service         text        not null, -- the subscription's, so that what is due can pass over a slow one
    version         bigint      not null, -- grows with every change: an attempt settles only what it has seen
    shown           boolean     not null default false, -- it may show something
    attempts        integer     not null default 0,
    due_at          timestamptz, -- null: nothing to do
    changed_at      timestamptz not null default now(),
    primary key (subscription_id, room_id)
);

create index push_rooms_due on push_rooms (due_at) where due_at is not null;
create index push_rooms_by_age on push_rooms (changed_at);
