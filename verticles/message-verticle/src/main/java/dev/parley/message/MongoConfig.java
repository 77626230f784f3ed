package dev.parley.message;

/**
 * Where MongoDB is.
 *
 * @param uri {@code mongodb://…}, with credentials if it asks for any: not printed
 * @param database what the collections are in
 */
public record MongoConfig(String uri, String database) {
    public MongoConfig {
        if (!uri.startsWith("mongodb://") && !uri.startsWith("mongodb+srv://")) {
            throw new IllegalArgumentException("mongo.uri does not start with mongodb://");
        }
        if (database.isBlank()) {
            throw new IllegalArgumentException("mongo.database is empty");
        }
    }

    @Override
    public String toString() {
        return "MongoConfig[" + uri.replaceFirst("//.*@", "//[redacted]@") + ", " + database + "]";
    }
}
