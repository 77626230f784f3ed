package dev.parley.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.parley.auth.AuthConfig.HashingCost;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Argon2id (RFC 9106) at a cost that the configuration says. */
final class Argon2id implements PasswordFunction {
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Argon2Function function;
    private final SecureRandom random = new SecureRandom();

    Argon2id(HashingCost cost) {
        function = Argon2Function.getInstance(cost.memoryKib(), cost.passes(), LANES, HASH_BYTES, Argon2.ID);
    }

    @Override
    public String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return function.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult();
    }

    @Override
    public boolean verify(String password, String hash) {
        return Argon2Function.getInstanceFromHash(hash)
                .check(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }
}
