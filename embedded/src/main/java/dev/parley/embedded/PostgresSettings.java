package dev.parley.embedded;

import java.util.Map;

/** PostgreSQL's configuration: nothing acknowledged is lost, nobody outside the machine gets in, and it stays small. */
final class PostgresSettings {

    static final Map<String, String> ALL = Map.ofEntries(
            // The library starts the server with both off.
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", Loopback.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            // A few pools of about ten, with room for a person with psql.
            Map.entry("max_connections", "80"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "256MB"),
            // Nobody replicates from here.
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            // Compiling a short query takes longer than running it.
            Map.entry("jit", "off"),
            Map.entry("log_min_messages", "warning"),
            // Statements hold user data; a log does not.
            Map.entry("log_min_error_statement", "panic"));

    private PostgresSettings() {}
}
