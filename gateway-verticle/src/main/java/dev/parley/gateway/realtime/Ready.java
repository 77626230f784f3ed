package dev.parley.gateway.realtime;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.request.Fields;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;

/** The answer to {@code auth}. */
record Ready(UserId userId, SessionId sessionId, long heartbeatMs, Limits limits) {
    /** What a client had better keep to. */
    record Limits(
            int frameBytes, int textCharacters, int messagesPerSecond, int messageBurst, int operationsInFlight) {}

    static Ready of(Caller caller, RealtimeLimits limits) {
        return new Ready(
                caller.userId(),
                caller.sessionId(),
                limits.heartbeat().toMillis(),
                new Limits(
                        limits.frameBytes(),
                        Fields.MAX_TEXT,
                        limits.messagesPerSecond(),
                        limits.messageBurst(),
                        limits.operationsInFlight()));
    }
}
