-- A deleted account is in its groups until message-verticle has let it leave them: what is left to do is kept here.
alter table users add column departing boolean not null default false;
update users set departing = true where deleted_at is not null;
create index users_departing on users (deleted_at) where departing;
