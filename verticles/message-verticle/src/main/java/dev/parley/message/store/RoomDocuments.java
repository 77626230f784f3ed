package dev.parley.message.store;

import dev.parley.message.room.Head;
import dev.parley.message.room.LogStart;
import dev.parley.message.room.Membership;
import dev.parley.message.room.RoomRecord;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rooms and heads as documents. */
final class RoomDocuments {
    static final String STATE = "state";
    static final String RETENTION = "retentionDays";
    private static final String START = "firstSeq";
    private static final String MESSAGES_BEFORE = "firstN";

    private RoomDocuments() {}

    /** As with folds, {@code seq} comes first, so that {@code $max} keeps the newest. */
    static JsonObject stateOf(RoomRecord room) {
        var members = new JsonArray();
        room.members().values().forEach(member -> members.add(memberOf(member)));
        return new JsonObject()
                .put("seq", room.stateSeq())
                .put("type", room.type().wire())
                .put("name", room.name())
                .put("topic", room.topic())
                .put("createdAt", Documents.time(room.createdAt()))
                .put("createdBy", room.createdBy().value())
                .put("deleted", room.deleted())
                .put(RETENTION, room.retentionDays())
                .put("members", members);
    }

    private static JsonObject memberOf(Membership member) {
        return new JsonObject()
                .put("id", member.user().id().value())
                .put("username", member.user().username())
                .put("displayName", member.user().displayName())
                .put("role", member.role().wire())
                .put("joinedAt", Documents.time(member.joinedAt()))
                .put("joinedSeq", member.joinedSeq());
    }

    static @Nullable RoomRecord readState(JsonObject document) {
        var state = document.getJsonObject(STATE);
        if (state == null) {
            return null;
        }
        var members = new LinkedHashMap<UserId, Membership>();
        var list = state.getJsonArray("members");
        for (int i = 0; i < list.size(); i++) {
            var member = readMember(list.getJsonObject(i));
            members.put(member.user().id(), member);
        }
        return new RoomRecord(
                new RoomId(document.getString(Names.ID)),
                RoomType.valueOf(upper(state.getString("type"))),
                state.getString("name"),
                state.getString("topic"),
                Instant.parse(state.getString("createdAt")),
                new UserId(state.getString("createdBy")),
                members,
                state.getBoolean("deleted"),
                state.getInteger(RETENTION),
                state.getLong("seq"));
    }

    private static Membership readMember(JsonObject member) {
        return new Membership(
                new PublicUser(
                        new UserId(member.getString("id")),
                        member.getString("username"),
                        member.getString("displayName")),
                Role.valueOf(upper(member.getString("role"))),
                Instant.parse(member.getString("joinedAt")),
                member.getLong("joinedSeq"));
    }

    /** Without where it starts: whoever appends knows an older one, if any. */
    static JsonObject of(Head head) {
        return new JsonObject()
                .put("lastSeq", head.lastSeq())
                .put("lastMessageSeq", head.lastMessageSeq())
                .put("n", head.messages())
                .put("stateSeq", head.stateSeq())
                .put("activityAt", head.activityAt());
    }

    static Head readHead(JsonObject document) {
        return new Head(
                document.getLong("lastSeq"),
                document.getLong("lastMessageSeq"),
                document.getLong("n"),
                document.getLong("stateSeq", 0L), // older heads have none
                document.getLong("activityAt"),
                new LogStart(document.getLong(START, 1L), document.getLong(MESSAGES_BEFORE, 0L)));
    }

    /** Of a head. */
    static JsonObject of(LogStart start) {
        return new JsonObject().put(START, start.seq()).put(MESSAGES_BEFORE, start.messagesBefore());
    }

    /** The room's own, of a document with its {@link #STATE} or that much of it. */
    static @Nullable Integer readRetentionDays(JsonObject document) {
        return document.getJsonObject(STATE, new JsonObject()).getInteger(RETENTION);
    }

    private static String upper(String wire) {
        return wire.toUpperCase(Locale.ROOT);
    }
}
