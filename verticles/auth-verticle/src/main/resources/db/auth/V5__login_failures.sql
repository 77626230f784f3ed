-- Failed log-ins by account and by address, counted by every node. The key is a hash: what people type as an e-mail address
-- is not kept. Unlogged: a crash of the server may forget it, and no log-in waits for the disk.
create unlogged table login_failures (
    key           text collate "C" primary key,
    window_began  timestamptz not null,
    failures      integer not null,
    blocks        integer not null,
    blocked_until timestamptz,
    seen_at       timestamptz not null
);
create index login_failures_seen on login_failures (seen_at);
