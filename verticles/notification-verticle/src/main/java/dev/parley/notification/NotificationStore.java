package dev.parley.notification;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.postgres.Position;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table of notifications. Everything fails as UNAVAILABLE while PostgreSQL is away. */
final class NotificationStore {
    private static final String INSERT = """
            with fresh as (
                insert into notifications
                    (id, user_id, event_id, kind, room_id, title, body, created_at, sender, place)
                select * from unnest(
                    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                    $8::timestamptz[], $9::text[], $10::text[])
                on conflict (user_id, event_id) do nothing
                returning id, user_id, room_id, kind, created_at)%s
            select id, %s as to_do from fresh""";

    private static final String FIRST_PAGE = """
            select id, kind, room_id, title, body, created_at, read_at from notifications
            where user_id = $1
            order by created_at desc, id desc limit $2""";

    private static final String NEXT_PAGE = """
            select id, kind, room_id, title, body, created_at, read_at from notifications
            where user_id = $1 and (created_at, id) < ($3, $4)
            order by created_at desc, id desc limit $2""";

    private static final String MARK_READ = """
            with marked as (
                update notifications set read_at = $2
                where user_id = $1 and read_at is null and ($3::text[] is null or id = any($3))
                    and ($4::text is null or room_id = $4)
                returning user_id, room_id, $5::text as reader)%s
            select %s as to_do""";

    private static final String DELETE_OLD = """
            delete from notifications where id in (
                select id from notifications where created_at < $1 order by created_at limit $2
                for update skip locked)""";

    private static final String DELETE_OF = """
            delete from notifications where id in (select id from notifications where user_id = $1 limit $2)""";

    private static final String DELETE_OF_EVENTS = """
            delete from notifications where id in (
                select id from notifications where event_id = any($1) limit $2)""";

    private static final String DELETE_BEYOND = """
            delete from notifications where id in (
                select id from (
                    select id, row_number() over (partition by user_id order by created_at desc, id desc) as place
                    from notifications where user_id = any($1)) placed
                where place > $2 limit $3)""";

    /** Users that insert together in the same order do not wait for each other in a circle. */
    private static final Comparator<Draft> ONE_ORDER =
            Comparator.<Draft, String>comparing(draft -> draft.userId().value()).thenComparing(Draft::eventId);

    private final Postgres postgres;
    private final List<Outbox> outboxes;
    private final String insert;
    private final String markRead;

    NotificationStore(Postgres postgres, List<? extends Outbox> outboxes) {
        this.postgres = postgres;
        this.outboxes = List.copyOf(outboxes);
        this.insert = with(INSERT, Outbox::keeping);
        this.markRead = with(MARK_READ, Outbox::withdrawing);
    }

    /** The statement with each outbox' part in it; {@code to_do} says of each whether it has something to do now. */
    private String with(String statement, Function<Outbox, String> part) {
        var parts = new StringBuilder();
        var toDo = new StringJoiner(", ", "array[", "]::boolean[]");
        for (var outbox : outboxes) {
            parts.append(",\n")
                    .append(outbox.name())
                    .append("_part as (")
                    .append(part.apply(outbox))
                    .append(')');
            toDo.add("exists (select from " + outbox.name() + "_part)");
        }
        return statement.formatted(parts, toDo);
    }

    /** And into the outboxes, all or nothing. @return the ids of those that were not there before */
    Future<Set<NotificationId>> insert(List<Draft> drafts) {
        var rows = drafts.stream().sorted(ONE_ORDER).toList();
        return postgres.query(
                        insert,
                        texts(rows, draft -> draft.notification().id().value()),
                        texts(rows, draft -> draft.userId().value()),
                        texts(rows, Draft::eventId),
                        texts(rows, draft -> draft.notification().kind().wire()),
                        texts(rows, draft -> draft.event().roomId().value()),
                        texts(rows, draft -> draft.notification().title()),
                        texts(rows, draft -> draft.notification().body()),
                        rows.stream()
                                .map(draft -> utc(draft.notification().createdAt()))
                                .toArray(OffsetDateTime[]::new),
                        texts(rows, Draft::sender),
                        texts(rows, Draft::place))
                .onSuccess(this::wake)
                .map(inserted -> {
                    var ids = new HashSet<NotificationId>();
                    inserted.forEach(row -> ids.add(new NotificationId(row.getString("id"))));
                    return ids;
                });
    }

    /** The newest {@code limit} after {@code position}, or of all. */
    Future<List<Notification>> page(UserId user, @Nullable Position position, int limit) {
        var rows = position == null
                ? postgres.query(FIRST_PAGE, user.value(), limit)
                : postgres.query(NEXT_PAGE, user.value(), limit, utc(position.createdAt()), position.id());
        return rows.map(found -> StreamSupport.stream(found.spliterator(), false)
                .map(NotificationStore::notification)
                .toList());
    }

    /**
     * And withdraws them in the outboxes, all or nothing.
     *
     * @param ids which of the user's, or null: all of them
     * @param room only of this one, or null: of any
     * @param reader the session that has read them
     */
    Future<Void> markRead(
            UserId user,
            @Nullable Collection<NotificationId> ids,
            @Nullable RoomId room,
            SessionId reader,
            Instant at) {
        var named = ids == null ? null : ids.stream().map(NotificationId::value).toArray(String[]::new);
        return postgres.query(
                        markRead, user.value(), utc(at), named, room == null ? null : room.value(), reader.value())
                .onSuccess(this::wake)
                .mapEmpty();
    }

    private void wake(RowSet<Row> changed) {
        if (changed.size() == 0) {
            return;
        }
        var toDo = changed.iterator().next().getArrayOfBooleans("to_do");
        for (int i = 0; i < toDo.length; i++) {
            if (toDo[i]) {
                outboxes.get(i).wake();
            }
        }
    }

    /** @return how many were deleted, at most {@code limit} */
    Future<Integer> deleteOlderThan(Instant time, int limit) {
        return postgres.query(DELETE_OLD, utc(time), limit).map(deleted -> deleted.rowCount());
    }

    /** The whole list of {@code user}. @return how many were deleted, at most {@code limit} */
    Future<Integer> deleteOf(UserId user, int limit) {
        return postgres.query(DELETE_OF, user.value(), limit).map(deleted -> deleted.rowCount());
    }

    /** What tells of these events, whoever was told. @return how many were deleted, at most {@code limit} */
    Future<Integer> deleteOfEvents(Collection<String> eventIds, int limit) {
        return postgres.query(DELETE_OF_EVENTS, eventIds.toArray(String[]::new), limit)
                .map(deleted -> deleted.rowCount());
    }

    /** Of each of {@code users} keeps the newest {@code keep}. @return how many were deleted, at most {@code limit} */
    Future<Integer> deleteBeyond(Collection<UserId> users, int keep, int limit) {
        var ids = users.stream().map(UserId::value).toArray(String[]::new);
        return postgres.query(DELETE_BEYOND, ids, keep, limit).map(deleted -> deleted.rowCount());
    }

    private static Notification notification(Row row) {
        var room = row.getString("room_id");
        var read = row.getOffsetDateTime("read_at");
        return new Notification(
                new NotificationId(row.getString("id")),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                room == null ? null : new RoomId(room),
                row.getString("title"),
                row.getString("body"),
                row.getOffsetDateTime("created_at").toInstant(),
                read == null ? null : read.toInstant());
    }

    private static @Nullable String[] texts(List<Draft> drafts, Function<Draft, @Nullable String> field) {
        return drafts.stream().map(field).toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
