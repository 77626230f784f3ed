/**
 * Removes for good what rooms keep no longer, in the background: a walk through the rooms, some at a time, and for each
 * one a walk through its log from its start upwards, a piece at a time, by exact keys.
 */
@NullMarked
package dev.parley.message.retention;

import org.jspecify.annotations.NullMarked;
