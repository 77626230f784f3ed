package dev.parley.gateway.auth;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.GetSigningKeys;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.bus.Bus;
import dev.parley.model.log.OwnContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * auth-verticle's public keys, told by it when they change, and asked for over the bus when a token names one that is not
 * held: at the first token, or if the telling was lost. Held keys need no auth-verticle.
 *
 * <p>Owned by the context that made it.
 */
public final class SigningKeyRing {
    /** However many tokens name unknown keys, auth-verticle is asked no more often. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Bus bus;
    private final Clock clock;

    private Held held = new Held(Set.of(), null);
    private @Nullable Future<Held> asking;
    private Instant askedAt = Instant.MIN;

    public SigningKeyRing(Vertx vertx, Bus bus, Clock clock) {
        this.vertx = vertx;
        this.bus = bus;
        this.clock = clock;
    }

    /** Begins to listen for other keys. */
    public Future<Void> start() {
        return bus.subscribe(AuthAddresses.SIGNING_KEYS_CHANGED, keys -> held = hold(keys));
    }

    /** @return what checks tokens signed with {@code kid}, null if there is no such key; fails with UNAVAILABLE */
    Future<@Nullable JWTAuth> checkerFor(String kid) {
        if (held.keyIds.contains(kid)) {
            return Future.succeededFuture(held.checker);
        }
        return refreshed().map(now -> now.keyIds.contains(kid) ? now.checker : null);
    }

    private Future<Held> refreshed() {
        if (asking != null) {
            return OwnContext.of(asking);
        }
        if (!held.keyIds.isEmpty() && clock.instant().isBefore(askedAt.plus(ASK_AGAIN_AFTER))) {
            return Future.succeededFuture(held);
        }
        askedAt = clock.instant();
        var answer = bus.request(AuthAddresses.SIGNING_KEYS, new GetSigningKeys())
                .map(keys -> held = hold(keys))
                .onComplete(done -> asking = null);
        asking = answer.isComplete() ? null : answer;
        return answer;
    }

    private Held hold(SigningKeys keys) {
        var usable = keys.keys().stream().filter(SigningKeyRing::isForRs256).collect(Collectors.toList());
        if (usable.isEmpty()) {
            // A checker without keys would take unsigned tokens for good ones.
            return new Held(Set.of(), null);
        }
        var options = new JWTAuthOptions()
                .setJwks(usable.stream().map(JsonObject::mapFrom).toList())
                .setJWTOptions(new JWTOptions()
                        .setIssuer(keys.issuer())
                        .addAudience(keys.audience())
                        .setIgnoreExpiration(true)); // checked by TokenVerifier, which tells expired from bad
        var ids = usable.stream().map(SigningKeys.Jwk::kid).collect(Collectors.toUnmodifiableSet());
        return new Held(ids, JWTAuth.create(vertx, options));
    }

    private static boolean isForRs256(SigningKeys.Jwk key) {
        return "RSA".equals(key.kty()) && "RS256".equals(key.alg()) && key.kid() != null;
    }

    private record Held(Set<String> keyIds, @Nullable JWTAuth checker) {}
}
