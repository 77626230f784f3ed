/** Finds messages by their words: an index in PostgreSQL, fed by the durable events of rooms. */
@NullMarked
package dev.parley.search;

import org.jspecify.annotations.NullMarked;
