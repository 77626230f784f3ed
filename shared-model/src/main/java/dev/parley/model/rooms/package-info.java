/** Rooms, their log, the intents that change them, and what message-verticle is asked. */
@NullMarked
package dev.parley.model.rooms;

import org.jspecify.annotations.NullMarked;
