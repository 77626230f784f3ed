-- Where a user's notifications are delivered to.
create table webhooks (
    user_id       text        not null primary key,
    id            text        not null unique, -- another with each that takes the place of one
    url           text        not null,
    service       text        not null, -- the url's origin
    secret        text        not null,
    created_at    timestamptz not null default now(),
    claims        bigint      not null default 0, -- grows with each: what an outdated one says is not heeded
    due_at        timestamptz not null default now(), -- when what waits, if anything does, may be sent
    delivery_id   text, -- of the batch that is on its way, with its notifications' ids: null together
    batch         text[],
    attempts      integer     not null default 0, -- of that batch, that failed
    failures      integer     not null default 0, -- in a row, of whatever batch
    failing_since timestamptz,
    failing_cause text
);

-- What is to be delivered, in the list's order. Goes with its notification: no more waits than the list keeps. No foreign
-- key to the webhook, since one that goes must not fail what is being written for it.
create table webhook_outbox (
    user_id         text        not null,
    created_at      timestamptz not null,
    notification_id text        not null unique references notifications (id) on delete cascade,
    primary key (user_id, created_at, notification_id)
);
