/** What operators ask about dead letters: messages of the broker that could not be processed. */
@NullMarked
package dev.parley.model.deadletter;

import org.jspecify.annotations.NullMarked;
