package dev.parley.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class UserCacheTest {
    private static final PublicUser BEFORE = new PublicUser(new UserId("u"), "ada", "Ada");
    private static final PublicUser AFTER = new PublicUser(new UserId("u"), "countess", "Ada");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final UserCache cache = new UserCache(clock);

    @Test
    void namesAreForgottenAfterAWhile() {
        cache.lookedUp(BEFORE);
        now = now.plus(UserCache.FRESH).minus(Duration.ofMillis(1));
        assertThat(cache.get(BEFORE.id())).contains(BEFORE);

        now = now.plus(Duration.ofMillis(1));

        assertThat(cache.get(BEFORE.id())).isEmpty();
    }

    @Test
    void announcedChangeReplacesWhatIsHeld() {
        cache.lookedUp(BEFORE);

        cache.changed(AFTER);

        assertThat(cache.get(BEFORE.id())).contains(AFTER);
    }

    @Test
    void answerThatWasOvertakenByAChangeDoesNotUndoIt() {
        cache.changed(AFTER);

        cache.lookedUp(BEFORE);

        assertThat(cache.get(BEFORE.id())).contains(AFTER);
    }
}
