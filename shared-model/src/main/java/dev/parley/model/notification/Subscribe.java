package dev.parley.model.notification;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;

/**
 * A browser wants what is pushed to this user. It ends with the session; a session has one, and so has an endpoint: the last.
 *
 * @param endpoint where its push service takes messages. Whoever has it can send there: not printed
 * @param p256dh the browser's public key, base64url
 * @param auth what only it and we know, base64url
 */
public record Subscribe(UserId userId, SessionId sessionId, String endpoint, String p256dh, String auth) {
    @Override
    public String toString() {
        return "Subscribe[" + userId + ", " + sessionId + "]";
    }
}
