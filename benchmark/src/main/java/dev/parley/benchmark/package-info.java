/** A load generator that measures a running Parley from outside. */
@NullMarked
package dev.parley.benchmark;

import org.jspecify.annotations.NullMarked;
