package dev.parley.embedded;

import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code run/broker.url} in the data folder: where the broker that runs on it is reached by whoever has the password in
 * {@code secrets/broker-password}.
 */
final class BrokerFile {
    private BrokerFile() {}

    static void write(Path data, BrokerEndpoint broker) throws EmbeddedStartException {
        var file = data.resolve("run").resolve("broker.url");
        try {
            OwnerOnly.write(file, "amqp://%s@%s:%d/%%2F\n".formatted(broker.user(), broker.host(), broker.port()));
        } catch (IOException e) {
            throw new EmbeddedStartException("cannot write " + file, e);
        }
    }
}
