/** Live delivery: which gateway holds whom, and one message per gateway however many recipients. */
@NullMarked
package dev.parley.model.live;

import org.jspecify.annotations.NullMarked;
