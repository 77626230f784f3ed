/** Tests against a real PostgreSQL and a real AMQP broker. */
@NullMarked
package dev.parley.notification;

import org.jspecify.annotations.NullMarked;
