/** The typed event bus: addresses, topics, the record codec. */
@NullMarked
package dev.parley.model.bus;

import org.jspecify.annotations.NullMarked;
