-- What tells of a message goes when the message goes for good.
create index notifications_of_event on notifications (event_id);
