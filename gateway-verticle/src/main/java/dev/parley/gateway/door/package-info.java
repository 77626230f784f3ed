/** The three doors: WebSocket, SockJS and the event-bus bridge. */
@NullMarked
package dev.parley.gateway.door;

import org.jspecify.annotations.NullMarked;
