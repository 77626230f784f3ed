/** Spans of what Vert.x does not trace by itself. */
@NullMarked
package dev.parley.model.trace;

import org.jspecify.annotations.NullMarked;
