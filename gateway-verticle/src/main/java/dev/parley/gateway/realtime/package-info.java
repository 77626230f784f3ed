/** The realtime protocol, independent of the door it comes through. */
@NullMarked
package dev.parley.gateway.realtime;

import org.jspecify.annotations.NullMarked;
