/** The way of a room command from the gateway through the broker to its outcome. */
@NullMarked
package dev.parley.gateway.rooms;

import org.jspecify.annotations.NullMarked;
