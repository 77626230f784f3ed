/**
 * The dead letters as operators use them. The broker's queue is their store; what was replayed or discarded is kept here.
 */
@NullMarked
package dev.parley.message.deadletter;

import org.jspecify.annotations.NullMarked;
