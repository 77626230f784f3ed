package dev.parley.embedded;

import java.nio.file.Path;

/** A process that runs the MongoDB-protocol server alone and prints the id of every document it was acknowledged, until it is killed. */
public final class MongoWriter {

    private MongoWriter() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedMongoServer mongo = new EmbeddedMongoServer(TestFolders.open(Path.of(arguments[0])), 0);
        mongo.start();
        try (MongoProbe probe = new MongoProbe(mongo.endpoint())) {
            for (int i = 0; ; i++) {
                String id = "id-" + i;
                probe.insert(id);
                System.out.println(id);
            }
        }
    }
}
