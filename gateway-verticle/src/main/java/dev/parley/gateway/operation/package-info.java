/** What a caller can ask for, the same over REST and over every realtime door. */
@NullMarked
package dev.parley.gateway.operation;

import org.jspecify.annotations.NullMarked;
