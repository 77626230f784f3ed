package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.TokenRotation.StoredToken;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenRotationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(1);
    private static final Instant LATER = NOW.plusSeconds(1);

    @Test
    void unusedTokenIsRotated() {
        assertThat(decide(LATER, null, null)).isEqualTo(TokenRotation.ROTATE);
    }

    @Test
    void usedTokenRevokesItsFamilyEvenWhenItIsOld() {
        assertThat(decide(LATER, BEFORE, null)).isEqualTo(TokenRotation.REVOKE_FAMILY);
        assertThat(decide(BEFORE, BEFORE, null)).isEqualTo(TokenRotation.REVOKE_FAMILY);
    }

    @Test
    void expiredTokenIsRefused() {
        assertThat(decide(NOW, null, null)).isEqualTo(TokenRotation.REFUSE);
    }

    @Test
    void tokenOfAnEndedSessionIsRefused() {
        assertThat(decide(LATER, null, BEFORE)).isEqualTo(TokenRotation.REFUSE);
        assertThat(decide(LATER, BEFORE, BEFORE)).isEqualTo(TokenRotation.REFUSE);
    }

    @Test
    void unknownTokenIsRefused() {
        assertThat(TokenRotation.decide(null, NOW)).isEqualTo(TokenRotation.REFUSE);
    }

    private static TokenRotation decide(Instant expiresAt, @Nullable Instant usedAt, @Nullable Instant revokedAt) {
        return TokenRotation.decide(
                new StoredToken(new SessionId("s"), new UserId("u"), expiresAt, usedAt, revokedAt), NOW);
    }
}
