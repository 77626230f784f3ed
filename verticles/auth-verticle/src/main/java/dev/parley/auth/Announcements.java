package dev.parley.auth;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.SessionsRevoked;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.auth.UserChanged;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every node what changed, after the store has it. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Bus bus;

    Announcements(Bus bus) {
        this.bus = bus;
    }

    void sessionsRevoked(UserId userId, List<SessionId> sessionIds, String cause) {
        if (!sessionIds.isEmpty()) {
            bus.publish(AuthAddresses.SESSIONS_REVOKED, new SessionsRevoked(userId, sessionIds));
            LOG.info("sessions revoked user={} count={} cause={}", userId, sessionIds.size(), cause);
        }
    }

    void signingKeysChanged(SigningKeys keys) {
        bus.publish(AuthAddresses.SIGNING_KEYS_CHANGED, keys);
    }

    void userChanged(PublicUser user) {
        bus.publish(AuthAddresses.USER_CHANGED, new UserChanged(user));
    }
}
