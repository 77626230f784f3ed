/** What members ask: their rooms, history, the log, what they missed; and what they tell: receipts, typing, mutes. */
@NullMarked
package dev.parley.message.query;

import org.jspecify.annotations.NullMarked;
