/** Who is told of what happened in rooms: notification-verticle, its list in PostgreSQL and its channels. */
@NullMarked
package dev.parley.notification;

import org.jspecify.annotations.NullMarked;
