-- What is to be mailed, once for each notification of who wants mail: the outbox. What a mail says is made of the
-- notifications that are unread when it is sent. No foreign key, as in V3.
create table mail_entries (
    notification_id text        not null primary key,
    user_id         text        not null,
    mention         boolean     not null,
    due_at          timestamptz not null, -- when it is to be looked at, which is not later than when it is to be mailed
    dead            boolean     not null default false, -- given up: only an operator has it tried again
    kept_at         timestamptz not null default now()
);

create index mail_entries_due on mail_entries (due_at) where not dead;
create index mail_entries_of_user on mail_entries (user_id, due_at) where not dead;
create index mail_entries_dead on mail_entries (user_id) where dead;
create index mail_entries_by_age on mail_entries (kept_at);

-- Whom mail was made for. Stays while the account does, since links in old mails have to work.
create table mail_users (
    user_id      text        not null primary key,
    token        text        not null unique, -- whoever has it can switch this user's mail off, and nothing else
    attempts     integer     not null default 0, -- that failed since the last success
    leased_until timestamptz not null default '-infinity', -- a node is at it
    held_until   timestamptz not null default '-infinity' -- nothing is tried before
);
