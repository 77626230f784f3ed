/** The only door: HTTP, WebSocket, SockJS and the event-bus bridge, on one port. */
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
