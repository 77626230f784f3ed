/** What a room is and what may be done to it: pure, no clock, no store. */
@NullMarked
package dev.parley.message.room;

import org.jspecify.annotations.NullMarked;
