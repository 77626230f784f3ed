/**
 * MongoDB. Every read is by exact {@code _id} or {@code key}, or a list of those: the embedded server knows no other
 * index, and a real one is fastest so.
 */
@NullMarked
package dev.parley.message.store;

import org.jspecify.annotations.NullMarked;
