package dev.parley.embedded;

/** Where Redis listens. It knows a password and no user names. */
public record RedisEndpoint(String host, int port, Secret password) {

    /** {@code redis://:password@host:port/0}. Contains the password: not for logs. */
    public String uri() {
        return "redis://:" + password.value() + "@" + host + ":" + port + "/0";
    }
}
