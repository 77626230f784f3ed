-- Message- and presence-verticle are asked to forget a deleted account by the same list. What they kept of earlier ones goes too.
update users set departing = true where deleted_at is not null;
