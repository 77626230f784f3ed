/**
 * What clients saw, written down line by line, and a check of it that knows nothing of Parley: only that a room is a log,
 * that what is acknowledged is in it, and that everybody reads the same.
 */
@NullMarked
package dev.parley.it.history;

import org.jspecify.annotations.NullMarked;
