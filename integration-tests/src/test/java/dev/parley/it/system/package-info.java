/** Starts and ends whole Parley processes, as an operator would. */
@NullMarked
package dev.parley.it.system;

import org.jspecify.annotations.NullMarked;
