/** Traces, for those who collect them. */
@NullMarked
package dev.parley.launcher.tracing;

import org.jspecify.annotations.NullMarked;
