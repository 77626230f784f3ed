package dev.parley.embedded;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes into the four servers and reads back, the way Parley's verticles do: with the connection settings they are given. */
final class Probe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String QUEUE = "probe";

    private final EmbeddedConnections connections;
    private final MongoProbe mongo;

    Probe(EmbeddedConnections connections) {
        this.connections = connections;
        this.mongo = new MongoProbe(connections.mongo());
    }

    /** Returns when all four have acknowledged the value. */
    void write(String value) {
        try {
            writeSql(value);
            writeRedis(value);
            mongo.insert(value);
            publish(value);
        } catch (Exception e) {
            throw new AssertionError("could not write " + value, e);
        }
    }

    /** The names of the servers that still have the value. Takes it from the broker's queue. */
    List<String> serversThatHave(String value) {
        List<String> having = new ArrayList<>();
        try {
            addIf(having, "PostgreSQL", hasSql(value));
            addIf(having, "Redis", redis("GET", "probe:" + value).equals("$" + value.length()));
            addIf(having, "MongoDB", hasDocument(value));
            addIf(having, "AMQP broker", takeMessage().equals(value));
            return having;
        } catch (Exception e) {
            throw new AssertionError("could not read " + value + ", have " + having, e);
        }
    }

    String setting(String name) throws SQLException {
        return sqlText("SHOW " + name);
    }

    /** The first column of the first row. */
    String sqlText(String query) throws SQLException {
        try (Connection sql = sql(connections.postgres());
                ResultSet row = sql.createStatement().executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** All lines of the answer. */
    String redisText(String... command) throws IOException {
        try (RedisConnection redis = open()) {
            StringBuilder text = new StringBuilder(redis.ask(command));
            // The answer to PING comes behind all of it.
            for (String line = redis.ask("PING"); !line.equals("+PONG"); line = redis.ask("PING")) {
                text.append('\n').append(line);
            }
            return text.toString();
        }
    }

    static void touch(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2_000);
        }
    }

    boolean hasDocument(String id) {
        return mongo.has(id);
    }

    /** The first line of the answer. */
    String redis(String... command) throws IOException {
        try (RedisConnection redis = open()) {
            return redis.ask(command);
        }
    }

    private RedisConnection open() throws IOException {
        return RedisConnection.open(
                connections.redis().port(), connections.redis().password());
    }

    @Override
    public void close() {
        mongo.close();
    }

    static Connection sql(PostgresEndpoint postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().value());
    }

    private void writeSql(String value) throws SQLException {
        try (Connection sql = sql(connections.postgres());
                var statement = sql.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS probe (value text PRIMARY KEY)");
            try (PreparedStatement insert = sql.prepareStatement("INSERT INTO probe VALUES (?)")) {
                insert.setString(1, value);
                if (insert.executeUpdate() != 1) {
                    throw new SQLException("nothing inserted");
                }
            }
        }
    }

    private boolean hasSql(String value) throws SQLException {
        try (Connection sql = sql(connections.postgres());
                PreparedStatement select = sql.prepareStatement("SELECT 1 FROM probe WHERE value = ?")) {
            select.setString(1, value);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void writeRedis(String value) throws IOException {
        String reply = redis("SET", "probe:" + value, value);
        if (!reply.equals("+OK")) {
            throw new IOException(reply);
        }
    }

    private void publish(String value) throws Exception {
        try (com.rabbitmq.client.Connection amqp = amqp(connections.broker());
                Channel channel = amqp.createChannel()) {
            String declared =
                    channel.queueDeclare(QUEUE, true, false, false, Map.of()).getQueue();
            channel.confirmSelect();
            channel.basicPublish(
                    "", declared, MessageProperties.PERSISTENT_BASIC, value.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        }
    }

    private String takeMessage() throws Exception {
        try (com.rabbitmq.client.Connection amqp = amqp(connections.broker());
                Channel channel = amqp.createChannel()) {
            GetResponse message = channel.basicGet(QUEUE, true);
            return message == null ? "" : new String(message.getBody(), StandardCharsets.UTF_8);
        }
    }

    static com.rabbitmq.client.Connection amqp(BrokerEndpoint broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        return factory.newConnection();
    }

    private static void addIf(List<String> names, String name, boolean has) {
        if (has) {
            names.add(name);
        }
    }
}
