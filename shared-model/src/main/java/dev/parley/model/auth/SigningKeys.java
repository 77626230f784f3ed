package dev.parley.model.auth;

import java.util.List;

/**
 * A JSON Web Key Set (RFC 7517), with what else a checker must know of the tokens.
 *
 * @param keys public RSA keys
 * @param issuer the {@code iss} that tokens carry
 * @param audience the {@code aud} that tokens carry
 */
public record SigningKeys(List<Jwk> keys, String issuer, String audience) {
    public SigningKeys {
        keys = List.copyOf(keys);
    }

    /** A public RSA key (RFC 7518 section 6.3); {@code n} and {@code e} are base64url. */
    public record Jwk(String kty, String use, String alg, String kid, String n, String e) {}
}
