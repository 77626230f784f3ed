/** Rooms, members, the room log and its history. */
@NullMarked
package dev.parley.message;

import org.jspecify.annotations.NullMarked;
