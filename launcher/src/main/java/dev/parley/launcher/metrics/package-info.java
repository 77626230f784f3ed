/** The registry of a process, what it says of its JVM and event loops, and how it is read. */
@NullMarked
package dev.parley.launcher.metrics;

import org.jspecify.annotations.NullMarked;
