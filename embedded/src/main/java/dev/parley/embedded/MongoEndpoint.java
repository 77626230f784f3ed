package dev.parley.embedded;

/** Where the MongoDB-protocol server listens. It has no authentication: whoever can open a loopback connection can read it. */
public record MongoEndpoint(String host, int port, String database) {

    /** {@code mongodb://host:port}, without the database. */
    public String uri() {
        return "mongodb://" + host + ":" + port;
    }
}
