/** SockJS as its protocol describes it, version 0.3.3, on the transports that are on. */
@NullMarked
package dev.parley.it.sockjs;

import org.jspecify.annotations.NullMarked;
