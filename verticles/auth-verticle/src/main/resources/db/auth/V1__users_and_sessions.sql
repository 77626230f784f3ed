-- A deleted account keeps its row, so that its id is never given out again, and nothing that tells who it was.
-- The folded columns are compared byte by byte: folding is done by the application, the same on every server's locale.
create table users (
    id                  text primary key,
    username            text collate "C",
    email               text,
    email_folded        text collate "C",
    display_name        text,
    display_name_folded text collate "C",
    password_hash       text,
    created_at          timestamptz not null,
    deleted_at          timestamptz,
    constraint users_whole check (
        deleted_at is not null
        or (username is not null and email is not null and email_folded is not null
            and display_name is not null and display_name_folded is not null and password_hash is not null)
    )
);
create unique index users_username on users (username);
create unique index users_email on users (email_folded);
-- Serves the search by prefix; users_username serves the other half of it.
create index users_display_name on users (display_name_folded);

-- A session is one logged-in device: the family of its refresh tokens.
create table sessions (
    id           text primary key,
    user_id      text not null references users (id),
    user_agent   text,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);
create index sessions_user on sessions (user_id);
create index sessions_revoked on sessions (revoked_at) where revoked_at is not null;
create index sessions_expires on sessions (expires_at);

-- Only the SHA-256 of a token is kept: who reads this table cannot log in with it.
create table refresh_tokens (
    hash       bytea primary key,
    session_id text not null references sessions (id) on delete cascade,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);
create index refresh_tokens_expires on refresh_tokens (expires_at);
