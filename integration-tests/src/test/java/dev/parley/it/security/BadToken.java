package dev.parley.it.security;

import dev.parley.it.client.TestUser;
import java.util.function.Function;

/** Everything that is not a good access token, and the code it is refused with. */
enum BadToken {
    NO_TOKEN("UNAUTHENTICATED", forge -> ""),
    GARBAGE("UNAUTHENTICATED", forge -> "not.a.token"),
    EXPIRED("TOKEN_EXPIRED", TokenForge::expired),
    WRONG_AUDIENCE("UNAUTHENTICATED", TokenForge::wrongAudience),
    WRONG_ISSUER("UNAUTHENTICATED", TokenForge::wrongIssuer),
    WITHOUT_EXPIRY("UNAUTHENTICATED", TokenForge::withoutExpiry),
    ALG_NONE("UNAUTHENTICATED", TokenForge::unsigned),
    HS256_WITH_PUBLIC_KEY("UNAUTHENTICATED", TokenForge::signedWithThePublicKey),
    ANOTHER_KEY("UNAUTHENTICATED", TokenForge::signedByAnotherKey),
    UNKNOWN_KEY_ID("UNAUTHENTICATED", TokenForge::underAnUnknownKeyId);

    private final String code;
    private final Function<TokenForge, String> make;

    BadToken(String code, Function<TokenForge, String> make) {
        this.code = code;
        this.make = make;
    }

    String code() {
        return code;
    }

    /** Made from {@code user}'s genuine token; empty for none. */
    String forge(java.nio.file.Path data, TestUser user) {
        return make.apply(new TokenForge(data, user.accessToken()));
    }
}
