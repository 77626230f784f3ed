/** Tests on a real AMQP broker and a MongoDB-protocol server, both in this process. */
@NullMarked
package dev.parley.message;

import org.jspecify.annotations.NullMarked;
