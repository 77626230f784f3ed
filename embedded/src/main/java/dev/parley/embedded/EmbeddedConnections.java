package dev.parley.embedded;

/**
 * Everything Parley needs to use the embedded servers. Prints without passwords and keys.
 *
 * @param postgres accounts, contacts, notifications
 * @param redis presence
 * @param mongo rooms and their logs
 * @param broker intents and events
 * @param jwt what access tokens are signed with
 */
public record EmbeddedConnections(
        PostgresEndpoint postgres, RedisEndpoint redis, MongoEndpoint mongo, BrokerEndpoint broker, JwtKeys jwt) {}
