/** Who is at the other end: the address, scheme and host that count, also behind proxies that are trusted to tell. */
@NullMarked
package dev.parley.gateway.peer;

import org.jspecify.annotations.NullMarked;
