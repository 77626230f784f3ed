package dev.parley.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path temporary;

    @Test
    void aTakenPortIsNamedInOneLineByEveryServer() throws Exception {
        DataFolder data = TestFolders.open(temporary);
        Secrets secrets = Secrets.openOrCreate(data);
        OrphanReaper reaper = new OrphanReaper(data);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Loopback.HOST))) {
            int port = taken.getLocalPort();
            List<EmbeddedServer<?>> servers = List.of(
                    new EmbeddedPostgresServer(data, secrets.postgresPassword(), reaper, port),
                    new EmbeddedRedisServer(data, secrets.redisPassword(), reaper, port),
                    new EmbeddedMongoServer(data, port),
                    new EmbeddedBroker(data, secrets.brokerPassword(), port));
            for (EmbeddedServer<?> server : servers) {
                assertThatThrownBy(server::start)
                        .isInstanceOf(EmbeddedStartException.class)
                        .hasMessage(server.name() + ": port " + port + " on 127.0.0.1 is in use");
                assertThatThrownBy(server::endpoint).isInstanceOf(IllegalStateException.class);
            }
            assertThat(reaper.reap()).as("processes left behind").isZero();
        }
    }

    @Test
    void aFreePortCanBeChosen() throws Exception {
        int port = Loopback.freePort();
        DataFolder data = TestFolders.open(temporary);
        EmbeddedRedisServer redis = new EmbeddedRedisServer(data, Secret.generate(), new OrphanReaper(data), port);
        redis.start();
        try {
            assertThat(redis.endpoint().port()).isEqualTo(port);
        } finally {
            redis.stop();
        }
    }
}
