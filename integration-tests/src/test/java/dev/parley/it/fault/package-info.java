/** Outages: each server that Parley needs is cut off, silenced, slowed down or killed while people write. */
@NullMarked
package dev.parley.it.fault;

import org.jspecify.annotations.NullMarked;
