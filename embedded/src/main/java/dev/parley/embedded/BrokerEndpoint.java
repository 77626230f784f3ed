package dev.parley.embedded;

/** Where the AMQP 0-9-1 broker listens. */
public record BrokerEndpoint(String host, int port, String virtualHost, String user, Secret password) {

    /** {@code amqp://user:password@host:port/%2F}. Contains the password: not for logs. */
    public String uri() {
        return "amqp://" + user + ":" + password.value() + "@" + host + ":" + port + "/"
                + virtualHost.replace("/", "%2F");
    }
}
