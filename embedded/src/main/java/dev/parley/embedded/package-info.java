/**
 * The servers behind "one command, nothing installed": PostgreSQL, Redis, a MongoDB-protocol server and an AMQP 0-9-1 broker,
 * started from Maven artifacts on loopback, with generated secrets, their data in one folder.
 *
 * <p>{@link dev.parley.embedded.EmbeddedServers} is the way in.
 */
@NullMarked
package dev.parley.embedded;

import org.jspecify.annotations.NullMarked;
