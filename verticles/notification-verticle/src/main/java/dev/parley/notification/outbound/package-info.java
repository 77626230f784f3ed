/** Requests to services that users name and nobody vouches for: where they may go, how, and when again. */
@NullMarked
package dev.parley.notification.outbound;

import org.jspecify.annotations.NullMarked;
