/** Webhooks: what a bot's or a bridge's own server is told, batch by batch. */
@NullMarked
package dev.parley.notification.webhook;

import org.jspecify.annotations.NullMarked;
