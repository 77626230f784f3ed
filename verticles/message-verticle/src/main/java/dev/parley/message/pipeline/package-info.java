/**
 * From the broker's queue to the log and on to whoever is to know: a partition's intents, a batch at a time.
 *
 * <p>The steps of a batch, in this order: load the rooms; look for what is stored already; decide; append the events; write
 * what follows from them; commit the heads; tell (members, caches, the gateways that wait); publish to
 * {@code parley.events}; acknowledge. After a crash between any two, the broker delivers the batch again: what was
 * appended is found by its key, what was not committed is committed by whoever loads the room, and the telling is
 * done again.
 */
@NullMarked
package dev.parley.message.pipeline;

import org.jspecify.annotations.NullMarked;
