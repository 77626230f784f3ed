/** Expected refusals as values, and the one place that maps them to HTTP and to frames. */
@NullMarked
package dev.parley.model.failure;

import org.jspecify.annotations.NullMarked;
