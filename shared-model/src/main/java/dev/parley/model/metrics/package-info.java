/** What a Parley process measures about itself: every instrument's name, and the way to them. */
@NullMarked
package dev.parley.model.metrics;

import org.jspecify.annotations.NullMarked;
