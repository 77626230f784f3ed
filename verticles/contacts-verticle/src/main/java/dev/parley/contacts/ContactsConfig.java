package dev.parley.contacts;

import dev.parley.postgres.PostgresConfig;

/** What contacts-verticle is told at its start. */
public record ContactsConfig(PostgresConfig postgres) {}
