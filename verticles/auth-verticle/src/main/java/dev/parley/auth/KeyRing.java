package dev.parley.auth;

import dev.parley.model.auth.SigningKeys;
import dev.parley.model.auth.SigningKeys.Jwk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of access tokens: one signs, all are published. Those of {@link KeyDirectory} are exchanged while this runs: a key is
 * published by every node before any of them signs with it, so no token is refused for a key that somebody does not know yet.
 *
 * <p>Owned by the context that made it.
 */
final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final String ALGORITHM = "RS256";

    /** {@code scripts/keys} waits three times as long before a new key signs. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    // The times are ours, by the injected clock.
    private static final JWTOptions OPTIONS =
            new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true);

    private final Vertx vertx;
    private final AuthConfig config;
    private final Consumer<SigningKeys> changed;
    private @Nullable KeyDirectory seen;
    private @Nullable String complaint;
    private Keys keys;

    /**
     * @param changed told which keys are published now, when these or the one that signs are others than before
     * @throws IllegalArgumentException if the configuration's key is not good
     */
    KeyRing(Vertx vertx, AuthConfig config, Consumer<SigningKeys> changed) {
        this.vertx = vertx;
        this.config = config;
        this.changed = changed;
        this.keys = keys(KeyDirectory.EMPTY);
    }

    /** Fails if what the directory holds is not good; later that leaves everything as it is. */
    Future<Void> start() {
        return look().onSuccess(read -> {
            if (config.keyDirectory() != null) {
                var unused = vertx.setPeriodic(
                        LOOK_EVERY.toMillis(), timer -> look().onComplete(same -> complaint = null, this::complain));
            }
        });
    }

    /** Takes what is in the directory now; fails with IllegalArgumentException, and takes nothing, if it is not good. */
    Future<Void> look() {
        var directory = config.keyDirectory();
        return directory == null
                ? Future.succeededFuture()
                : vertx.executeBlocking(() -> KeyDirectory.read(directory))
                        .recover(cause -> Future.failedFuture(unreadable(directory, cause)))
                        .map(found -> {
                            if (!found.equals(seen)) {
                                take(found);
                            }
                            return null;
                        });
    }

    private static Throwable unreadable(Path directory, Throwable cause) {
        return cause instanceof IOException
                ? new IllegalArgumentException(
                        "auth.keyDirectory: " + directory + " cannot be read: " + cause.getMessage())
                : cause;
    }

    private void take(KeyDirectory found) {
        var before = keys;
        keys = keys(found);
        seen = found;
        if (!keys.published.equals(before.published) || !keys.kid.equals(before.kid)) {
            LOG.info(
                    "keys signing={} published={}",
                    keys.kid,
                    keys.published.keys().stream().map(Jwk::kid).toList());
            changed.accept(keys.published);
        }
    }

    /** Once for each state of things. */
    private void complain(Throwable cause) {
        var words = String.valueOf(cause.getMessage());
        if (!words.equals(complaint)) {
            complaint = words;
            LOG.error("keys not exchanged, signing={} cause={}", keys.kid, words);
        }
    }

    private Keys keys(KeyDirectory further) {
        var first = config.signingKey();
        var published = new ArrayList<Jwk>();
        if (!further.firstWithdrawn()) {
            published.add(RsaKeys.published(first));
        }
        further.pems().forEach((kid, pem) -> {
            published.add(RsaKeys.published(kid, pem));
        });
        var kid = Objects.requireNonNullElse(further.signing(), first.kid());
        if (published.stream().noneMatch(key -> key.kid().equals(kid))) {
            throw new IllegalArgumentException("auth.keyDirectory: the key that is to sign is not there: " + kid);
        }
        var pem = kid.equals(first.kid())
                ? first.privatePem()
                : Objects.requireNonNull(further.pems().get(kid));
        var options = new JWTAuthOptions()
                .addPubSecKey(new PubSecKeyOptions()
                        .setAlgorithm(ALGORITHM)
                        .setId(kid)
                        .setBuffer(pem));
        return new Keys(
                kid,
                JWTAuth.create(vertx, options),
                new SigningKeys(List.copyOf(published), config.issuer(), config.audience()));
    }

    /** Takes about 1.3 ms. */
    String sign(JsonObject claims) {
        return keys.signer.generateToken(claims, OPTIONS);
    }

    SigningKeys published() {
        return keys.published;
    }

    private record Keys(String kid, JWTAuth signer, SigningKeys published) {}
}
